/** A new PostgreSQL database, with a client beside the register's own. */
import pg from 'pg';
import { openStore } from '../../../src/store/open-store.js';
import type { PostgresOptions, Store } from '../../../src/store/store.js';
import { newOptions } from '../databases.js';

export interface NewDatabase {
  readonly options: PostgresOptions;
  readonly store: Store;
  readonly client: pg.Client;
  close(): Promise<void>;
}

/** Migrated, unless told otherwise. */
export async function newDatabase(
  settings: Partial<PostgresOptions> = {},
  { migrated = true } = {},
): Promise<NewDatabase> {
  const plain = await newOptions('postgres');
  if (plain.kind !== 'postgres') throw new Error('Not PostgreSQL');
  const options = { ...plain, ...settings };
  const store = await openStore(options);
  if (migrated) await store.migrations.up();
  const client = new pg.Client({ connectionString: plain.url });
  await client.connect();
  return {
    options,
    store,
    client,
    close: async () => {
      await store.close();
      await client.end();
    },
  };
}

export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('It did not reject');
}
