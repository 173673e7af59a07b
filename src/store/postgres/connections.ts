import pg from 'pg';
import type { Statements, StatementName } from '../statements.js';
import { StoreError, databaseError, errorCode } from '../store-error.js';
import type { StepResult } from '../changes/change.js';
import type { Row, Value } from '../values.js';

const USUAL_POOL_SIZE = 8;
const CONNECT_TIMEOUT_MS = 5_000;
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

/** One connection, or any of the pool. */
export interface Queryable {
  query(query: pg.QueryArrayConfig): Promise<pg.QueryArrayResult<Value[]>>;
}

export function openPool(url: string, poolSize = USUAL_POOL_SIZE): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'learner-register',
  });
  // A connection that breaks while idle is replaced when next needed; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

export function namedStatement(statements: Statements, name: StatementName): NamedStatement {
  return { name, text: statements[name] };
}

export async function execute(
  on: Queryable,
  statement: NamedStatement,
  values: readonly PgValue[],
): Promise<StepResult> {
  const result = await on.query({ ...statement, values: [...values], rowMode: 'array' });
  return { rows: result.rows satisfies Row[], changed: result.rowCount ?? 0 };
}

/** Tries again when the database says that only the moment was bad; every other error loses what it may tell. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries <= RETRIES && PASSING_FAILURES.has(errorCode(error))) continue;
      throw safeError(error);
    }
  }
}

function safeError(error: unknown): StoreError {
  if (errorCode(error) === UNDEFINED_TABLE) {
    return new StoreError('notMigrated', 'The database lacks its tables: run the migrations');
  }
  if (error instanceof Error && error.message.includes('after calling end')) {
    return new StoreError('closed', 'The store is closed');
  }
  return databaseError(error);
}

/** The unique rule that an insert broke, if that is what happened. */
export function brokenRule(error: unknown): string | undefined {
  const UNIQUE_VIOLATION = '23505';
  return error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION ? error.constraint : undefined;
}
