/** Columns and tables that the two databases declare differently. */
import type { Knex } from 'knex';

export function isSqlite(knex: Knex): boolean {
  return (knex.client as { readonly dialect: unknown }).dialect === 'sqlite3';
}

/** In SQLite only a column declared exactly `integer` can be the table's own key. */
export function ulnColumn(knex: Knex, table: Knex.CreateTableBuilder, name = 'uln'): Knex.ColumnBuilder {
  return table.specificType(name, isSqlite(knex) ? 'integer' : 'bigint');
}

/** Text that is compared byte by byte. */
export function keyColumn(knex: Knex, table: Knex.CreateTableBuilder, name: string): Knex.ColumnBuilder {
  return table.specificType(name, isSqlite(knex) ? 'text' : 'text collate "C"').notNullable();
}

/** A table that SQLite keeps in the order of its primary key, so that the key needs no index beside it. */
export async function createClustered(
  knex: Knex,
  name: string,
  define: (table: Knex.CreateTableBuilder) => void,
): Promise<void> {
  const [create, ...indexes] = knex.schema.createTable(name, define).toSQL();
  if (create === undefined) throw new Error(`No statement creates ${name}`);
  await knex.raw(isSqlite(knex) ? `${create.sql} without rowid` : create.sql);
  for (const index of indexes) await knex.raw(index.sql);
}
