/**
 * The register's tables.
 *
 * Times are milliseconds since 1970 in UTC. Dates stay text: the interface lets dates through that no calendar has
 * (1900-02-29), and what came in must come out. Keys compare byte by byte, so PostgreSQL keeps them in collation C.
 * No table refers to another by a foreign key: the writers keep them in step in their transactions, and each table
 * that belongs to a learner can be split by ULN.
 */
import type { Knex } from 'knex';
import { createClustered, keyColumn, ulnColumn } from './columns.js';

/** Written out: what later versions of the register add to a learner is not in this migration. */
const optionalTextColumns = [
  'title',
  'middle_other_name',
  'preferred_given_name',
  'previous_family_name',
  'family_name_at_age16',
  'school_at_age16',
  'last_known_address_line1',
  'last_known_address_line2',
  'last_known_address_town',
  'last_known_address_county_or_city',
  'date_of_address_capture',
  'place_of_birth',
  'email_address',
  'nationality',
  'scottish_candidate_number',
  'other_verification_description',
  'notes',
];

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('learner', (table) => {
    ulnColumn(knex, table).notNullable().primary();
    for (const column of ['created_date', 'last_updated_date', 'given_name', 'family_name']) {
      table.text(column).notNullable();
    }
    table.text('last_known_post_code').notNullable();
    table.text('date_of_birth').notNullable();
    codeColumn(table, 'gender', ['0', '1', '2', '9']);
    codeColumn(table, 'verification_type', ['0', '1', '2', '3', '4', '5', '6', '7', '999']);
    codeColumn(table, 'tier_level', ['0', '1', '2']);
    codeColumn(table, 'ability_to_share', ['0', '1', '2']);
    codeColumn(table, 'learner_status', ['0', '1', '2']);
    table.integer('version_number').notNullable();
    ulnColumn(knex, table, 'master_uln');
    table.text('linked_ulns');
    for (const column of optionalTextColumns) table.text(column);
    table.text('search_keys').notNullable();
  });

  await createClustered(knex, 'learner_name', (table) => {
    for (const column of ['date_of_birth', 'family_key', 'given_key', 'gender', 'post_code_key']) {
      keyColumn(knex, table, column);
    }
    ulnColumn(knex, table).notNullable();
    table.primary(['date_of_birth', 'family_key', 'given_key', 'gender', 'post_code_key', 'uln']);
    table.index(['date_of_birth', 'post_code_key'], 'learner_name_birth_post_code');
    table.index(['post_code_key', 'family_key', 'given_key'], 'learner_name_post_code_names');
  });

  await createClustered(knex, 'person_claim', (table) => {
    table.binary('person_key', 16).notNullable().primary();
    ulnColumn(knex, table).notNullable();
  });

  await createClustered(knex, 'audit', (table) => {
    table.bigInteger('at').notNullable();
    keyColumn(knex, table, 'entry_id');
    table.integer('position').notNullable();
    ulnColumn(knex, table);
    keyColumn(knex, table, 'organisation_ref');
    for (const column of ['user_name', 'operation', 'outcome', 'correlation_id']) {
      table.text(column).notNullable();
    }
    table.binary('person_key', 16);
    table.primary(['at', 'entry_id', 'position']);
    table.index(['uln', 'at'], 'audit_uln', { predicate: knex.whereNotNull('uln') });
    table.index(['organisation_ref', 'person_key', 'at'], 'audit_find', {
      predicate: knex.whereNotNull('person_key'),
    });
  });

  await knex.schema.createTable('organisation', (table) => {
    keyColumn(knex, table, 'organisation_ref').primary();
    keyColumn(knex, table, 'ukprn').unique({ indexName: 'organisation_ukprn' });
    table.text('name').notNullable();
    table.text('kind').notNullable();
    table.text('rights').notNullable();
    codeColumn(table, 'status', ['active', 'disabled']);
    table.integer('revision').notNullable();
    table.text('password_hash').notNullable();
    table.bigInteger('password_since').notNullable();
    table.text('previous_password_hash');
    table.bigInteger('previous_password_since');
    table.integer('failures').notNullable();
    table.bigInteger('locked_until');
  });

  await knex.schema.createTable('import_progress', (table) => {
    keyColumn(knex, table, 'fingerprint').primary();
    table.bigInteger('rows_done').notNullable();
  });

  await knex.schema.createTable('register_setting', (table) => {
    keyColumn(knex, table, 'name').primary();
    table.text('value').notNullable();
  });
}

/**
 * Text that is one of these codes. Written out as "or": for a longer list after `in`, SQLite makes a table of its own
 * for each row that is checked, which takes as long as the rest of the insert.
 */
function codeColumn(table: Knex.CreateTableBuilder, name: string, codes: readonly string[]): void {
  table.text(name).notNullable();
  table.check(codes.map((code) => `${name} = '${code}'`).join(' or '));
}
