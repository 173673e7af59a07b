/**
 * How organisations come to the register: applications for access to the test environment, requests for a live
 * connection, and whom to talk to about an organisation. What people filled in is one text (JSON): the register reads it
 * as a whole or not at all. No password is in any of it.
 */
import type { Knex } from 'knex';
import { createClustered, keyColumn } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('application', (table) => {
    keyColumn(knex, table, 'application_id').primary();
    keyColumn(knex, table, 'reference').unique();
    keyColumn(knex, table, 'status');
    table.bigInteger('received_at').notNullable();
    table.text('details').notNullable();
    table.bigInteger('decided_at');
    table.text('decided_by');
    table.text('reason');
    table.text('organisation_refs');
    table.bigInteger('show_until');
    table.bigInteger('shown_at');
    table.index(['status', 'received_at'], 'application_status');
  });

  await knex.schema.createTable('live_request', (table) => {
    keyColumn(knex, table, 'reference').primary();
    keyColumn(knex, table, 'organisation_ref');
    keyColumn(knex, table, 'status');
    table.bigInteger('received_at').notNullable();
    table.text('details').notNullable();
    table.text('report');
    table.bigInteger('decided_at');
    table.text('decided_by');
    table.text('reason');
    table.text('live_ref');
    table.index(['organisation_ref', 'received_at'], 'live_request_organisation');
    table.index(['status', 'received_at'], 'live_request_status');
  });

  await createClustered(knex, 'organisation_contact', (table) => {
    keyColumn(knex, table, 'organisation_ref').primary();
    table.text('contact').notNullable();
    table.text('origin').notNullable();
    table.bigInteger('recorded_at').notNullable();
    table.text('recorded_by').notNullable();
  });
}
