import { expect } from 'chai';
import { existsSync, mkdtempSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import knexPackage from 'knex';
import { openStore } from '../../../src/store/open-store.js';
import { SqliteWriter } from '../../../src/store/sqlite/writer.js';
import { WriterPort, WriterThread, type WriterLink } from '../../../src/store/sqlite/writer-link.js';
import type { WriterAnswer, WriterBatch } from '../../../src/store/sqlite/writer-protocol.js';
import { compileStatements } from '../../../src/store/statements.js';
import { entry } from '../people.js';

const statements = compileStatements(knexPackage({ client: 'better-sqlite3', useNullAsDefault: true }));

/** A database with its tables, in a folder of its own, that nobody has open. */
async function emptyRegister(): Promise<{ folder: string; file: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-'));
  const file = join(folder, 'test.sqlite');
  const store = await openStore({ kind: 'sqlite', file, environment: 'test' });
  await store.migrations.up();
  await store.close();
  return { folder, file };
}

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
    const { folder, file } = await emptyRegister();
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

  for (const asking of ['requests', 'work that can wait'] as const) {
    it(`answers ${asking} with nothing that is not on the disk`, async () => {
      const { folder, file } = await emptyRegister();
      const thread = new WriterThread({ file, statements });
      const requests = new SqliteWriter(thread, () => undefined);
      const guest = new SqliteWriter(new WriterPort(thread.newPort()), () => undefined);
      while (!existsSync(`${file}-wal`)) await sleep(5);
      // The writer has the log open and goes on writing to it, but cannot reach it to bring it to the disk.
      unlinkSync(`${file}-wal`);
      const writer = asking === 'requests' ? requests : guest;
      const outcomes = await Promise.allSettled([writer.record(entry()), writer.record(entry())]);
      for (const outcome of outcomes) expect(outcome).to.have.nested.property('reason.code', 'closed');
      expect(writer.alive()).to.equal(false);
      await Promise.all([guest.close(), requests.close()]);
      rmSync(folder, { recursive: true, force: true });
    });
  }
});

/** Answers when it is told to, in the order of the batches. */
class SlowLink implements WriterLink {
  readonly enough = 3;
  readonly mostAtOnce = 3;
  readonly mostOnTheirWay = 2;
  readonly sent: WriterBatch[] = [];
  #answered: (answer: WriterAnswer) => void = () => undefined;
  #ended: () => void = () => undefined;
  #toAnswer = 0;

  listen(answered: (answer: WriterAnswer) => void, ended: () => void): void {
    this.#answered = answered;
    this.#ended = ended;
  }

  send(batch: WriterBatch): void {
    this.sent.push(batch);
  }

  answer(): void {
    const batch = this.sent[this.#toAnswer++];
    const given = batch?.changes.map(([, [outcome]]) => ({ outcome })) ?? [];
    this.#answered({ answers: given, othersAsk: false });
  }

  end(): void {
    this.#ended();
  }

  newPort(): never {
    throw new Error('There is no thread');
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('Batches on their way to the writer', () => {
  const sizes = (link: SlowLink) => link.sent.map(({ changes }) => changes.length);

  /** As many changes, each of which is answered with its own number. */
  function perform(writer: SqliteWriter, count: number, from = 0): Promise<unknown>[] {
    return Array.from({ length: count }, (_, at) => writer.perform('extendLease', [from + at] as never));
  }

  it('are as many as the link takes, and full but for the first', async () => {
    const link = new SlowLink();
    const writer = new SqliteWriter(link, () => undefined);
    const first = perform(writer, 1);
    await sleep(5);
    expect(sizes(link)).to.deep.equal([1]);
    const more = perform(writer, 8, 1);
    expect(sizes(link)).to.deep.equal([1, 3]);
    expect(writer.depth()).to.equal(9);
    link.answer();
    expect(await Promise.all(first)).to.deep.equal([0]);
    expect(sizes(link)).to.deep.equal([1, 3, 3]);
    link.answer();
    expect(sizes(link), 'two are too few while the writer is busy').to.deep.equal([1, 3, 3]);
    link.answer();
    expect(sizes(link)).to.deep.equal([1, 3, 3, 2]);
    link.answer();
    expect(await Promise.all(more)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(writer.depth()).to.equal(0);
    await writer.close();
  });

  it('are lost together with what waits behind them when the writer ends', async () => {
    const link = new SlowLink();
    const writer = new SqliteWriter(link, () => undefined);
    const all = Promise.allSettled(perform(writer, 11));
    link.answer();
    link.end();
    const outcomes = (await all).map(({ status }) => status);
    expect(outcomes.map((status) => status === 'fulfilled')).to.deep.equal(outcomes.map((_, at) => at < 3));
    expect(writer.depth()).to.equal(0);
  });
});
