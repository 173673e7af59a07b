import { expect } from 'chai';
import pg from 'pg';
import { openStore } from '../../src/store/open-store.js';
import { newOptions } from './databases.js';
import { entry, keysOf, learner, uln } from './people.js';

describe('A PostgreSQL database whose transactions are isolated by default', () => {
  it('loses none of the links that are made at once', async () => {
    const options = await newOptions('postgres');
    if (options.kind !== 'postgres') throw new Error('Not PostgreSQL');
    const admin = new pg.Client({ connectionString: options.url });
    await admin.connect();
    const name = new URL(options.url).pathname.slice(1);
    await admin.query(`alter database ${name} set default_transaction_isolation = 'repeatable read'`);
    await admin.end();

    const store = await openStore(options);
    try {
      await store.migrations.up();
      const ulns = Array.from({ length: 20 }, (_, at) => uln(5_000_000_000 + at));
      for (const each of ulns) {
        const person = learner({ uln: each, familyName: `Isolated ${each}` });
        expect(await store.learners.register(person, keysOf(store.personKeys, person), entry())).to.equal(
          'registered',
        );
      }
      const [master, ...others] = ulns;
      if (master === undefined) throw new Error('No master');
      const outcomes = await Promise.all(others.map((other) => store.learners.link(other, master, entry())));
      expect(new Set(outcomes)).to.deep.equal(new Set(['linked']));
      expect((await store.learners.findByUln(master))?.linkedUlns).to.deep.equal(others);
    } finally {
      await store.close();
    }
  });
});
