/** What an intruder with the database's password does: plain SQL, past the register. */
import { setImmediate } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { TestDatabase } from './databases.js';

export async function runSql(
  { options }: Pick<TestDatabase, 'options'>,
  sql: string,
): Promise<readonly unknown[][]> {
  if (options.kind === 'sqlite') {
    // The reads of one turn share a transaction: what comes next must see what is done here.
    await setImmediate();
    const connection = new Sqlite(options.file, { timeout: 5_000 });
    try {
      const statement = connection.prepare<unknown[], unknown[]>(sql);
      if (statement.reader) return statement.raw(true).all();
      statement.run();
      return [];
    } finally {
      connection.close();
    }
  }
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}
