/** Which migrations there are, and how they are run. They only go forward. */
import type { Knex } from 'knex';
import { StoreError, databaseError } from '../store-error.js';
import type { MigrationStatus } from '../store.js';
import { up as register } from './0001-register.js';
import { up as batches } from './0002-batches.js';
import { up as names } from './0003-names.js';
import { up as personalLearningRecord } from './0004-personal-learning-record.js';
import { up as achievementJobs } from './0005-achievement-jobs.js';
import { up as auditByLearner } from './0006-audit-by-learner.js';
import { up as certificates } from './0007-certificates.js';
import { up as requestCounts } from './0008-request-counts.js';
import { up as keeping } from './0009-keeping.js';
import { up as auditByMonth } from './0010-audit-by-month.js';
import { up as exchanges } from './0011-exchanges.js';
import { up as portalSessions } from './0012-portal-sessions.js';
import { up as scenarios } from './0013-scenarios.js';
import { up as testEnvironment } from './0014-test-environment.js';
import { up as onboarding } from './0015-onboarding.js';
import { up as sameNames } from './0016-same-names.js';
import { up as coveringNames } from './0017-covering-names.js';
import { up as namesAreEnough } from './0018-names-are-enough.js';

interface NamedMigration {
  readonly name: string;
  readonly up: (knex: Knex) => Promise<void>;
  /** Runs in transactions of its own, each of which can be done again, so that no lock lasts as long as all of it. */
  readonly inSteps?: boolean;
}

export const migrations: readonly NamedMigration[] = [
  { name: '0001-register', up: register },
  { name: '0002-batches', up: batches },
  { name: '0003-names', up: names },
  { name: '0004-personal-learning-record', up: personalLearningRecord },
  { name: '0005-achievement-jobs', up: achievementJobs },
  { name: '0006-audit-by-learner', up: auditByLearner },
  { name: '0007-certificates', up: certificates },
  { name: '0008-request-counts', up: requestCounts },
  { name: '0009-keeping', up: keeping },
  { name: '0010-audit-by-month', up: auditByMonth, inSteps: true },
  { name: '0011-exchanges', up: exchanges },
  { name: '0012-portal-sessions', up: portalSessions },
  { name: '0013-scenarios', up: scenarios },
  { name: '0014-test-environment', up: testEnvironment },
  { name: '0015-onboarding', up: onboarding },
  { name: '0016-same-names', up: sameNames },
  { name: '0017-covering-names', up: coveringNames },
  { name: '0018-names-are-enough', up: namesAreEnough },
];

export const migrationCount = migrations.length;

const source: Knex.MigrationSource<NamedMigration> = {
  getMigrations: () => Promise.resolve([...migrations]),
  getMigrationName: (migration) => migration.name,
  getMigration: (migration) =>
    Promise.resolve({
      up: migration.up,
      config: { transaction: migration.inSteps !== true },
      down: () => Promise.reject(new Error('Migrations only go forward')),
    }),
};

/** A database may be ahead of the program: copies of the version before go on, and start, until they are replaced. */
const config: Knex.MigratorConfig = { migrationSource: source, disableMigrationsListValidation: true };
const LOCK_TRIES = 150;
const LOCK_PAUSE_MS = 100;

export async function migrationStatus(knex: Knex): Promise<MigrationStatus> {
  try {
    const [done, pending] = (await knex.migrate.list(config)) as [{ name: string }[], NamedMigration[]];
    return { done: done.map(({ name }) => name), pending: pending.map(({ name }) => name) };
  } catch (error) {
    throw databaseError(error);
  }
}

/**
 * Runs what is pending. When another process is at it, waits for its end.
 * @throws StoreError `migrationLocked` when that takes more than fifteen seconds, which also happens when the other one
 * was killed half-way.
 */
export async function migrateUp(knex: Knex): Promise<readonly string[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      const [, names] = (await knex.migrate.latest(config)) as [number, string[]];
      return names;
    } catch (error) {
      if (!isLocked(error)) throw databaseError(error);
      if (tries === LOCK_TRIES) {
        throw new StoreError(
          'migrationLocked',
          'Another process is migrating this database. If none is, set is_locked to 0 in knex_migrations_lock.',
        );
      }
      await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE_MS));
    }
  }
}

/** Takes away the mark of a process that was killed, where something better tells that there is no other. */
export async function freeMigrationLock(knex: Knex): Promise<void> {
  await knex.migrate.forceFreeMigrationsLock(config);
}

/** Beside knex's own lock, two processes may both be about to create its tables. */
function isLocked(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.name === 'MigrationLocked' ||
    /already exists|Migration table is already locked|pg_type_typname_nsp_index|pg_class_relname|database is locked/.test(
      error.message,
    )
  );
}
