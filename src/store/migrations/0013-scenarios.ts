/**
 * What organisations have shown of the scenarios of the testing guide. The evidence is a copy of the exchanges, since it
 * is kept for longer than they are. Rows exist in the test environment alone.
 */
import type { Knex } from 'knex';
import { createClustered, keyColumn } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  await createClustered(knex, 'scenario_reading', (table) => {
    keyColumn(knex, table, 'organisation_ref');
    table.bigInteger('revision').notNullable();
    table.text('read_to');
    table.text('product_name');
    table.text('product_version');
    table.primary(['organisation_ref']);
  });
  await createClustered(knex, 'scenario_result', (table) => {
    keyColumn(knex, table, 'organisation_ref');
    keyColumn(knex, table, 'scenario');
    table.integer('version').notNullable();
    table.text('state').notNullable();
    table.text('reason');
    table.text('evidence').notNullable();
    table.bigInteger('decided_at');
    table.bigInteger('since').notNullable();
    table.text('runs').notNullable();
    table.primary(['organisation_ref', 'scenario']);
  });
  await createClustered(knex, 'scenario_evidence', (table) => {
    keyColumn(knex, table, 'organisation_ref');
    keyColumn(knex, table, 'scenario');
    table.integer('position').notNullable();
    table.text('head').notNullable();
    table.binary('request').notNullable();
    table.binary('response').notNullable();
    table.primary(['organisation_ref', 'scenario', 'position']);
  });
}
