/**
 * One index where SQLite had two. A find looks through the rows of the same names as long as these are few: only for
 * common names does it ask for each of sixty dates, which lead into the table, and for the postcode, which is here. What
 * a registration writes lies all over the trees of the table, so each of them counts. PostgreSQL keeps its two.
 */
import type { Knex } from 'knex';
import { isSqlite } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  if (!isSqlite(knex)) return;
  await knex.schema.alterTable('learner_name', (table) => {
    table.index(['family_key', 'given_key', 'post_code_key'], 'learner_name_same_names');
  });
  await knex.raw('drop index learner_name_names');
  await knex.raw('drop index learner_name_post_code_names');
}
