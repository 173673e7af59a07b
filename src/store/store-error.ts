export type StoreErrorCode =
  /** The database belongs to the other environment. */
  | 'environmentMismatch'
  /** The database lacks its tables: run the migrations. */
  | 'notMigrated'
  /** Another process holds the migration lock. */
  | 'migrationLocked'
  /** Only test data may be cleared. */
  | 'liveData'
  /** The store was closed, or its writer died. */
  | 'closed'
  /** The database did not do what was asked. */
  | 'database';

/**
 * What a store rejects with. The message is safe to log: it never holds SQL or a value,
 * which a driver's own message may.
 */
export class StoreError extends Error {
  constructor(
    readonly code: StoreErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'StoreError';
  }
}

/** A driver's error without what it may tell of a learner: only its code (SQLSTATE, SQLITE_…, E…) remains. */
export function databaseError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError('database', `The database failed (${errorCode(error) ?? 'no code'})`);
}

/** The code of a driver's error, such as `23505` or `SQLITE_FULL`. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
