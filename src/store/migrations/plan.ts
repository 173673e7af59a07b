/** What a migration would do, told by doing it where nothing comes of it. */
import { randomBytes } from 'node:crypto';
import knexPackage, { type Knex } from 'knex';
import { databaseError } from '../store-error.js';
import type { PlannedMigration } from '../store.js';
import { isSqlite } from './columns.js';
import { migrationStatus, migrations } from './migrations.js';

/**
 * The statements of the migrations that are pending, as they run on a database without data. PostgreSQL runs them in a
 * schema of their own, SQLite in memory, all of it undone: the tables of the register are not even locked.
 * @throws StoreError `database`, with PostgreSQL also when the user may not create a schema
 */
export async function migrationPlan(knex: Knex): Promise<readonly PlannedMigration[]> {
  const { pending } = await migrationStatus(knex);
  if (pending.length === 0) return [];
  try {
    return await (isSqlite(knex) ? planInMemory(pending) : planInSchema(knex, pending));
  } catch (error) {
    throw databaseError(error);
  }
}

async function planInMemory(pending: readonly string[]): Promise<readonly PlannedMigration[]> {
  const knex = knexPackage({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    pool: { min: 1, max: 1 },
    useNullAsDefault: true,
  });
  try {
    return await record(knex, pending);
  } finally {
    await knex.destroy();
  }
}

async function planInSchema(knex: Knex, pending: readonly string[]): Promise<readonly PlannedMigration[]> {
  const trx = await knex.transaction();
  try {
    const schema = `migration_plan_${randomBytes(6).toString('hex')}`;
    await trx.raw(`create schema ${schema}`);
    await trx.raw(`set local search_path = ${schema}`);
    return await record(trx, pending);
  } finally {
    await trx.rollback();
  }
}

async function record(knex: Knex, pending: readonly string[]): Promise<readonly PlannedMigration[]> {
  const planned: PlannedMigration[] = [];
  for (const { name, up } of migrations) {
    const statements: string[] = [];
    const listen = ({ sql, bindings }: { sql: string; bindings?: readonly unknown[] }): void => {
      if (!isBookkeeping(sql)) statements.push(withValues(sql, bindings ?? []));
    };
    knex.on('query', listen);
    await up(knex);
    knex.removeListener('query', listen);
    if (pending.includes(name)) planned.push({ name, statements });
  }
  return planned;
}

/** What only looks, and what marks the place that everything is undone to. */
function isBookkeeping(sql: string): boolean {
  return /^\s*(?:select|begin|savepoint|release|rollback|commit|pragma)\b/i.test(sql);
}

function withValues(sql: string, values: readonly unknown[]): string {
  const text = sql.trim();
  return values.length === 0 ? text : `${text} -- ${values.map(String).join(', ')}`;
}
