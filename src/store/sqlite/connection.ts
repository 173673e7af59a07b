import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { StatementName, Statements } from '../statements.js';
import type { Row, Value } from '../values.js';

/** How long one process waits for another that writes to the same file. */
export const BUSY_TIMEOUT_MS = 10_000;

export type SqliteConnection = Sqlite.Database;
export type PreparedStatement = Sqlite.Statement<unknown[], Row>;
/** Gives the first column alone. */
export type PreparedValue = Sqlite.Statement<unknown[], Value>;

/**
 * FULL: a commit returns when it is on the disk. NORMAL alone would lose the newest ones with the power; the writer has
 * `LogSync` beside it (log-sync.ts).
 * @param durable whether that matters
 */
export function synchronous(durable: boolean): string {
  return `synchronous = ${durable ? 'FULL' : 'OFF'}`;
}

/** Opens or creates the file; a new one is readable by its owner alone. */
export function openFile(file: string, durable = true): SqliteConnection {
  const isNew = !existsSync(file);
  mkdirSync(dirname(file), { recursive: true });
  const connection = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
  if (isNew) chmodSync(file, 0o600);
  connection.pragma('journal_mode = WAL');
  connection.pragma(synchronous(durable));
  return connection;
}

/** Opens it for a connection that never writes, and keeps so many kibibytes of pages. */
export function openForReading(file: string, durable: boolean, cacheKib: number): SqliteConnection {
  const connection = openFile(file, durable);
  connection.pragma('query_only = 1');
  connection.pragma(`cache_size = -${String(cacheKib)}`);
  return connection;
}

/** Prepares each statement when it is first needed: the tables may not be there before. */
export class PreparedStatements {
  readonly #prepared = new Map<StatementName, PreparedStatement>();
  readonly #values = new Map<StatementName, PreparedValue>();

  constructor(
    readonly connection: SqliteConnection,
    readonly texts: Statements,
  ) {}

  get(name: StatementName): PreparedStatement {
    return this.#prepared.get(name) ?? this.#prepare(name);
  }

  /** A statement of one column: its value comes for less than a row that holds it. */
  value(name: StatementName): PreparedValue {
    return this.#values.get(name) ?? this.#prepareValue(name);
  }

  #prepareValue(name: StatementName): PreparedValue {
    const statement = this.connection.prepare<unknown[], Value>(this.texts[name]).pluck(true);
    this.#values.set(name, statement);
    return statement;
  }

  #prepare(name: StatementName): PreparedStatement {
    const statement = this.connection.prepare<unknown[], Row>(this.texts[name]);
    if (statement.reader) statement.raw(true);
    this.#prepared.set(name, statement);
    return statement;
  }
}
