import type { MessagePort } from 'node:worker_threads';
import knexPackage, { type Knex } from 'knex';
import type { AuditEntry } from '../../register/ports.js';
import type { ChangeArguments, ChangeName, ChangeOutcome } from '../changes/changes.js';
import type { Database } from '../database.js';
import { migrateUp, migrationStatus } from '../migrations/migrations.js';
import { migrationPlan } from '../migrations/plan.js';
import { compileStatements, type StatementName } from '../statements.js';
import { StoreError, databaseError } from '../store-error.js';
import type { MigrationStatus, PlannedMigration } from '../store.js';
import type { Row, Value } from '../values.js';
import {
  BUSY_TIMEOUT_MS,
  PreparedStatements,
  openForReading,
  synchronous,
  type PreparedStatement,
  type SqliteConnection,
} from './connection.js';
import { LearnerSnapshot } from './learner-snapshot.js';
import { SqliteWriter } from './writer.js';
import { WriterPort, WriterThread } from './writer-link.js';

/**
 * Kibibytes of pages kept for reading. Each commit empties them, which takes the longer the more there once were, and
 * the operating system has them all the same.
 */
const CACHE_KIB = 2 * 1024;
const silent = { warn: quiet, error: quiet, debug: quiet, deprecate: quiet };

/**
 * A register in one file. Reads run at once on the thread that asks: a lookup takes less than a hop to another
 * thread. Writes go to the {@link SqliteWriter}.
 */
export class SqliteDatabase implements Database {
  readonly hasClaims = false;
  readonly builder: Knex;
  readonly #statements: PreparedStatements;
  readonly #begin: PreparedStatement;
  readonly #end: PreparedStatement;
  #isReading = false;
  readonly #isOfRequests: boolean;
  readonly #connection: SqliteConnection;
  readonly #writer: SqliteWriter;
  /** Of the thread that answers requests, from the first find on. */
  #learners: LearnerSnapshot | undefined;

  /**
   * Starts a writer, unless there is a port to one that another thread started.
   * @param durable see `SqliteOptions`
   */
  constructor(
    readonly file: string,
    port?: MessagePort,
    private readonly durable = true,
  ) {
    this.#isOfRequests = port === undefined;
    this.builder = knexPackage({ client: 'better-sqlite3', useNullAsDefault: true });
    this.#connection = openForReading(file, durable, CACHE_KIB);
    this.#begin = this.#connection.prepare('begin');
    this.#end = this.#connection.prepare('commit');
    const texts = compileStatements(this.builder);
    this.#statements = new PreparedStatements(this.#connection, texts);
    const link =
      port === undefined ? new WriterThread({ file, statements: texts, durable }) : new WriterPort(port);
    this.#writer = new SqliteWriter(link, (hasChanges) => {
      this.#endReading();
      if (hasChanges) this.#learners?.lookAgain();
    });
  }

  /** Reads at once, but fails like every other read. */
  reading<T>(read: (statements: PreparedStatements) => T): Promise<T> {
    try {
      if (!this.#isReading) this.#beginReading();
      return Promise.resolve(read(this.#statements));
    } catch (error) {
      return Promise.reject(readError(error));
    }
  }

  /**
   * The same for what stands in learners and their names alone, which requests ask for all the time. The thread of
   * batches changes them as often as it reads them, so it has nothing to keep.
   */
  readingLearners<T>(read: (statements: PreparedStatements) => T): Promise<T> {
    if (!this.#isOfRequests || !this.#connection.open) return this.reading(read);
    try {
      this.#learners ??= new LearnerSnapshot(this.file, this.durable, this.#statements.texts);
      return Promise.resolve(this.#learners.reading(read));
    } catch (error) {
      return Promise.reject(readError(error));
    }
  }

  read(statement: StatementName, ...values: readonly Value[]): Promise<readonly Row[]> {
    return this.reading((statements) => statements.get(statement).all(values));
  }

  query(query: Knex.QueryBuilder): Promise<readonly Row[]> {
    const { sql, bindings } = query.toSQL().toNative();
    return this.reading(() => this.#connection.prepare<unknown[], Row>(sql).raw(true).all(bindings));
  }

  perform<N extends ChangeName>(name: N, ...given: ChangeArguments<N>): Promise<ChangeOutcome<N>> {
    return this.#writer.perform(name, given);
  }

  record(entry: AuditEntry): Promise<void> {
    return this.#writer.record(entry);
  }

  /** A port to this database's writer, for another thread. */
  newWriterPort(): MessagePort {
    return this.#writer.newPort();
  }

  /** The audit is one table here. */
  tidyAudit(): Promise<void> {
    return Promise.resolve();
  }

  depth(): number {
    return this.#writer.depth();
  }

  alive(): boolean {
    return this.#writer.alive() && this.#connection.open;
  }

  migrationStatus(): Promise<MigrationStatus> {
    return this.#withKnex(migrationStatus);
  }

  migrateUp(): Promise<readonly string[]> {
    return this.#withKnex(migrateUp);
  }

  migrationPlan(): Promise<readonly PlannedMigration[]> {
    return this.#withKnex(migrationPlan);
  }

  async close(): Promise<void> {
    await this.#writer.close();
    this.#learners?.close();
    this.#endReading();
    if (this.#connection.open) this.#connection.close();
  }

  /**
   * The reads of one turn of the event loop share a transaction: to lock the file for each costs as much as a third
   * of a lookup. It ends with the turn, and before anybody hears that a write of ours is done, so that whoever
   * wrote reads what was written.
   */
  #beginReading(): void {
    this.#begin.run();
    this.#isReading = true;
    setImmediate(this.#endReading);
  }

  readonly #endReading = (): void => {
    if (!this.#isReading) return;
    this.#isReading = false;
    if (this.#connection.inTransaction) this.#end.run();
  };

  /** Migrations write tables, which neither of the two connections may: they get one of their own. */
  async #withKnex<T>(use: (knex: Knex) => Promise<T>): Promise<T> {
    const knex = knexPackage({
      client: 'better-sqlite3',
      connection: { filename: this.file },
      pool: {
        min: 1,
        max: 1,
        afterCreate: (
          connection: SqliteConnection,
          done: (error: null, connection: SqliteConnection) => void,
        ) => {
          connection.pragma(`busy_timeout = ${String(BUSY_TIMEOUT_MS)}`);
          connection.pragma(synchronous(this.durable));
          done(null, connection);
        },
      },
      useNullAsDefault: true,
      log: silent,
    });
    try {
      return await use(knex);
    } finally {
      await knex.destroy();
    }
  }
}

function readError(error: unknown): StoreError {
  if (error instanceof TypeError && error.message.includes('not open')) {
    return new StoreError('closed', 'The store is closed');
  }
  if (error instanceof Error && error.message.includes('no such table')) {
    return new StoreError('notMigrated', 'The database lacks its tables: run the migrations');
  }
  return databaseError(error);
}

function quiet(): void {
  // knex says on the console what the caller gets as an error anyway.
}
