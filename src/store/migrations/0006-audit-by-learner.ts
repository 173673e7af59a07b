/**
 * Who looked at a learner, found by ULN, without each audit entry paying for it.
 *
 * ULNs come in no order, so in an index by ULN each entry makes a page of its own dirty: in SQLite that is most of what
 * writing an entry costs (docs/adr/0010-audit-by-learner.md). There, entries are noted at the end of `audit_unsorted`,
 * and the writer moves them into `audit_sorted` many at once, in order. `audit_of_learner` shows both. PostgreSQL keeps
 * its index and has the view alone.
 */
import type { Knex } from 'knex';
import { createClustered, isSqlite, keyColumn, ulnColumn } from './columns.js';

export async function up(knex: Knex): Promise<void> {
  if (!isSqlite(knex)) {
    await knex.raw(
      'create view audit_of_learner as select uln, at, entry_id from audit where uln is not null',
    );
    return;
  }
  await createClustered(knex, 'audit_sorted', (table) => {
    ulnColumn(knex, table).notNullable();
    table.bigInteger('at').notNullable();
    keyColumn(knex, table, 'entry_id');
    table.primary(['uln', 'at', 'entry_id']);
  });
  await knex.schema.createTable('audit_unsorted', (table) => {
    table.specificType('place', 'integer primary key');
    ulnColumn(knex, table).notNullable();
    table.bigInteger('at').notNullable();
    keyColumn(knex, table, 'entry_id');
  });
  await knex.raw(`
    insert into audit_sorted (uln, at, entry_id)
      select distinct uln, at, entry_id from audit where uln is not null order by uln, at, entry_id
  `);
  await knex.raw('drop index audit_uln');
  await knex.raw(`
    create trigger audit_note after insert on audit when new.uln is not null begin
      insert into audit_unsorted (uln, at, entry_id) values (new.uln, new.at, new.entry_id);
    end
  `);
  // While entries are moved they stand in both.
  await knex.raw(`
    create view audit_of_learner as
      select uln, at, entry_id from audit_sorted union select uln, at, entry_id from audit_unsorted
  `);
}
