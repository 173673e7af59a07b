import { expect } from 'chai';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { openStore } from '../../../src/store/open-store.js';
import { auditMonth } from '../../../src/store/postgres/audit-months.js';
import { newOptions } from '../databases.js';
import { entry, uln } from '../people.js';
import { newDatabase, type NewDatabase } from './new-database.js';

const last = '0010-audit-by-month';

/** The tables of the audit before they were split, as a register of that time left them. */
const undoLast = `
  drop view audit_of_learner;
  create table audit_whole (like audit including defaults including constraints);
  insert into audit_whole select * from audit;
  drop table audit;
  alter table audit_whole rename to audit;
  alter table audit add constraint audit_pkey primary key (at, entry_id, position);
  create index audit_uln on audit (uln, at) where uln is not null;
  create index audit_find on audit (organisation_ref, person_key, at) where person_key is not null;
  create view audit_of_learner as select uln, at, entry_id from audit where uln is not null;
  delete from knex_migrations where name = '${last}'`;

describe('Migrations of PostgreSQL', () => {
  const opened: NewDatabase[] = [];

  async function open(...given: Parameters<typeof newDatabase>): Promise<NewDatabase> {
    const database = await newDatabase(...given);
    opened.push(database);
    return database;
  }

  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });

  it('leave nothing locked when their process is killed', async () => {
    const { store, options, client } = await open({}, { migrated: false });
    const child = fork(new URL('./migration-victim.js', import.meta.url), [options.url]);
    await once(child, 'message');
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    // The mark that knex leaves behind.
    await store.migrations.status();
    await client.query('update knex_migrations_lock set is_locked = 1');
    const began = performance.now();
    expect(await store.migrations.up()).to.include(last);
    expect(performance.now() - began).to.be.lessThan(10_000);
    expect(await store.ready()).to.equal(true);
  });

  it('wait while another process migrates', async () => {
    const { store, client } = await open({}, { migrated: false });
    await client.query('begin; select pg_advisory_xact_lock(7365003)');
    const migrating = store.migrations.up();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('learner') is not null as there`,
    );
    expect(rows[0]?.there).to.equal(false);
    await client.query('commit');
    expect(await migrating).to.include(last);
  });

  it('are told before they run, with their SQL, and nothing is done', async () => {
    const { store, client } = await open({}, { migrated: false });
    const planned = await store.migrations.plan();
    const { pending } = await store.migrations.status();
    expect(planned.map(({ name }) => name)).to.deep.equal(pending);
    const sql = planned.flatMap(({ statements }) => statements).join('\n');
    expect(sql).to.match(/create table "learner"/);
    expect(sql).to.match(/create table audit .*partition by range \(at\)/s);
    const { rows } = await client.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname like 'migration_plan%'`,
    );
    expect(rows).to.deep.equal([]);
    expect(await store.migrations.status()).to.deep.equal({ done: [], pending });
    await store.migrations.up();
    expect(await store.migrations.plan()).to.deep.equal([]);
  });

  it('split the audit by month while copies of the service write it, and lose nothing', async () => {
    const { store, options, client } = await open();
    await client.query(undoLast);
    const ulns = [uln('1000000001')];
    for (const years of [0, 1, 3]) {
      await store.audit.record(entry({ at: new Date(Date.now() - years * 365 * 86_400_000), ulns }));
    }
    const another = await openStore(options);
    const state = { migrated: false };
    const migrating = another.migrations.up().finally(() => {
      state.migrated = true;
    });
    let written = 3;
    do {
      await Promise.all(
        Array.from({ length: 10 }, () => store.audit.record(entry({ at: new Date(), ulns }))),
      );
      written += 10;
    } while (!state.migrated);
    expect(await migrating).to.deep.equal([last]);
    await another.close();
    expect(await store.audit.list({ uln: uln('1000000001'), limit: 100_000 })).to.have.length(written);
    const { rows } = await client.query<{ bound: string }>(
      `select pg_get_expr(relpartbound, oid) as bound from pg_class where relname = 'audit_past'`,
    );
    expect(rows[0]?.bound).to.contain(`TO ('${String(auditMonth(Date.now(), 2).from)}')`);
    await store.tidyAudit(new Date());
    await store.audit.record(entry({ at: new Date(auditMonth(Date.now(), 2).from), ulns }));
    expect(await store.audit.list({ limit: 100_000 })).to.have.length(written + 1);
  });

  it('give up rather than hold up a register whose audit somebody reads for long, and can be run again', async function () {
    this.timeout(90_000);
    const { store, client } = await open();
    await client.query(undoLast);
    const reader = new pg.Client({ connectionString: await urlOf(client) });
    await reader.connect();
    await reader.query('begin; select count(*) from audit');
    const migrating = store.migrations.up();
    await new Promise((resolve) => setTimeout(resolve, 4000));
    // Between the tries there is room for writers.
    await store.audit.record(entry({ at: new Date() }));
    await reader.query('commit');
    await reader.end();
    expect(await migrating).to.deep.equal([last]);
    expect(await store.audit.list({ limit: 10 })).to.have.length(1);
  });

  it('of a newer program do not keep an older one from starting', async () => {
    const { store, options, client } = await open();
    await client.query(
      `insert into knex_migrations (name, batch, migration_time) values ('9999-of-a-newer-program', 9, now())`,
    );
    expect(await store.ready()).to.equal(true);
    const older = await openStore(options);
    expect((await older.migrations.status()).pending).to.deep.equal([]);
    expect(await older.migrations.up()).to.deep.equal([]);
    expect(await older.ready()).to.equal(true);
    await older.close();
  });

  async function urlOf(client: pg.Client): Promise<string> {
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    const options = opened.find(({ options: { url } }) => url.endsWith(rows[0]?.name ?? '-'))?.options;
    if (options === undefined) throw new Error('No such database');
    return options.url;
  }
});

describe('A plan of migrations on SQLite', () => {
  it('is told without touching the file', async () => {
    const store = await openStore(await newOptions('sqlite'));
    const planned = await store.migrations.plan();
    expect(planned.map(({ name }) => name)).to.include('0001-register');
    expect(planned[0]?.statements[0]).to.match(/^create table `learner`/);
    expect((await store.migrations.status()).done).to.deep.equal([]);
    await store.close();
  });
});
