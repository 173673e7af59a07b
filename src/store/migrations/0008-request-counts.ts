import type { Knex } from 'knex';
import { isSqlite } from './columns.js';

/**
 * Where the copies of a service on PostgreSQL count requests together. What it holds is worth nothing after some
 * seconds, so it is not logged. A register on SQLite is one process, which counts in memory.
 */
export async function up(knex: Knex): Promise<void> {
  if (isSqlite(knex)) return;
  await knex.raw(
    'create unlogged table request_count (key varchar(255) primary key, points integer not null default 0, expire bigint)',
  );
}
