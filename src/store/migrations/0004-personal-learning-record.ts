/**
 * The personal learning record.
 *
 * A learner's events lie together, in the order of source and reference: reading a record is one walk through the
 * index, and the key itself makes an import idempotent. What the source recorded is one text (a JSON list in the order
 * of `recordedMembers`): the register reads it as a whole or not at all. The columns beside it are what rules ask for.
 * Every key begins with the ULN, so that each table can be split by it.
 */
import type { Knex } from 'knex';
import { createClustered, isSqlite, keyColumn, ulnColumn } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('learner', (table) => {
    table.text('telephone_number');
  });

  await createClustered(knex, 'learning_event', (table) => {
    ulnColumn(knex, table).notNullable();
    keyColumn(knex, table, 'source');
    keyColumn(knex, table, 'reference');
    table.integer('event_id').notNullable();
    table.text('standing').notNullable();
    table.text('owner_ref');
    table.text('mis_identifier');
    table.integer('version').notNullable();
    table.integer('open_challenges').notNullable();
    table.integer('credits').notNullable();
    table.text('date_loaded').notNullable();
    table.text('recorded').notNullable();
    table.primary(['uln', 'source', 'reference']);
  });

  await createClustered(knex, 'learning_event_history', (table) => {
    ulnColumn(knex, table).notNullable();
    table.integer('event_id').notNullable();
    table.integer('version').notNullable();
    table.bigInteger('at').notNullable();
    table.text('organisation_ref').notNullable();
    table.text('change').notNullable();
    // The whole event before the change, as JSON.
    table.text('before').notNullable();
    table.primary(['uln', 'event_id', 'version']);
  });

  await createClustered(knex, 'data_challenge', (table) => {
    ulnColumn(knex, table).notNullable();
    table.integer('challenge_no').notNullable();
    table.text('kind').notNullable();
    table.integer('event_id');
    table.text('status').notNullable();
    table.text('created_date').notNullable();
    table.text('organisation_ref').notNullable();
    table.text('user_name').notNullable();
    table.text('details').notNullable();
    table.text('original').notNullable();
    table.text('supplied').notNullable();
    table.text('resolved_date');
    table.text('resolution');
    table.primary(['uln', 'challenge_no']);
    table.index(['challenge_no'], 'data_challenge_number');
    table.index(['status', 'challenge_no'], 'data_challenge_status');
  });

  await createClustered(knex, 'qualification', (table) => {
    keyColumn(knex, table, 'qualification_key').primary();
    table.text('reference').notNullable();
    table.text('kind').notNullable();
    table.text('title').notNullable();
    table.text('qualification_type');
    table.text('level');
    table.integer('credits').notNullable();
    keyColumn(knex, table, 'awarding_organisation_ref');
    table.text('grades').notNullable();
    table.text('languages').notNullable();
    table.text('operational_start');
    table.text('certification_end');
    table.index(['awarding_organisation_ref', 'qualification_key'], 'qualification_awarded_by');
  });

  await createNumbers(knex, ['learning_event_number', 'data_challenge_number']);
}

/** Numbers that are given once. A sequence does not make PostgreSQL's writers wait for one another. */
async function createNumbers(knex: Knex, names: readonly string[]): Promise<void> {
  if (!isSqlite(knex)) {
    for (const name of names) await knex.raw(`create sequence ${name}_seq`);
    return;
  }
  await createClustered(knex, 'number_given', (table) => {
    keyColumn(knex, table, 'name').primary();
    table.bigInteger('last').notNullable();
  });
  for (const name of names) await knex('number_given').insert({ name, last: 0 });
}
