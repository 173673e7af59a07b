import { expect } from 'chai';
import { openStore } from '../../src/store/open-store.js';
import { StoreError } from '../../src/store/store-error.js';
import type { Store, StoreOptions } from '../../src/store/store.js';
import { newOptions } from './databases.js';
import { entry, keysOf, learner, uln } from './people.js';

const person = learner({ uln: uln('1000000001') });

const allMigrations = [
  '0001-register',
  '0002-batches',
  '0003-names',
  '0004-personal-learning-record',
  '0005-achievement-jobs',
  '0006-audit-by-learner',
  '0007-certificates',
  '0008-request-counts',
  '0009-keeping',
  '0010-audit-by-month',
  '0011-exchanges',
  '0012-portal-sessions',
  '0013-scenarios',
  '0014-test-environment',
  '0015-onboarding',
  '0016-same-names',
  '0017-covering-names',
  '0018-names-are-enough',
];

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`Opening a store (${kind})`, () => {
    let options: StoreOptions;
    const stores: Store[] = [];

    async function open(of: StoreOptions = options): Promise<Store> {
      const store = await openStore(of);
      stores.push(store);
      return store;
    }

    beforeEach(async () => {
      options = await newOptions(kind);
    });

    afterEach(async () => {
      for (const store of stores.splice(0)) await store.close();
    });

    it('is possible before the migrations ran, but it is not ready', async () => {
      const store = await open();
      expect(await store.ready()).to.equal(false);
      expect(await store.migrations.status()).to.deep.equal({
        done: [],
        pending: allMigrations,
      });
      expect(await rejection(store.learners.findByUln(person.uln))).to.include({ code: 'notMigrated' });
    });

    it('brings the database up to date once', async () => {
      const store = await open();
      expect(await store.migrations.up()).to.deep.equal(allMigrations);
      expect(await store.migrations.up()).to.deep.equal([]);
      expect(await store.migrations.status()).to.deep.equal({
        done: allMigrations,
        pending: [],
      });
      expect(await store.ready()).to.equal(true);
    });

    it('lets several processes migrate at the same time', async () => {
      const both = await Promise.all([open(), open(), open()]);
      const names = await Promise.all(both.map((store) => store.migrations.up()));
      expect(names.flat()).to.deep.equal(allMigrations);
      const keys = both.map((store) => keysOf(store.personKeys, person).own);
      expect(new Set(keys).size).to.equal(1);
    });

    it('becomes ready when another process has migrated', async () => {
      const [early, other] = [await open(), await open()];
      await other.migrations.up();
      expect(await early.ready()).to.equal(true);
      expect(keysOf(early.personKeys, person)).to.deep.equal(keysOf(other.personKeys, person));
    });

    it('refuses data of the other environment, and names both', async () => {
      const store = await open();
      await store.migrations.up();
      const error = await rejection(openStore({ ...options, environment: 'live' }));
      expect(error).to.be.instanceOf(StoreError);
      expect(error).to.include({ code: 'environmentMismatch' });
      expect(error.message).to.match(/test.*live/);
    });

    it('keeps live data from being cleared', async () => {
      const store = await open({ ...options, environment: 'live' });
      await store.migrations.up();
      const keys = keysOf(store.personKeys, person);
      await store.learners.register(person, keys, entry({ ulns: [person.uln] }));
      expect(await rejection(store.clear())).to.include({ code: 'liveData' });
      expect(await store.learners.findByUln(person.uln)).to.deep.equal(person);
    });

    it('makes person keys that depend on the database and on each of the five details', async () => {
      const store = await open();
      await store.migrations.up();
      const key = keysOf(store.personKeys, person).search[0];
      if (key === undefined) throw new Error('No key');
      const all = [
        key,
        { ...key, givenKey: 'X' },
        { ...key, familyKey: 'X' },
        { ...key, dateOfBirth: '2004-02-28' },
        { ...key, gender: '9' as const },
        { ...key, postCodeKey: 'X' },
        { ...key, givenKey: `${key.givenKey}${key.familyKey[0] ?? ''}`, familyKey: key.familyKey.slice(1) },
      ].map((each) => store.personKeys.keyOf(each));
      expect(new Set(all).size).to.equal(all.length);
      for (const each of all) expect(each).to.match(/^[0-9a-f]{32}$/);
      const another = await open(await newOptions(kind));
      await another.migrations.up();
      expect(another.personKeys.keyOf(key)).not.to.equal(all[0]);
    });

    it('finishes what was asked for when it closes, and then refuses more', async () => {
      const store = await open();
      await store.migrations.up();
      const asked = Array.from({ length: 300 }, () =>
        store.audit.record(entry({ organisationRef: 'LAST01' })),
      );
      const registered = store.learners.register(person, keysOf(store.personKeys, person), entry());
      await store.close();
      await Promise.all(asked);
      expect(await registered).to.equal('registered');
      expect(await store.ready()).to.equal(false);
      expect(await rejection(store.audit.record(entry()))).to.include({ code: 'closed' });
      expect(await rejection(store.learners.findByUln(person.uln))).to.include({ code: 'closed' });
      await store.close();
      const again = await open();
      expect(await again.audit.list({ organisationRef: 'LAST01', limit: 1000 })).to.have.length(300);
    });
  });
}

describe('Opening a store that is not there', () => {
  it('fails without the password of the database in the message', async () => {
    const url = 'postgres://someone:secret-word@127.0.0.1:1/none';
    const error = await rejection(openStore({ kind: 'postgres', url, environment: 'test' }));
    expect(error).to.include({ code: 'database' });
    expect(error.message).to.equal('The database failed (ECONNREFUSED)');
  });
});

async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('It did not reject');
}
