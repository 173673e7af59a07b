import { expect } from 'chai';
import { tmpdir } from 'node:os';
import knexPackage from 'knex';
import { SqliteWriter } from '../../../src/store/sqlite/writer.js';
import { WriterThread } from '../../../src/store/sqlite/writer-link.js';
import { compileStatements } from '../../../src/store/statements.js';
import { entry } from '../people.js';

describe('The writer thread of SQLite', () => {
  it('takes what waits for it along when it dies, and nothing more after that', async () => {
    const statements = compileStatements(knexPackage({ client: 'better-sqlite3', useNullAsDefault: true }));
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
});
