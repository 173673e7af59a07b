import type { Knex } from 'knex';
import { keyColumn } from './columns.js';

/** Who is signed in to the web pages of the test environment. `digest` is that of the session's id, which nobody can turn back. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('portal_session', (table) => {
    keyColumn(knex, table, 'digest').primary();
    table.bigInteger('expires_at').notNullable().index('portal_session_expires_at');
    table.text('data').notNullable();
  });
}
