/** The rows of a register's database, read past the register: what is stored and not what it says of it. */
import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import pg from 'pg';
import { z } from 'zod';
import type { Settings } from './batch-processes.js';

export interface Rows {
  /** @param row what each row must be; SQL that both databases take */
  query<Row>(sql: string, row: z.ZodType<Row>): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Opens the database that processes with these settings use: `LR_DATABASE_URL`, or the file in `LR_DATA_DIR`. */
export async function openRows(settings: Settings): Promise<Rows> {
  const { LR_DATABASE_URL: url, LR_DATA_DIR: folder } = settings;
  if (url !== undefined) return openPostgres(url);
  if (folder === undefined) throw new Error('Which database?');
  const file = new SqliteFile(join(folder, 'test.sqlite'), { readonly: true });
  return {
    query: (sql, row) => Promise.resolve(z.array(row).parse(file.prepare(sql).all())),
    close: () => Promise.resolve(void file.close()),
  };
}

async function openPostgres(url: string): Promise<Rows> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    query: async (sql, row) => z.array(row).parse((await client.query(sql)).rows),
    close: () => client.end(),
  };
}
