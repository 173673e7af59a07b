/**
 * SQLite without claims: it has one writer at a time, who sees in `learner_name` whether a person is there. Their keys are
 * digests and lay all over their table, so that each registration read and wrote one more page. PostgreSQL, where
 * several write at once, keeps them.
 */
import type { Knex } from 'knex';
import { isSqlite } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  if (isSqlite(knex)) await knex.schema.dropTable('person_claim');
}
