/**
 * The audit of PostgreSQL, split by month: old months go by dropping a table, and new entries never wait for old ones.
 *
 * What is there stays where it is: the table becomes the partition of everything before the first month that is split
 * off, which lies far enough ahead that copies of the service may write all the while. Its check is validated without a
 * lock that holds them up; the exchange itself is a moment, and is given up and tried again when somebody reads for long.
 * `audit_other` takes what no month is there for, so that no entry is ever refused.
 *
 * Each step may be done again after a process was killed. SQLite keeps one table.
 */
import type { Knex } from 'knex';
import { databaseError, errorCode } from '../store-error.js';
import { auditMonth, type AuditMonth } from '../postgres/audit-months.js';
import { isSqlite } from './columns.js';

const MONTHS_AHEAD = 3;
/** So far ahead, the old table takes what is written until the exchange. */
const MONTHS_BEFORE_FIRST = 2;
const EXCHANGE_TRIES = 20;
const LOCK_NOT_AVAILABLE = '55P03';

const columns = `at bigint not null, entry_id text collate "C" not null, position int not null, uln bigint,
  organisation_ref text collate "C" not null, user_name text not null, operation text not null,
  outcome text not null, correlation_id text not null, person_key bytea`;

export async function up(knex: Knex): Promise<void> {
  if (isSqlite(knex) || (await isPartitioned(knex))) return;
  const first = await limitOldTable(knex);
  for (let tries = 1; ; tries += 1) {
    try {
      await knex.transaction((trx) => exchange(trx, first));
      return;
    } catch (error) {
      if (errorCode(error) !== LOCK_NOT_AVAILABLE || tries === EXCHANGE_TRIES) throw databaseError(error);
    }
  }
}

async function isPartitioned(knex: Knex): Promise<boolean> {
  const rows = await rowsOf(
    knex,
    `select relkind = 'p' as found from pg_class where oid = 'audit'::regclass`,
  );
  return rows[0]?.['found'] === true;
}

/** Promises, where there are entries, that the old table has none of the first month; gives that month. */
async function limitOldTable(knex: Knex): Promise<AuditMonth> {
  const [row] = await rowsOf(knex, 'select max(at)::text as newest from audit');
  const newest = row?.['newest'];
  if (typeof newest !== 'string') return auditMonth(Date.now());
  const first = auditMonth(Math.max(Number(newest), Date.now()), MONTHS_BEFORE_FIRST);
  await knex.raw('alter table audit drop constraint if exists audit_before');
  await knex.raw(
    `alter table audit add constraint audit_before check (at < ${String(first.from)}) not valid`,
  );
  await knex.raw('alter table audit validate constraint audit_before');
  return first;
}

async function exchange(knex: Knex, planned: AuditMonth): Promise<void> {
  await knex.raw(`set local lock_timeout = '3s'`);
  await knex.raw('lock table audit in access exclusive mode');
  const first = await stillRight(knex, planned);
  await knex.raw('drop view audit_of_learner');
  await knex.raw('alter table audit rename to audit_past');
  await knex.raw('alter index audit_pkey rename to audit_past_pkey');
  await knex.raw('alter index audit_uln rename to audit_past_uln');
  await knex.raw('alter index audit_find rename to audit_past_find');
  await knex.raw(
    `create table audit (${columns}, primary key (at, entry_id, position)) partition by range (at)`,
  );
  await knex.raw('create index audit_uln on audit (uln, at) where uln is not null');
  await knex.raw(
    'create index audit_find on audit (organisation_ref, person_key, at) where person_key is not null',
  );
  await knex.raw(
    `alter table audit attach partition audit_past for values from (minvalue) to (${String(first.from)})`,
  );
  await knex.raw('alter table audit_past drop constraint if exists audit_before');
  await knex.raw('create table audit_other partition of audit default');
  for (let later = 0; later <= MONTHS_AHEAD; later += 1) {
    const { partition, from, until } = auditMonth(first.from, later);
    await knex.raw(
      `create table ${partition} partition of audit for values from (${String(from)}) to (${String(until)})`,
    );
  }
  await knex.raw('create view audit_of_learner as select uln, at, entry_id from audit where uln is not null');
}

/** A table that was empty when it was looked at has no check: somebody may have written since. */
async function stillRight(knex: Knex, planned: AuditMonth): Promise<AuditMonth> {
  const [row] = await rowsOf(knex, 'select max(at)::text as newest from audit');
  const newest = row?.['newest'];
  if (typeof newest !== 'string' || Number(newest) < planned.from) return planned;
  return auditMonth(Number(newest), 1);
}

async function rowsOf(knex: Knex, sql: string): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await knex.raw<{ rows: Record<string, unknown>[] }>(sql);
  return rows;
}
