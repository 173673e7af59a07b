import knexPackage, { type Knex } from 'knex';
import type pg from 'pg';
import type { AuditEntry } from '../../register/ports.js';
import type { ChangeArguments, ChangeName, ChangeOutcome } from '../changes/changes.js';
import type { Registration } from '../changes/register-learner.js';
import type { Database } from '../database.js';
import { migrationStatus } from '../migrations/migrations.js';
import { migrationPlan } from '../migrations/plan.js';
import { compileStatements, type StatementName, type Statements } from '../statements.js';
import { StoreError } from '../store-error.js';
import type { MigrationStatus, PlannedMigration, PostgresOptions } from '../store.js';
import type { Row, Value } from '../values.js';
import { applyTogether } from './achievement-statement.js';
import { Asking } from './asking.js';
import { AuditGroups } from './audit-groups.js';
import { tidyAuditMonths } from './audit-partitions.js';
import { recordTogether, submitWhole } from './batch-statements.js';
import { execute, namedStatement, retrying, runQuery, type NamedStatement } from './connections.js';
import { bulkImport } from './bulk-import.js';
import { bulkImportEvents } from './bulk-import-events.js';
import { migrateAlone } from './migration-lock.js';
import { connectionOf, findDeadline, openPool } from './pool.js';
import { putBack } from './put-back.js';
import { RegisterGroups } from './register-groups.js';
import { registerInOneStatement } from './register-statement.js';
import { Replica } from './replica.js';
import { makeSchema } from './schema.js';
import { SharedRequestCounts } from './shared-request-counts.js';
import { runInTransaction } from './transaction.js';

/** Groups of registrations on their way at once: as long as batches are alone, and while requests ask. */
const [ALONE, BESIDE_REQUESTS] = [2, 1];

/** A register in PostgreSQL, which several copies of the service may share. */
export class PostgresDatabase implements Database {
  readonly hasClaims = true;
  readonly builder: Knex;
  readonly pool: pg.Pool;
  readonly requestCounts: SharedRequestCounts;
  /** Where finds may read, when a setting names it. */
  readonly replica: Replica | undefined;
  /** For the thread of batches. */
  readonly asking: Asking;
  readonly #statements: Statements;
  readonly #audit: AuditGroups;
  readonly #registrations: RegisterGroups;
  #changing = 0;
  #closed: Promise<void> | undefined;

  readonly #findMs: number;
  readonly #isOfRequests: boolean;

  /** @param asking of the thread that answers requests, when this is the one of batches */
  constructor(
    private readonly options: PostgresOptions,
    asking?: SharedArrayBuffer,
  ) {
    this.asking = new Asking(asking);
    this.builder = knexPackage({ client: 'pg' });
    this.#statements = compileStatements(this.builder);
    this.#findMs = findDeadline(options);
    this.pool = openPool(options.url, options);
    this.replica =
      options.replica === undefined
        ? undefined
        : new Replica(this.pool, options.replica, options, (...read) => this.readWith(...read));
    this.requestCounts = new SharedRequestCounts(this.pool);
    this.#audit = new AuditGroups(this.pool);
    this.#registrations = new RegisterGroups(this.pool, () =>
      asking !== undefined && this.asking.isRecent() ? BESIDE_REQUESTS : ALONE,
    );
    this.#isOfRequests = asking === undefined;
  }

  read(statement: StatementName, ...values: readonly Value[]): Promise<readonly Row[]> {
    return this.readWith(namedStatement(this.#statements, statement), values);
  }

  async readWith(
    statement: NamedStatement,
    values: readonly (Value | readonly Value[])[],
  ): Promise<readonly Row[]> {
    return (await retrying(() => execute(this.pool, statement, values, this.#findMs))).rows;
  }

  async query(query: Knex.QueryBuilder): Promise<readonly Row[]> {
    const { sql, bindings } = query.toSQL().toNative();
    const config = {
      text: sql,
      values: bindings as Value[],
      rowMode: 'array' as const,
      query_timeout: this.#findMs,
    };
    return (await retrying(() => runQuery(this.pool, config))).rows;
  }

  async perform<N extends ChangeName>(name: N, ...given: ChangeArguments<N>): Promise<ChangeOutcome<N>> {
    if (!this.alive()) throw new StoreError('closed', 'The store is closed');
    this.#changing += 1;
    try {
      return (await retrying(() => this.#change(name, given))) as ChangeOutcome<N>;
    } finally {
      this.#changing -= 1;
    }
  }

  /** Some changes are worth a statement of their own: each goes to the database and back once. */
  #change(name: ChangeName, given: readonly unknown[]): Promise<unknown> {
    switch (name) {
      case 'registerLearner':
        return this.#register(...(given as ChangeArguments<'registerLearner'>));
      case 'submitJob':
        return submitWhole(this.pool, ...(given as ChangeArguments<'submitJob'>));
      case 'recordResults':
        return recordTogether(this.pool, ...(given as ChangeArguments<'recordResults'>));
      case 'applyAchievements':
        return applyTogether(this.pool, ...(given as ChangeArguments<'applyAchievements'>));
      case 'importLearners':
        return bulkImport(this.pool, ...(given as ChangeArguments<'importLearners'>));
      case 'importEvents':
        return bulkImportEvents(this.pool, ...(given as ChangeArguments<'importEvents'>));
      case 'putBack':
        return putBack(this.pool, ...(given as ChangeArguments<'putBack'>));
      case 'saveImport':
        // Each chunk is durable by itself, and holds up nobody.
        return Promise.resolve(false);
      default:
        return runInTransaction(this.pool, this.#statements, name, given);
    }
  }

  #register(...[learner, audit, progress]: ChangeArguments<'registerLearner'>): Promise<Registration> {
    return progress === undefined
      ? registerInOneStatement(this.pool, learner, audit)
      : this.#registrations.register(learner, audit, progress);
  }

  record(entry: AuditEntry): Promise<void> {
    if (this.#isOfRequests) this.asking.note();
    return this.alive()
      ? this.#audit.record(entry)
      : Promise.reject(new StoreError('closed', 'The store is closed'));
  }

  /** See `tidyAuditMonths`. */
  tidyAudit(now: Date): Promise<void> {
    return retrying(async () => {
      await tidyAuditMonths(this.pool, now);
    });
  }

  replicaStaleSeconds(): number | undefined {
    return this.replica?.staleSeconds();
  }

  depth(): number {
    return this.#audit.depth() + this.#changing;
  }

  alive(): boolean {
    return this.#closed === undefined;
  }

  migrationStatus(): Promise<MigrationStatus> {
    return this.#withKnex(migrationStatus);
  }

  async migrateUp(): Promise<readonly string[]> {
    const { schema } = this.options;
    if (schema !== undefined) await retrying(() => makeSchema(this.pool, schema));
    return this.#withKnex(migrateAlone);
  }

  migrationPlan(): Promise<readonly PlannedMigration[]> {
    return this.#withKnex(migrationPlan);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#audit.drained();
    // The pool lets those that hold a connection finish, and those that wait for one.
    while (this.#changing > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await this.replica?.close();
    await this.pool.end();
  }

  async #withKnex<T>(use: (knex: Knex) => Promise<T>): Promise<T> {
    const knex = knexPackage({
      client: 'pg',
      connection: {
        ...connectionOf(this.options.url, this.options.tls, this.options.schema),
        application_name: 'learner-register migrate',
      },
      pool: { min: 0, max: 3 },
      log: { warn: quiet, error: quiet, debug: quiet, deprecate: quiet },
    });
    try {
      return await use(knex);
    } finally {
      await knex.destroy();
    }
  }
}

function quiet(): void {
  // knex says on the console what the caller gets as an error anyway.
}
