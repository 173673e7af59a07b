import { expect } from 'chai';
import fc from 'fast-check';
import knexPackage from 'knex';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src/store/open-store.js';
import { ChangeMark } from '../../../src/store/sqlite/change-mark.js';
import { openFile } from '../../../src/store/sqlite/connection.js';
import { LearnerSnapshot } from '../../../src/store/sqlite/learner-snapshot.js';
import { LogLength } from '../../../src/store/sqlite/log-length.js';
import { compileStatements } from '../../../src/store/statements.js';
import type { Store } from '../../../src/store/store.js';
import { entry, keysOf, learner, uln } from '../people.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("Finds' view of a register in SQLite", () => {
  const folders: string[] = [];
  const stores: Store[] = [];
  const closing: { close(): unknown }[] = [];

  function newFile(): string {
    const folder = mkdtempSync(join(tmpdir(), 'learner-register-view-'));
    folders.push(folder);
    return join(folder, 'register.db');
  }

  async function open(file: string): Promise<Store> {
    const store = await openStore({ kind: 'sqlite', file, environment: 'test', durable: false });
    stores.push(store);
    return store;
  }

  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    for (const each of closing.splice(0)) each.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it('shows what either of two stores was told is done, at once, whatever is read and audited between', async () => {
    const file = newFile();
    const own = await open(file);
    await own.migrations.up();
    const other = await open(file);
    let last = 7_000_000_000;
    const step = fc.constantFrom(
      'register',
      'register elsewhere',
      'audit',
      'audit elsewhere',
      'find',
      'turn',
      'wait',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        for (const each of steps) {
          const at = each.endsWith('elsewhere') ? other : own;
          if (each.startsWith('register')) {
            last += 1;
            // As a request does: it looks first.
            expect(await at.learners.findByUln(uln(last))).to.equal(undefined);
            const person = learner({ uln: uln(last), familyName: `Name ${String(last)}` });
            await at.learners.register(person, keysOf(at.personKeys, person), entry());
            for (const store of [own, other]) {
              expect(await store.learners.findByUln(uln(last))).to.deep.equal(person);
            }
          }
          if (each.startsWith('audit')) await at.audit.record(entry());
          if (each === 'find') expect(await own.learners.findByUln(uln(last + 1))).to.equal(undefined);
          if (each === 'turn') await turn();
          if (each === 'wait') await new Promise((resolve) => setTimeout(resolve, 2));
        }
      }),
      { numRuns: 60 },
    );
    expect(last).to.be.above(7_000_000_050);
  });

  it('shows what another program wrote within a tenth of a second, though it leaves no mark', async () => {
    const file = newFile();
    const store = await open(file);
    await store.migrations.up();
    const person = learner({ uln: uln('7000000001') });
    await store.learners.register(person, keysOf(store.personKeys, person), entry());
    // The first view after a change ends with its turn, the next one lasts.
    for (let times = 0; times < 2; times += 1) {
      await store.learners.findByUln(person.uln);
      await turn();
    }
    const program = openFile(file, false);
    program.exec(`update learner set given_name = 'Changed'`);
    program.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await store.learners.findByUln(person.uln)).to.include({ givenName: 'Changed' });
  });

  it('is kept beyond its turn while nothing but audit is written, and not while learners change', async () => {
    const { view, mark, insert, count } = newView();
    expect(count()).to.equal(0);
    await turn();
    insert();
    expect(count()).to.equal(0);
    mark.note();
    // In the same turn, until somebody says that a change is done.
    expect(count()).to.equal(0);
    view.lookAgain();
    expect(count()).to.equal(1);
    await turn();
    insert();
    expect(count()).to.equal(2);
  });

  it('ends with its turn when the log is about to begin anew, which it could not otherwise', async () => {
    const { insert, count } = newView(20);
    count();
    await turn();
    insert();
    expect(count()).to.equal(0);
    for (let at = 1; at < 30; at += 1) insert();
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (let at = 30; at < 35; at += 1) {
      expect(count()).to.equal(at);
      await turn();
      insert();
    }
  });

  /** A view of a table of learners, to which something is added that leaves no mark. */
  function newView(longLog?: number) {
    const file = newFile();
    const writer = openFile(file, false);
    writer.exec('create table learner (uln integer primary key)');
    const texts = compileStatements(knexPackage({ client: 'better-sqlite3', useNullAsDefault: true }));
    const view = new LearnerSnapshot(file, false, texts, longLog);
    const mark = new ChangeMark(file);
    closing.push(view, mark, writer);
    return {
      view,
      mark,
      insert: () => void writer.exec('insert into learner default values'),
      count: () =>
        view.reading(({ connection }) => connection.prepare('select count(*) from learner').pluck().get()),
    };
  }

  it('knows how long the log is since it last began anew', () => {
    const file = newFile();
    const writer = openFile(file, false);
    writer.pragma('wal_autocheckpoint = 0');
    const length = new LogLength(file);
    writer.exec('create table number (value integer)');
    const fill = (commits: number): void => {
      for (let at = 0; at < commits; at += 1) writer.exec('insert into number values (1)');
    };
    fill(50);
    expect([length.isAtLeast(50), length.isAtLeast(80)]).to.deep.equal([true, false]);
    writer.pragma('wal_checkpoint(PASSIVE)');
    fill(10);
    expect([length.isAtLeast(10), length.isAtLeast(11)]).to.deep.equal([true, false]);
    length.close();
    writer.close();
  });

  it('notices each mark once, and those of others', () => {
    const file = newFile();
    const [reading, one, two] = [new ChangeMark(file), new ChangeMark(file), new ChangeMark(file)];
    expect(reading.hasChanged()).to.equal(false);
    for (const noting of [one, one, two, one, two]) {
      noting.note();
      expect([reading.hasChanged(), reading.hasChanged()]).to.deep.equal([true, false]);
    }
    for (const each of [reading, one, two]) each.close();
  });
});
