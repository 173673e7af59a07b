import { expect } from 'chai';
import { openStore } from '../../../src/store/open-store.js';
import type { PostgresOptions, Store } from '../../../src/store/store.js';
import { newOptions } from '../databases.js';
import { claim, finish, submit } from '../jobs.js';
import { entry, keysOf, learner, uln } from '../people.js';
import { rejection } from './new-database.js';
import { pgbouncerMissing, startPgbouncer, type Pgbouncer } from './pgbouncer.js';

const missing = pgbouncerMissing();
const title = missing === undefined ? '' : ` (skipped: ${missing})`;

describe(`A register behind pgbouncer in transaction mode${title}`, () => {
  let pgbouncer: Pgbouncer;
  let options: PostgresOptions;
  const stores: Store[] = [];

  before(async function () {
    if (missing !== undefined) this.skip();
    const plain = await newOptions('postgres');
    if (plain.kind !== 'postgres') throw new Error('Not PostgreSQL');
    pgbouncer = await startPgbouncer(plain.url, 3);
    options = { ...plain, url: pgbouncer.url, preparedStatements: false };
  });

  after(async () => {
    for (const store of stores) await store.close();
    if (missing === undefined) await pgbouncer.stop();
  });

  async function open(of: PostgresOptions = options): Promise<Store> {
    const store = await openStore(of);
    stores.push(store);
    return store;
  }

  it('migrates, registers, finds, updates and works on batches, all at once', async () => {
    const both = [await open(), await open()];
    const names = await Promise.all(both.map((store) => store.migrations.up()));
    expect(names.flat()).to.have.length((await both[0]?.migrations.status())?.done.length ?? 0);

    const people = Array.from({ length: 60 }, (_, at) =>
      learner({ uln: uln(3_000_000_000 + at), familyName: `Pooled ${String(at)}` }),
    );
    const storeOf = (at: number): Store => both[at % 2] ?? fail();
    const outcomes = await Promise.all(
      people.map((person, at) =>
        storeOf(at).learners.register(person, keysOf(storeOf(at).personKeys, person), entry()),
      ),
    );
    expect(new Set(outcomes)).to.deep.equal(new Set(['registered']));
    const found = await Promise.all(
      people.map(({ uln: own }, at) => storeOf(at + 1).learners.findByUln(own)),
    );
    expect(found).to.deep.equal(people);
    const updated = await Promise.all(
      people.map((person, at) =>
        storeOf(at).learners.update(
          { ...person, versionNumber: 2, notes: 'changed' },
          1,
          keysOf(storeOf(at).personKeys, person),
          entry(),
        ),
      ),
    );
    expect(new Set(updated)).to.deep.equal(new Set(['updated']));
    await Promise.all([submit(storeOf(0), 5), submit(storeOf(1), 5)]);
    for (let jobs = 0; jobs < 2; jobs += 1) await finish(storeOf(jobs), await claim(storeOf(jobs)));
    expect(await storeOf(0).audit.list({ limit: 1000 })).to.have.length(122);
  });

  it('would fail with prepared statements, which is what the setting is for', async () => {
    const error = await rejection(
      (async () => {
        const store = await open({ ...options, preparedStatements: true });
        for (let round = 0; round < 20; round += 1) {
          await Promise.all([store.organisations.list(), store.learners.findByUln(uln('3000000000'))]);
        }
      })(),
    );
    expect(error).to.include({ code: 'database' });
  });
});

function fail(): never {
  throw new Error('No store');
}
