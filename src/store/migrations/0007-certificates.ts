/**
 * Client certificates of organisations. A supplier may serve several organisations with one certificate, so the key is
 * the certificate's fingerprint and the organisation. A binding is never removed, only revoked: who could call, and
 * until when, can always be told.
 */
import type { Knex } from 'knex';
import { createClustered, keyColumn } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  await createClustered(knex, 'organisation_certificate', (table) => {
    keyColumn(knex, table, 'fingerprint');
    keyColumn(knex, table, 'organisation_ref');
    table.text('subject').notNullable();
    table.text('issuer').notNullable();
    table.text('serial_number').notNullable();
    table.bigInteger('not_before').notNullable();
    table.bigInteger('not_after').notNullable();
    table.text('bound_by').notNullable();
    table.bigInteger('bound_at').notNullable();
    table.text('revoked_by');
    table.bigInteger('revoked_at');
    table.primary(['fingerprint', 'organisation_ref']);
    table.index(['organisation_ref', 'not_after'], 'organisation_certificate_organisation');
  });
}
