/** What the catalogue of PostgreSQL says about tables that belong to learners: can they be split by ULN? */
import { expect } from 'chai';
import { newDatabase, type NewDatabase } from './new-database.js';

/**
 * Tables with a column `uln` whose keys do without it, and why. docs/scaling.md, "Citus" says where their rows go.
 * A new table with a ULN must carry it in every unique rule, or be explained here and there.
 */
const exceptions: Readonly<Record<string, string>> = {
  person_claim: 'is asked by person, before there is a ULN: one person, one claim',
  audit: 'an entry may concern many learners, or none',
  batch_result: 'belongs to a job: the ULN is what became of a record',
};

/** Tables without a ULN: each belongs to the register as a whole, to an organisation or to a job. */
const notOfLearners = [
  'application',
  'audit_floor',
  'audit_seal',
  'batch_chunk',
  'batch_job',
  'batch_turn',
  'exchange_chunk',
  'fault_switch',
  'import_progress',
  'knex_migrations',
  'knex_migrations_lock',
  'live_request',
  'organisation',
  'organisation_certificate',
  'organisation_contact',
  'portal_session',
  'qualification',
  'register_setting',
  'request_count',
  'scenario_evidence',
  'scenario_reading',
  'scenario_result',
  'test_copy',
  'test_copy_member',
];

describe('The tables of PostgreSQL', () => {
  let database: NewDatabase;

  before(async () => {
    database = await newDatabase();
  });

  after(() => database.close());

  async function ask<T extends object>(sql: string): Promise<readonly T[]> {
    return (await database.client.query<T>(sql)).rows;
  }

  /** Without partitions: they have the rules of their whole. */
  const tables = `pg_class as t join pg_namespace as n on n.oid = t.relnamespace and n.nspname = 'public'
    and t.relkind in ('r', 'p') and not t.relispartition`;
  const hasUln = `exists (select 1 from pg_attribute as a where a.attrelid = t.oid and a.attname = 'uln')`;

  it('have the ULN in their primary key and in every unique rule, where they belong to learners', async () => {
    const rules = await ask<{ table: string; rule: string; columns: string[] }>(`
      select t.relname as "table", i.relname as rule,
        array(select attname::text from pg_attribute where attrelid = t.oid and attnum = any (x.indkey)) as columns
      from ${tables} join pg_index as x on x.indrelid = t.oid and x.indisunique
      join pg_class as i on i.oid = x.indexrelid
      where ${hasUln} order by 1, 2`);
    const without = rules.filter(({ table, columns }) => !columns.includes('uln') && !(table in exceptions));
    expect(without).to.deep.equal([]);
    const owned = new Set(rules.map(({ table }) => table).filter((table) => !(table in exceptions)));
    expect(owned).to.include.all.keys(
      'learner',
      'learner_name',
      'learning_event',
      'learning_event_history',
      'data_challenge',
    );
    for (const table of owned) {
      expect(
        rules.some((rule) => rule.table === table && rule.rule.endsWith('_pkey')),
        table,
      ).to.equal(true);
    }
  });

  it('are all known: each with a ULN, and each without', async () => {
    const found = await ask<{ name: string; uln: boolean }>(
      `select t.relname as name, ${hasUln} as uln from ${tables} order by 1`,
    );
    expect(found.filter(({ uln }) => !uln).map(({ name }) => name)).to.deep.equal(notOfLearners);
    const withUln = found.filter(({ uln }) => uln).map(({ name }) => name);
    expect(withUln).to.include.members(Object.keys(exceptions));
  });

  it('refer to one another by no foreign key, and do nothing by trigger', async () => {
    const found = await ask<{ name: string }>(`
      select conname as name from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
      union all select tgname from pg_trigger where not tgisinternal`);
    expect(found).to.deep.equal([]);
  });
});
