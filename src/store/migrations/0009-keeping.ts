/**
 * The chain of seals over the audit, and what remains of an erased learner.
 *
 * A seal covers the entries of a stretch of time: their digest, and the hash of the seal before it, so that a change to
 * any of them shows (docs/adr/0012-audit-chain.md). `audit_floor` has one row at most: no entry is written with a time at
 * or before it, so that a stretch that has been sealed stays as it is. `learner_erasure` says which numbers were erased,
 * when and why, and nothing about the person.
 */
import type { Knex } from 'knex';
import { createClustered, isSqlite, keyColumn, ulnColumn } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('audit_floor', (table) => {
    table.integer('id').notNullable().primary();
    table.bigInteger('until_at').notNullable();
    // The transaction that raised it: PostgreSQL can tell when all that began before it have ended.
    if (!isSqlite(knex)) table.specificType('raised_by', 'xid8').notNullable();
  });

  // Not clustered: its rows are long.
  await knex.schema.createTable('audit_seal', (table) => {
    table.specificType('seal_no', isSqlite(knex) ? 'integer primary key' : 'bigint primary key');
    table.bigInteger('from_at').notNullable();
    table.bigInteger('until_at').notNullable();
    table.integer('entries').notNullable();
    table.text('digest').notNullable();
    table.text('previous_hash').notNullable();
    table.text('hash').notNullable();
    // Four bytes of each entry's own digest, in order: they tell which entry it was.
    table.binary('marks').notNullable();
    table.bigInteger('sealed_at').notNullable();
    table.bigInteger('removed_at');
  });

  await createClustered(knex, 'learner_erasure', (table) => {
    ulnColumn(knex, table).notNullable().primary();
    table.bigInteger('at').notNullable();
    table.text('reason').notNullable();
    keyColumn(knex, table, 'organisation_ref');
    table.text('user_name').notNullable();
    table.text('correlation_id').notNullable();
  });
}
