/** What a PostgreSQL server on this machine uses and holds. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { PostgresServer } from './postgres-server.js';
import { microsecondsATick, statOf } from './process-usage.js';

/** Processor time of the server and all its processes since it began, in microseconds. Linux alone. */
export function cpuOf({ dataFolder }: PostgresServer): number {
  const main = Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = fieldsOf(name);
    if (fields === undefined) continue;
    const isMain = Number(name) === main;
    if (!isMain && Number(fields[1]) !== main) continue;
    // The main process has the time of those that ended in its third and fourth.
    ticks += fields.slice(11, isMain ? 15 : 13).reduce((sum, each) => sum + Number(each), 0);
  }
  return ticks * microsecondsATick;
}

/** From the state on; none for a process that has just ended. */
function fieldsOf(pid: string): readonly string[] | undefined {
  try {
    return statOf(Number(pid));
  } catch {
    return undefined;
  }
}

export async function askPostgres<Row extends object>(
  { url }: PostgresServer,
  sql: string,
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Bytes of tables with their indexes, partitions included. */
export async function bytesOf(server: PostgresServer, tables: readonly string[]): Promise<number> {
  const names = tables.map((table) => `'${table}'`).join(', ');
  const [row] = await askPostgres<{ bytes: string }>(
    server,
    `select sum(pg_total_relation_size(relid)) as bytes from (
      select name::regclass as relid from unnest(array[${names}]) as name
      union select tree.relid from unnest(array[${names}]) as name, pg_partition_tree(name::regclass) as tree
    ) as found`,
  );
  return Number(row?.bytes);
}

export async function rowsOf(server: PostgresServer, table: string): Promise<number> {
  const [row] = await askPostgres<{ rows: string }>(server, `select count(*) as rows from ${table}`);
  return Number(row?.rows);
}
