/**
 * One index of names where PostgreSQL had two, as SQLite has since migration 0016. It holds whole rows: those of the
 * same names are looked through without a step into the table, where they lie far apart.
 */
import type { Knex } from 'knex';
import { isSqlite } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  if (isSqlite(knex)) return;
  await knex.schema.alterTable('learner_name', (table) => {
    table.index(
      ['family_key', 'given_key', 'post_code_key', 'date_of_birth', 'gender', 'uln'],
      'learner_name_same_names',
    );
  });
  await knex.raw('drop index learner_name_names');
  await knex.raw('drop index learner_name_post_code_names');
}
