/**
 * What organisations set for themselves in the test environment: faults on demand, and who has a copy of the published
 * learners of its own. The copies themselves are databases of their own (docs/test-environment.md, "Own copies").
 */
import type { Knex } from 'knex';
import { createClustered, keyColumn } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  await createClustered(knex, 'fault_switch', (table) => {
    keyColumn(knex, table, 'organisation_ref').primary();
    table.text('switch_id').notNullable();
    table.text('kind').notNullable();
    table.text('code');
    table.integer('seconds');
    table.text('moment');
    table.text('operation');
    table.integer('requests_left');
    table.bigInteger('set_at').notNullable();
    table.bigInteger('until_at').notNullable();
  });
  await createClustered(knex, 'test_copy', (table) => {
    keyColumn(knex, table, 'name').primary();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('reset_at');
  });
  await createClustered(knex, 'test_copy_member', (table) => {
    keyColumn(knex, table, 'organisation_ref').primary();
    keyColumn(knex, table, 'name').index('test_copy_member_name');
  });
}
