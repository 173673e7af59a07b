/**
 * Jobs of achievements: `batch_job` admits one more kind, and the two types that such jobs have.
 *
 * SQLite cannot change a check, so the table is made anew. The highest number ever given comes along, jobs that are no
 * more included: an old number must never show somebody else's job.
 */
import type { Knex } from 'knex';
import { isSqlite, keyColumn } from './columns.js';

const kinds = ['registration', 'verification', 'achievement'];
const jobTypes = ['FUL', 'CHK', 'P', 'F'];

export async function up(knex: Knex): Promise<void> {
  await (isSqlite(knex) ? makeAnew(knex) : changeChecks(knex));
}

async function makeAnew(knex: Knex): Promise<void> {
  await knex.schema.createTable('batch_job_new', (table) => {
    table.specificType('job_id', 'integer primary key autoincrement');
    table.text('kind').notNullable().checkIn(kinds);
    keyColumn(knex, table, 'organisation_ref');
    table.text('user_name').notNullable();
    table.text('job_type').notNullable().checkIn(jobTypes);
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
  });
  await knex.raw('insert into batch_job_new select * from batch_job');
  await knex.raw(`delete from sqlite_sequence where name = 'batch_job_new'`);
  await knex.raw(
    `insert into sqlite_sequence (name, seq) select 'batch_job_new', seq from sqlite_sequence where name = 'batch_job'`,
  );
  await knex.schema.dropTable('batch_job');
  await knex.schema.renameTable('batch_job_new', 'batch_job');
  await knex.schema.alterTable('batch_job', (table) => {
    table.index(['organisation_ref', 'job_id'], 'batch_job_organisation');
    table.index(['status', 'job_id'], 'batch_job_status');
    table.index(['organisation_ref', 'due_at', 'job_id'], 'batch_job_due', {
      predicate: knex.whereNotNull('due_at'),
    });
    table.index(['finished_at'], 'batch_job_finished', { predicate: knex.whereNotNull('finished_at') });
  });
}

/** The checks have names that PostgreSQL gave them. */
async function changeChecks(knex: Knex): Promise<void> {
  for (const [column, values] of [
    ['kind', kinds],
    ['job_type', jobTypes],
  ] as const) {
    const found = await knex.raw<{ rows: { name: string }[] }>(
      `select con.conname as name from pg_constraint con
      join pg_attribute att on att.attrelid = con.conrelid and att.attnum = any (con.conkey)
      where con.conrelid = 'batch_job'::regclass and con.contype = 'c' and att.attname = ?`,
      [column],
    );
    for (const { name } of found.rows) await knex.raw('alter table batch_job drop constraint ??', [name]);
    await knex.schema.alterTable('batch_job', (table) => {
      table.check(
        `${column} in (${values.map((value) => `'${value}'`).join(', ')})`,
        {},
        `batch_job_${column}`,
      );
    });
  }
}
