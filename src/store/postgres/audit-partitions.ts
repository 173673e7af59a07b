import type pg from 'pg';
import { text } from '../values.js';
import { auditMonth, monthOfPartition, type AuditMonth } from './audit-months.js';
import { execute } from './connections.js';
import { inTransaction } from './transaction.js';

/** Months that there are tables for beforehand: as long as the housekeeping may fail without anybody noticing. */
const MONTHS_AHEAD = 3;
/** See the turns of `transaction.ts`. */
const TIDY_LOCK = 7_365_004;
/** Rather not now than in the way of those who write. */
const LOCK_TIMEOUT = '2s';

const partitions = {
  name: 'auditPartitions',
  text: `select child.relname::text, pg_get_expr(child.relpartbound, child.oid) from pg_inherits
  join pg_class as child on child.oid = inhrelid where inhparent = 'audit'::regclass`,
};

export interface AuditTidied {
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

/**
 * Makes the tables of the months to come, brings entries that came before their table to it, and drops the tables of
 * past months that retention has emptied. Does nothing while another process is at it.
 */
export function tidyAuditMonths(pool: pg.Pool, now: Date): Promise<AuditTidied> {
  return inTransaction(pool, async (client) => {
    const turn = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_xact_lock(${String(TIDY_LOCK)}) as mine`,
    );
    if (turn.rows[0]?.mine !== true) return { added: [], dropped: [] };
    await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
    const there = await partitionsThere(client);
    const added: string[] = [];
    for (let later = 0; later <= MONTHS_AHEAD; later += 1) {
      const month = auditMonth(now.getTime(), later);
      // The months before the first stand in one table.
      if (there.names.has(month.partition) || month.from < there.pastUntil) continue;
      await addMonth(client, month);
      added.push(month.partition);
    }
    return { added, dropped: await dropEmptied(client, there.names, now) };
  });
}

interface PartitionsThere {
  readonly names: ReadonlySet<string>;
  /** Where the table of everything before the first month ends. */
  readonly pastUntil: number;
}

async function partitionsThere(client: pg.PoolClient): Promise<PartitionsThere> {
  const { rows } = await execute(client, partitions, []);
  const past = rows.find(([name]) => name === 'audit_past');
  const bound = past === undefined ? undefined : /TO \('?(\d+)'?\)/.exec(text(past[1]))?.[1];
  return { names: new Set(rows.map(([name]) => text(name))), pastUntil: Number(bound ?? 0) };
}

async function addMonth(client: pg.PoolClient, { partition, from, until }: AuditMonth): Promise<void> {
  const range = `at >= ${String(from)} and at < ${String(until)}`;
  const early = await client.query(`select 1 from audit_other where ${range} limit 1`);
  // Those who are writing for this month wait until they can be sent to its table; nobody else is in the way.
  await client.query(`lock table ${early.rowCount === 0 ? 'audit_other' : 'audit'} in access exclusive mode`);
  await client.query(`create table ${partition} (like audit including all)`);
  await client.query(
    `with moved as (delete from audit_other where ${range} returning *)
    insert into ${partition} select * from moved`,
  );
  await client.query(
    `alter table audit attach partition ${partition} for values from (${String(from)}) to (${String(until)})`,
  );
}

async function dropEmptied(
  client: pg.PoolClient,
  names: ReadonlySet<string>,
  now: Date,
): Promise<readonly string[]> {
  const dropped: string[] = [];
  const present = auditMonth(now.getTime()).from;
  for (const name of names) {
    const month = monthOfPartition(name);
    // Last month's may still get entries that are late.
    if (month === undefined || month.until >= present) continue;
    const { rowCount } = await client.query(`select 1 from ${name} limit 1`);
    if (rowCount !== 0) continue;
    await client.query(`alter table audit detach partition ${name}`);
    await client.query(`drop table ${name}`);
    dropped.push(name);
  }
  return dropped;
}
