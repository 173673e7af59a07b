/**
 * What the test environment keeps of requests and answers. A row holds some exchanges of one organisation, or of
 * nobody in particular (`owner` is empty then), so that keeping a thousand of them costs a few inserts. The key begins
 * with the time, so that chunks lie in order. The size is in the index, so that nobody reads bodies to count them.
 */
import type { Knex } from 'knex';
import { keyColumn } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('exchange_chunk', (table) => {
    keyColumn(knex, table, 'owner');
    keyColumn(knex, table, 'chunk_id');
    table.integer('bytes').notNullable();
    table.integer('lost').notNullable();
    // The heads before the bodies: SQLite reads a row up to the last column that is asked for.
    table.binary('heads').notNullable();
    table.binary('bodies').notNullable();
    table.primary(['owner', 'chunk_id']);
    table.index(['owner', 'chunk_id', 'bytes', 'lost'], 'exchange_chunk_size');
  });
}
