/** Plain questions to a database, outside of the register's own statements: for backups and their verification. */
import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { connectionOf } from '../postgres/pool.js';
import type { StoreOptions } from '../store.js';
import type { Row, Value } from '../values.js';

export interface Questions {
  readonly kind: StoreOptions['kind'];
  readonly ask: (sql: string) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
}

/** Opens a database for questions alone. Rejects when it is not there or cannot be reached. */
export async function openQuestions(options: StoreOptions): Promise<Questions> {
  return options.kind === 'sqlite' ? sqliteQuestions(options.file) : postgresQuestions(options);
}

function sqliteQuestions(file: string): Questions {
  if (!existsSync(file)) throw new Error('The database file is not there');
  const connection = new Sqlite(file, { readonly: true, timeout: 10_000 });
  return {
    kind: 'sqlite',
    ask: (sql) => {
      try {
        return Promise.resolve(connection.prepare<unknown[], Row>(sql).raw(true).all());
      } catch (error) {
        return Promise.reject(error instanceof Error ? error : new Error('SQLite failed'));
      }
    },
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
}

async function postgresQuestions(options: StoreOptions & { kind: 'postgres' }): Promise<Questions> {
  const client = await connectTo(options);
  return {
    kind: 'postgres',
    ask: async (sql) => (await client.query<Value[]>({ text: sql, rowMode: 'array' })).rows,
    close: () => client.end(),
  };
}

/** A connection of its own, without the time limits of those that answer requests. */
export async function connectTo(options: StoreOptions & { kind: 'postgres' }): Promise<pg.Client> {
  const client = new pg.Client({
    ...connectionOf(options.url, options.tls),
    // Not "learner-register": that one belongs to those that serve.
    application_name: 'register backup',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export type TableCounts = Readonly<Record<string, number>>;

const tableNames = {
  sqlite: `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`,
  postgres: `select relname from pg_class where relnamespace = current_schema()::regnamespace
    and relkind in ('r', 'p') and not relispartition order by relname`,
} as const;

/** The rows of every table. */
export async function countTables({ kind, ask }: Pick<Questions, 'kind' | 'ask'>): Promise<TableCounts> {
  const counts: Record<string, number> = {};
  for (const [name] of await ask(tableNames[kind])) {
    const [row] = await ask(`select count(*) from "${String(name)}"`);
    counts[String(name)] = Number(row?.[0]);
  }
  return counts;
}

/** The migrations that a database has, oldest first. */
export async function migrationsOf({ ask }: Pick<Questions, 'ask'>): Promise<readonly string[]> {
  return (await ask('select name from knex_migrations order by id')).map(([name]) => String(name));
}
