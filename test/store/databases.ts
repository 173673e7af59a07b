/** Runs one suite on each database: SQLite in a new folder, PostgreSQL in a new database of one server. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, type PostgresServer } from '../../bench/postgres-server.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store, StoreOptions } from '../../src/store/store.js';

/** One new and empty database. */
export interface TestDatabase {
  readonly kind: StoreOptions['kind'];
  readonly options: StoreOptions;
  /** The first store, migrated. */
  readonly store: Store;
  /** A further store on the same database; closed with the first. */
  open(): Promise<Store>;
  close(): Promise<void>;
}

export type NewDatabase = () => Promise<TestDatabase>;

/** Defines the suite twice. `LR_TEST_POSTGRES_URL` names a server to use instead of one started here. */
export function eachDatabase(title: string, define: (newDatabase: NewDatabase) => void): void {
  for (const kind of ['sqlite', 'postgres'] as const) {
    describe(`${title} (${kind})`, () => {
      const opened: TestDatabase[] = [];
      define(async () => {
        const database = await openDatabase(await newOptions(kind));
        opened.push(database);
        return database;
      });
      after(async () => {
        for (const database of opened) await database.close();
      });
    });
  }
}

/** A database that nobody has opened yet, for the test environment. */
export async function newOptions(kind: StoreOptions['kind']): Promise<StoreOptions> {
  if (kind === 'sqlite') return { kind, file: join(newFolder(), 'register.db'), environment: 'test' };
  return { kind, url: await newPostgresDatabase(), environment: 'test' };
}

async function openDatabase(options: StoreOptions): Promise<TestDatabase> {
  const store = await openStore(options);
  await store.migrations.up();
  const stores = [store];
  return {
    kind: options.kind,
    options,
    store,
    open: async () => {
      const another = await openStore(options);
      stores.push(another);
      return another;
    },
    close: async () => {
      for (const each of stores) await each.close();
    },
  };
}

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-store-'));
  folders.push(folder);
  return folder;
}

let server: Promise<Pick<PostgresServer, 'url' | 'stop'>> | undefined;

async function newPostgresDatabase(): Promise<string> {
  server ??= startServer();
  const { url } = await server;
  const name = `register_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

async function startServer(): Promise<Pick<PostgresServer, 'url' | 'stop'>> {
  const given = process.env['LR_TEST_POSTGRES_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  return startPostgres();
}

after('stop PostgreSQL and remove the files', async function () {
  this.timeout(60_000);
  if (server !== undefined) await (await server).stop();
  server = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
