/** Databases that come and go beside a register's own: those of own copies, in the test environment. */
import { rename, rm } from 'node:fs/promises';
import pg from 'pg';
import { connectionOf } from './postgres/pool.js';
import { markFile } from './sqlite/change-mark.js';
import { databaseError } from './store-error.js';
import type { PostgresOptions, StoreOptions } from './store.js';

const sqliteFiles = (file: string): readonly string[] => [file, `${file}-wal`, `${file}-shm`, markFile(file)];

/**
 * Removes a database that no process has open: a SQLite file, or a schema of PostgreSQL. What is not there is fine.
 * @throws StoreError `database`
 */
export async function removeDatabase(options: StoreOptions): Promise<void> {
  if (options.kind === 'sqlite') {
    for (const file of sqliteFiles(options.file)) await rm(file, { force: true });
    return;
  }
  const { schema } = options;
  if (schema === undefined) throw new Error('The register itself is not removed');
  await onServer(options, (client) =>
    client.query(`drop schema if exists ${client.escapeIdentifier(schema)} cascade`),
  );
}

/**
 * Gives a database that no process has open another place. `taken` when there is one: of two at once, one is first.
 * @throws StoreError `database`
 */
export async function moveDatabase(from: StoreOptions, to: StoreOptions): Promise<'moved' | 'taken'> {
  if (from.kind === 'sqlite' && to.kind === 'sqlite') {
    await rename(from.file, to.file);
    await rm(markFile(from.file), { force: true });
    return 'moved';
  }
  if (from.kind !== 'postgres' || to.kind !== 'postgres') throw new Error('Databases of two kinds');
  const [own, other] = [from.schema, to.schema];
  if (own === undefined || other === undefined) throw new Error('The register itself is not moved');
  try {
    await onServer(from, (client) =>
      client.query(
        `alter schema ${client.escapeIdentifier(own)} rename to ${client.escapeIdentifier(other)}`,
      ),
    );
    return 'moved';
  } catch (error) {
    if (error instanceof Error && 'cause' in error && isTaken(error.cause)) return 'taken';
    throw error;
  }
}

/** duplicate_schema */
function isTaken(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '42P06';
}

async function onServer(
  options: PostgresOptions,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({
    ...connectionOf(options.url, options.tls),
    application_name: 'learner-register copies',
  });
  try {
    await client.connect();
    await work(client);
  } catch (error) {
    throw Object.assign(databaseError(error), { cause: error });
  } finally {
    await client.end();
  }
}
