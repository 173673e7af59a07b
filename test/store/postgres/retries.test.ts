import { expect } from 'chai';
import type { Store } from '../../../src/store/store.js';
import { eventToImport, moment } from '../events.js';
import { claim, finish, now, progress, submit } from '../jobs.js';
import { entry, keysOf, learner, uln } from '../people.js';
import { newDatabase, type NewDatabase } from './new-database.js';

const FAILURES = 3;
const person = learner({ uln: uln('1000000001'), familyName: 'First' });
const other = learner({ uln: uln('2000000001'), familyName: 'Second' });

interface Case {
  readonly what: string;
  /** Whose writes fail at first. */
  readonly table: string;
  readonly prepare?: (store: Store) => Promise<unknown>;
  readonly work: (store: Store) => Promise<unknown>;
  readonly outcome: unknown;
}

const register = (store: Store, who = person) =>
  store.learners.register(who, keysOf(store.personKeys, who), entry({ ulns: [who.uln] }));
const importing = (store: Store) =>
  store.imports.store([{ learner: person, keys: keysOf(store.personKeys, person) }], {
    fingerprint: 'file',
    rowsDone: 1,
  });

const cases: readonly Case[] = [
  { what: 'a registration', table: 'learner', work: register, outcome: 'registered' },
  {
    what: 'an update',
    table: 'learner',
    prepare: register,
    work: (store) =>
      store.learners.update(
        { ...person, versionNumber: 2 },
        1,
        keysOf(store.personKeys, person),
        entry({ ulns: [person.uln] }),
      ),
    outcome: 'updated',
  },
  {
    what: 'a link',
    table: 'learner',
    prepare: async (store) => [await register(store), await register(store, other)],
    work: (store) => store.learners.link(other.uln, person.uln, entry()),
    outcome: 'linked',
  },
  {
    what: 'an audit entry',
    table: 'audit',
    work: (store) => store.audit.record(entry()),
    outcome: undefined,
  },
  { what: 'an import of learners', table: 'learner_name', work: importing, outcome: [] },
  {
    what: 'an import of events',
    table: 'learning_event',
    prepare: importing,
    work: (store) =>
      store.eventImports.store(
        [eventToImport({ uln: person.uln })],
        { fingerprint: 'events', rowsDone: 1 },
        moment(),
      ),
    outcome: ['created'],
  },
  {
    what: 'the submission of a job',
    table: 'batch_job',
    work: async (store) => typeof (await submit(store, 2)),
    outcome: 'bigint',
  },
  {
    what: 'the claim of a job',
    table: 'batch_job',
    prepare: (store) => submit(store, 2),
    work: async (store) => (await claim(store)).job.recordCount,
    outcome: 2,
  },
  {
    what: 'results of a job',
    table: 'batch_result',
    prepare: (store) => submit(store, 2),
    work: async (store) => finish(store, await claim(store)),
    outcome: undefined,
  },
  {
    what: 'a registration of a job',
    table: 'batch_result',
    prepare: (store) => submit(store, 1),
    work: async (store) =>
      store.learners.register(
        person,
        keysOf(store.personKeys, person),
        entry({ ulns: [person.uln] }),
        progress(await claim(store), 0, { code: 'RC001', uln: person.uln }),
      ),
    outcome: 'registered',
  },
  {
    what: 'an achievement of a job',
    table: 'learning_event',
    prepare: (store) => submit(store, 1, { kind: 'achievement', jobType: 'F' }),
    work: async (store) => {
      const event = {
        uln: person.uln,
        source: 'AO',
        reference: 'R',
        recorded: {},
        credits: 0,
        dateLoaded: '2024-09-02 11:00:00',
        standing: 'live' as const,
      };
      return store.achievements.applyAchievements([
        {
          change: { kind: 'create', event },
          progress: progress(await claim(store), 0, { code: 'A001', uln: person.uln }),
          audit: entry({ ulns: [person.uln] }),
        },
      ]);
    },
    outcome: [],
  },
  {
    what: 'a wrong password',
    table: 'organisation',
    prepare: (store) =>
      store.organisations.add(
        {
          organisationRef: 'TEST01',
          ukprn: '90000011',
          name: 'Test',
          kind: 'learningProvider',
          rights: new Set<never>(),
          status: 'active',
        },
        'hash',
      ),
    work: async (store) => (await store.organisations.recordFailedAttempt('TEST01', now, 5, 60)).failures,
    outcome: 1,
  },
];

describe('What fails in passing on PostgreSQL', () => {
  let database: NewDatabase;

  before(async () => {
    database = await newDatabase();
    await database.client.query(`
      create sequence trouble;
      create function trouble() returns trigger language plpgsql as $$ begin
        if nextval('trouble') <= ${String(FAILURES)} then
          raise exception 'not now' using errcode = tg_argv[0];
        end if;
        return null;
      end $$`);
  });

  afterEach(() => database.store.clear());
  after(() => database.close());

  for (const { what, table, prepare, work, outcome } of cases) {
    it(`is tried again until it is done, once: ${what}`, async () => {
      const { store, client } = database;
      await prepare?.(store);
      await client.query(`alter sequence trouble restart;
        create trigger trouble before insert or update on ${table}
        for each statement execute function trouble('${table === 'learner' ? '40001' : '40P01'}')`);
      try {
        const before = (await store.audit.list({ limit: 100 })).length;
        expect(await work(store)).to.deep.equal(outcome);
        const { rows } = await client.query<{ last: string }>('select last_value as last from trouble');
        expect(Number(rows[0]?.last)).to.be.greaterThan(FAILURES);
        expect((await store.audit.list({ limit: 100 })).length - before).to.be.within(0, 1);
      } finally {
        await client.query(`drop trigger trouble on ${table}`);
      }
    });
  }

  it('is given up after some tries, as a failure of the database', async () => {
    const { store, client } = database;
    await client.query(`
      create function always() returns trigger language plpgsql as $$ begin
        raise exception 'not now' using errcode = '40P01';
      end $$;
      create trigger always before insert on learner for each statement execute function always()`);
    const outcome = await register(store).catch((error: unknown) => error);
    await client.query('drop trigger always on learner');
    expect(outcome).to.include({ code: 'database', message: 'The database failed (40P01)' });
    expect(await store.learners.findByUln(person.uln)).to.equal(undefined);
  });
});
