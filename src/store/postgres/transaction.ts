import type pg from 'pg';
import { Undo } from '../changes/change.js';
import { startChange, type SteppedName } from '../changes/changes.js';
import type { Statements } from '../statements.js';
import { execute, namedStatement } from './connections.js';

/** Links of several learners at once would lock each other's rows crosswise: they take turns. They are rare. */
const takesTurns: ReadonlySet<SteppedName> = new Set<SteppedName>(['linkLearner', 'unlinkLearner']);
/** Any number that no other program on the database uses for its advisory locks. */
const TURN_LOCK = 7_365_001;

/** Steps through a change on one connection, in one transaction. */
export async function runInTransaction(
  pool: pg.Pool,
  statements: Statements,
  name: SteppedName,
  given: readonly unknown[],
): Promise<unknown> {
  const client = await pool.connect();
  let broken = false;
  try {
    // The changes see what others commit meanwhile, whatever the database's own default is.
    await client.query('begin isolation level read committed');
    if (takesTurns.has(name)) await client.query(`select pg_advisory_xact_lock(${String(TURN_LOCK)})`);
    const change = startChange(name, given);
    let step = change.next();
    while (step.done !== true) {
      const statement = namedStatement(statements, step.value.statement);
      step = change.next(await execute(client, statement, step.value.values));
    }
    await client.query('commit');
    return step.value;
  } catch (error) {
    broken = await rollBack(client);
    if (error instanceof Undo) return error.outcome as unknown;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Whether the connection is past saving. */
async function rollBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return false;
  } catch {
    return true;
  }
}
