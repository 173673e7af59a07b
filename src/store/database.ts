/** What the ports need of either database. */
import type { Knex } from 'knex';
import type { AuditEntry, RequestCounts } from '../register/ports.js';
import type { ChangeArguments, ChangeName, ChangeOutcome } from './changes/changes.js';
import type { StatementName } from './statements.js';
import type { MigrationStatus, PlannedMigration } from './store.js';
import type { Row, Value } from './values.js';

export interface Database {
  /** Where all copies of the service count requests together. */
  readonly requestCounts?: RequestCounts;
  /** Whether persons are claimed by their keys, see `changes/person-claims.ts`. */
  readonly hasClaims: boolean;
  /** Builds queries; runs none. */
  readonly builder: Knex;
  /** Runs a prepared statement that only reads. */
  read(statement: StatementName, ...values: readonly Value[]): Promise<readonly Row[]>;
  /** Runs a rare query. */
  query(query: Knex.QueryBuilder): Promise<readonly Row[]>;
  /** Runs a change in a transaction; durable when it resolves. */
  perform<N extends ChangeName>(name: N, ...given: ChangeArguments<N>): Promise<ChangeOutcome<N>>;
  /** Writes audit entries in groups; durable when it resolves. */
  record(entry: AuditEntry): Promise<void>;
  /** Keeps the tables of the audit in order, where it has several. */
  tidyAudit(now: Date): Promise<void>;
  /** See `Store`; absent without a replica. */
  replicaStaleSeconds?(): number | undefined;
  /** Writes that are not durable yet. */
  depth(): number;
  /** Whether the database takes writes, as far as is known without asking it. */
  alive(): boolean;
  migrationStatus(): Promise<MigrationStatus>;
  migrateUp(): Promise<readonly string[]>;
  migrationPlan(): Promise<readonly PlannedMigration[]>;
  close(): Promise<void>;
}
