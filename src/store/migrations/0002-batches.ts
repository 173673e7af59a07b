/**
 * Batch jobs.
 *
 * What was handed in stands in `batch_chunk`, several records to a row: it is written once and read in order. What
 * became of a record is a row of `batch_result`, whose key lets each record have one result and no second one.
 * `batch_job.due_at` says when a job may be claimed: 0 at once, the end of the lease while somebody works on it, null
 * when there is nothing more to do. `batch_turn.turn` puts organisations in a queue, and is null for those with
 * nothing to do. So a claim touches a few index entries however many jobs there are.
 */
import type { Knex } from 'knex';
import { createClustered, isSqlite, keyColumn, ulnColumn } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('batch_job', (table) => {
    // Numbers are not used again when old jobs go: an old number must never show somebody else's job.
    table.specificType(
      'job_id',
      isSqlite(knex)
        ? 'integer primary key autoincrement'
        : 'bigint generated always as identity primary key',
    );
    table.text('kind').notNullable().checkIn(['registration', 'verification']);
    keyColumn(knex, table, 'organisation_ref');
    table.text('user_name').notNullable();
    table.text('job_type').notNullable().checkIn(['FUL', 'CHK']);
    table.text('source').notNullable().checkIn(['webService', 'file']);
    table.text('file_name');
    table.text('org_email');
    table.text('correlation_id').notNullable();
    table.bigInteger('submitted_at').notNullable();
    table.text('status').notNullable();
    table.integer('record_count').notNullable();
    table.bigInteger('due_at');
    table.text('lease');
    table.integer('attempts').notNullable();
    table.bigInteger('started_at');
    table.bigInteger('finished_at');
    table.text('problem');
    table.text('tally');
    table.index(['organisation_ref', 'job_id'], 'batch_job_organisation');
    table.index(['status', 'job_id'], 'batch_job_status');
    table.index(['organisation_ref', 'due_at', 'job_id'], 'batch_job_due', {
      predicate: knex.whereNotNull('due_at'),
    });
    table.index(['finished_at'], 'batch_job_finished', { predicate: knex.whereNotNull('finished_at') });
  });

  await knex.schema.createTable('batch_chunk', (table) => {
    table.bigInteger('job_id').notNullable();
    table.integer('first_position').notNullable();
    table.integer('record_count').notNullable();
    table.text('records').notNullable();
    table.unique(['job_id', 'first_position'], { indexName: 'batch_chunk_place' });
  });

  await createClustered(knex, 'batch_result', (table) => {
    table.bigInteger('job_id').notNullable();
    table.integer('position').notNullable();
    table.text('code').notNullable();
    ulnColumn(knex, table);
    table.text('detail');
    table.primary(['job_id', 'position']);
  });

  await knex.schema.createTable('batch_turn', (table) => {
    keyColumn(knex, table, 'organisation_ref').primary();
    table.bigInteger('turn');
    table.index(['turn', 'organisation_ref'], 'batch_turn_queue', { predicate: knex.whereNotNull('turn') });
  });
}
