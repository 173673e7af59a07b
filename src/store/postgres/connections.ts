import pg from 'pg';
import type { Statements, StatementName } from '../statements.js';
import { StoreError, databaseError, errorCode } from '../store-error.js';
import type { StepResult } from '../changes/change.js';
import type { Row, Value } from '../values.js';
import { sendsUnnamed } from './pool.js';

const RETRIES = 5;
/** serialization_failure and deadlock_detected: the same work may well succeed at once. */
const PASSING_FAILURES: ReadonlySet<string | undefined> = new Set(['40001', '40P01']);
const UNDEFINED_TABLE = '42P01';

type PgValue = Value | readonly Value[];

/** A statement that each connection prepares once, under this name. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
}

/** One connection, or any of a pool. */
export type Queryable = pg.Pool | pg.PoolClient;

/** With the deadline of the driver, which its types leave out. */
type TimedQuery = pg.QueryArrayConfig<PgValue[]> & { readonly query_timeout?: number };

export function namedStatement(statements: Statements, name: StatementName): NamedStatement {
  return { name, text: statements[name] };
}

/** @param deadlineMs for a read: after that it is given up, here and on the server */
export async function execute(
  on: Queryable,
  statement: NamedStatement,
  values: readonly PgValue[],
  deadlineMs?: number,
): Promise<StepResult> {
  const result = await runQuery(on, {
    ...(sendsUnnamed(on) ? { text: statement.text } : statement),
    values: [...values],
    rowMode: 'array',
    ...(deadlineMs === undefined ? {} : { query_timeout: deadlineMs }),
  });
  return { rows: result.rows satisfies Row[], changed: result.rowCount ?? 0 };
}

/** A pool of the driver drops the connection after any error: a person who is there already must not cost one. */
export async function runQuery(on: Queryable, query: TimedQuery): Promise<pg.QueryArrayResult<Value[]>> {
  if (!(on instanceof pg.Pool)) return on.query<Value[]>(query);
  const client = await on.connect();
  try {
    const result = await client.query<Value[]>(query);
    client.release();
    return result;
  } catch (error) {
    client.release(!isHarmless(error));
    throw error;
  }
}

/** Whether the connection goes on after this: the server said what was wrong, and did not end the session. */
function isHarmless(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.severity === 'ERROR';
}

/** Tries again when the database says that only the moment was bad; every other error loses what it may tell. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries > RETRIES || !PASSING_FAILURES.has(errorCode(error))) throw safeError(error);
      // At once the first time; then those that met get out of step.
      if (tries > 1) await pause(tries * (5 + (process.hrtime()[1] % 10)));
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function safeError(error: unknown): StoreError {
  if (errorCode(error) === UNDEFINED_TABLE) {
    return new StoreError('notMigrated', 'The database lacks its tables: run the migrations');
  }
  if (error instanceof Error && error.message.includes('after calling end')) {
    return new StoreError('closed', 'The store is closed');
  }
  if (error instanceof Error && error.message === 'Query read timeout') {
    return new StoreError('database', 'The database took too long');
  }
  return databaseError(error);
}

/** The unique rule that an insert broke, if that is what happened. */
export function brokenRule(error: unknown): string | undefined {
  const UNIQUE_VIOLATION = '23505';
  return error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION ? error.constraint : undefined;
}
