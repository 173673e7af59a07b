import { expect } from 'chai';
import { PostgresDatabase } from '../../../src/store/postgres/postgres-database.js';
import { PostgresLearnerReader } from '../../../src/store/postgres/postgres-learner-reader.js';
import { entry, keysOf, learner, uln } from '../people.js';
import { newDatabase, rejection, type NewDatabase } from './new-database.js';

const person = learner({ uln: uln('1000000001') });

describe('Connections to PostgreSQL', () => {
  const opened: NewDatabase[] = [];

  async function open(settings: Parameters<typeof newDatabase>[0] = {}): Promise<NewDatabase> {
    const database = await newDatabase(settings);
    opened.push(database);
    return database;
  }

  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });

  it('give up a find that takes too long, here and on the server', async () => {
    const { store, client } = await open({ findSeconds: 1 });
    await client.query('begin; lock table learner in access exclusive mode');
    const error = await rejection(store.learners.findByUln(person.uln));
    expect(error).to.include({ code: 'database', message: 'The database took too long' });
    // The server looks for clients that have gone once a second.
    for (let tries = 0; (await waiting()) > 0; tries += 1) {
      expect(tries).to.be.lessThan(40);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await client.query('rollback');
    expect(await store.learners.findByUln(person.uln)).to.equal(undefined);

    async function waiting(): Promise<number> {
      const { rows } = await client.query<{ count: string }>(
        `select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      return Number(rows[0]?.count);
    }
  });

  it('give up a change that takes too long, and write nothing of it', async () => {
    const { store, client } = await open({ changeSeconds: 1 });
    await client.query('begin; lock table learner in access exclusive mode');
    const error = await rejection(
      store.learners.register(person, keysOf(store.personKeys, person), entry({ ulns: [person.uln] })),
    );
    expect(error.message).to.equal('The database failed (57014)');
    await client.query('rollback');
    expect(await store.learners.findByUln(person.uln)).to.equal(undefined);
    expect(await store.audit.list({ limit: 10 })).to.deep.equal([]);
  });

  it('are kept when a person is there already', async () => {
    const { store, client } = await open({ poolSize: 1 });
    const keys = keysOf(store.personKeys, person);
    expect(await store.learners.register(person, keys, entry())).to.equal('registered');
    const before = await backends();
    for (const digit of [2, 3, 4]) {
      const again = { ...person, uln: uln(1_000_000_000 + digit) };
      expect(await store.learners.register(again, keys, entry())).to.equal('personExists');
    }
    expect(await backends()).to.deep.equal(before);

    async function backends(): Promise<unknown> {
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name = 'learner-register' and datname = current_database()`,
      );
      return rows;
    }
  });

  it('that are cut fail what was being done, and are replaced', async () => {
    const { store, client } = await open();
    await store.learners.register(person, keysOf(store.personKeys, person), entry());
    await client.query('begin; lock table learner in access exclusive mode');
    const [finding, linking] = [
      rejection(store.learners.findByUln(person.uln)),
      rejection(store.learners.link(person.uln, uln('1000000002'), entry())),
    ];
    await new Promise((resolve) => setTimeout(resolve, 100));
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'learner-register' and datname = current_database()`,
    );
    await client.query('rollback');
    expect((await finding).message).to.match(/^The database failed/);
    expect((await linking).message).to.match(/^The database failed/);
    expect(await store.learners.findByUln(person.uln)).to.deep.equal(person);
  });

  it('that are idle for long are closed', async () => {
    const { store, client } = await open({ idleSeconds: 1 });
    await Promise.all(Array.from({ length: 20 }, () => store.organisations.list()));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { rows } = await client.query<{ count: string }>(
      `select count(*) from pg_stat_activity where application_name = 'learner-register' and datname = current_database()`,
    );
    expect(Number(rows[0]?.count)).to.equal(0);
  });

  it('prepare nothing when told not to', async () => {
    const { options } = await open();
    for (const [preparedStatements, expected] of [
      [true, ['learnersByUlns', 'setting']],
      [false, []],
    ] as const) {
      const database = new PostgresDatabase({ ...options, preparedStatements, poolSize: 1 });
      await new PostgresLearnerReader(database).findByUln(person.uln);
      await database.read('setting', 'environment');
      // Nobody but the connection itself sees what it has prepared.
      const { rows } = await database.pool.query<{ name: string }>('select name from pg_prepared_statements');
      expect(rows.map(({ name }) => name).sort()).to.deep.equal(expected);
      await database.close();
    }
  });

  it('keep the plan of a find, however few learners it asks for', async () => {
    const { options } = await open();
    const database = new PostgresDatabase({ ...options, poolSize: 1 });
    const reader = new PostgresLearnerReader(database);
    // Five are planned by their values, to compare.
    for (let times = 0; times < 8; times += 1) await reader.findByUln(person.uln);
    const { rows } = await database.pool.query<{ planned: string }>(
      `select custom_plans as planned from pg_prepared_statements where name = 'learnersByUlns'`,
    );
    expect(rows).to.deep.equal([{ planned: '5' }]);
    await database.close();
  });
});
