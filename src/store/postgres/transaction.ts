import type pg from 'pg';
import { Undo } from '../changes/change.js';
import { startChange, type SteppedName } from '../changes/changes.js';
import type { Statements } from '../statements.js';
import { execute, namedStatement } from './connections.js';

/**
 * Changes that take turns, each kind behind an advisory lock whose number no other program on the database uses.
 * Links of several learners at once would lock each other's rows crosswise. Of two claims of batch jobs at once,
 * neither must see the queue of organisations as the other is about to leave it. Both are rare and short.
 */
const turnLocks: ReadonlyMap<SteppedName, number> = new Map<SteppedName, number>([
  ['linkLearner', 7_365_001],
  ['unlinkLearner', 7_365_001],
  ['eraseLearner', 7_365_001],
  ['claimJob', 7_365_002],
]);

/** Steps through a change on one connection, in one transaction. */
export function runInTransaction(
  pool: pg.Pool,
  statements: Statements,
  name: SteppedName,
  given: readonly unknown[],
): Promise<unknown> {
  return inTransaction(pool, async (client) => {
    const turnLock = turnLocks.get(name);
    if (turnLock !== undefined) await client.query(`select pg_advisory_xact_lock(${String(turnLock)})`);
    const change = startChange(name, given);
    let step = change.next();
    while (step.done !== true) {
      const statement = namedStatement(statements, step.value.statement);
      step = change.next(await execute(client, statement, step.value.values));
    }
    return step.value;
  });
}

/** Does the work on one connection, in one transaction; an {@link Undo} ends it with its outcome and writes nothing. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    // The changes see what others commit meanwhile, whatever the database's own default is.
    await client.query('begin isolation level read committed');
    const outcome = await work(client);
    await client.query('commit');
    return outcome;
  } catch (error) {
    broken = await rollBack(client);
    if (error instanceof Undo) return error.outcome as T;
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
