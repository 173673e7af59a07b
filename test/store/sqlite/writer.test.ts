import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import knexPackage from 'knex';
import { openStore } from '../../../src/store/open-store.js';
import { SqliteWriter } from '../../../src/store/sqlite/writer.js';
import { WriterPort, WriterThread } from '../../../src/store/sqlite/writer-link.js';
import { compileStatements } from '../../../src/store/statements.js';
import { entry } from '../people.js';

const statements = compileStatements(knexPackage({ client: 'better-sqlite3', useNullAsDefault: true }));

describe('The writer thread of SQLite', () => {
  it('takes what waits for it along when it dies, and nothing more after that', async () => {
    // A folder is no database: the thread ends as soon as it opens it.
    const writer = new SqliteWriter(new WriterThread({ file: tmpdir(), statements }), () => undefined);
    expect(writer.alive()).to.equal(true);
    const waiting = [writer.record(entry()), writer.record(entry()), writer.perform('clear', [])];
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected', 'rejected']);
    expect(writer.alive()).to.equal(false);
    const late = await Promise.allSettled([writer.record(entry()), writer.perform('clear', [])]);
    for (const outcome of late) expect(outcome).to.have.nested.property('reason.code', 'closed');
    await writer.close();
  });

  it('gets short transactions of work that can wait, while others ask as well', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'learner-register-'));
    const file = join(folder, 'test.sqlite');
    const store = await openStore({ kind: 'sqlite', file, environment: 'test' });
    await store.migrations.up();
    await store.close();
    const thread = new WriterThread({ file, statements });
    const requests = new SqliteWriter(thread, () => undefined);
    const port = new WriterPort(thread.newPort());
    const batches = new SqliteWriter(port, () => undefined);
    await batches.record(entry());
    const alone = port.mostAtOnce;
    await Promise.all([requests.record(entry()), batches.record(entry())]);
    await batches.record(entry());
    expect(port.mostAtOnce).to.be.below(alone / 2);
    await sleep(100);
    await batches.record(entry());
    expect(port.mostAtOnce).to.equal(alone);
    await batches.close();
    await requests.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
