import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { Checkpoints } from '../../../src/store/sqlite/checkpoints.js';
import { openFile, type SqliteConnection } from '../../../src/store/sqlite/connection.js';

describe('Checkpoints of a SQLite file', () => {
  let folder: string;
  let connection: SqliteConnection;
  let checkpoints: Checkpoints;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'learner-register-'));
    connection = openFile(join(folder, 'test.sqlite'));
    connection.pragma('wal_autocheckpoint = 0');
    connection.exec('create table thing (name text)');
    checkpoints = new Checkpoints({ file: join(folder, 'test.sqlite') }, 100);
  });

  afterEach(async () => {
    await checkpoints.close();
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Pages in the log, and how many of them are in their place. */
  function log(): readonly [pages: number, copied: number] {
    const [row] = connection.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
    return [row?.log ?? -1, row?.checkpointed ?? -1];
  }

  async function untilCopied(): Promise<void> {
    const [pages] = log();
    while (log()[1] < pages) await sleep(5);
  }

  function write(rows: number): void {
    const insert = connection.prepare("insert into thing values (printf('%2000s', 'x'))");
    for (let row = 0; row < rows; row += 1) insert.run();
    checkpoints.wrote(rows);
  }

  it('are made aside once enough was written, and again after as much', async () => {
    write(99);
    await sleep(50);
    expect(log()[1]).to.equal(0);
    for (const rows of [1, 100, 250]) {
      write(rows);
      await untilCopied();
    }
    expect(connection.prepare('select count(*) from thing').pluck().get()).to.equal(450);
  });

  it('are made once more for what was written meanwhile', async () => {
    write(100);
    await untilCopied();
    await sleep(50);
    write(100);
    const [pages] = log();
    // Nobody hears that this copy is done before the next rows are written.
    while (log()[1] < pages) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    write(100);
    await untilCopied();
  });

  it('let the log begin anew', async () => {
    write(100);
    await untilCopied();
    const [pages] = log();
    write(1);
    expect(log()[0]).to.be.below(pages);
  });

  it('leave nobody at the file when they are closed', async () => {
    write(100);
    await checkpoints.close();
    // It wants the file for itself.
    expect(connection.pragma('journal_mode = DELETE', { simple: true })).to.equal('delete');
  });

  it('are left to the writer where the thread fails', async () => {
    const lost = new Checkpoints({ file: join(folder, 'test.sqlite', 'no folder') }, 1);
    lost.wrote(1);
    await sleep(200);
    lost.wrote(1);
    await lost.close();
    write(1);
    expect(connection.prepare('select count(*) from thing').pluck().get()).to.equal(1);
  });
});
