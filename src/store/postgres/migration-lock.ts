import type { Knex } from 'knex';
import { freeMigrationLock, migrateUp } from '../migrations/migrations.js';
import { StoreError, databaseError } from '../store-error.js';

/** Used by no other program on the database; see the turns of `transaction.ts`. */
const MIGRATION_LOCK = 7_365_003;
const TRIES = 150;
const PAUSE_MS = 100;

/**
 * Runs what is pending, alone. The lock belongs to a connection: when the process is killed, nothing stays locked.
 * It is held by a transaction, because a pooler may give each transaction another connection.
 * @throws StoreError `migrationLocked` when another process has been at it for fifteen seconds
 */
export async function migrateAlone(knex: Knex): Promise<readonly string[]> {
  try {
    return await knex.transaction(async (trx) => {
      await trx.raw('set local idle_in_transaction_session_timeout = 0');
      await waitForTurn(trx);
      // The mark of knex outlives a process that was killed. Whoever is here is the only one to have set it.
      await freeMigrationLock(knex);
      return migrateUp(knex);
    });
  } catch (error) {
    throw databaseError(error);
  }
}

async function waitForTurn(trx: Knex.Transaction): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { rows } = await trx.raw<{ rows: readonly { mine: boolean }[] }>(
      `select pg_try_advisory_xact_lock(${String(MIGRATION_LOCK)}) as mine`,
    );
    if (rows[0]?.mine === true) return;
    if (tries === TRIES) {
      throw new StoreError('migrationLocked', 'Another process is migrating this database');
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
