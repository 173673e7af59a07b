/** A register under measurement with its database, and what that holds. */
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { advisedFlags, startPostgres, type PostgresServer } from './postgres-server.js';
import { askPostgres } from './postgres-usage.js';
import { openRows } from './batch-rows.js';
import { runCommand, type Settings } from './batch-processes.js';
import { Child } from './child.js';
import { dataFolderWith, peopleFile } from './dataset.js';
import type { RunningServer } from './contestants.js';

export const databases = ['sqlite', 'postgres'] as const;
export type Database = (typeof databases)[number];

export interface FilledDatabase {
  readonly settings: Settings;
  close(): Promise<void>;
}

/** A database with this many learners, for one measurement. */
export async function filledDatabase(
  database: Database,
  population: number,
  say: (line: string) => void,
): Promise<FilledDatabase> {
  if (database === 'sqlite') {
    const folder = await dataFolderWith(population, say);
    return { settings: { LR_DATA_DIR: folder }, close: () => Promise.resolve() };
  }
  const server = await startPostgres(advisedFlags);
  try {
    const settings = { LR_DATABASE_URL: server.url };
    await fillPostgres(server, population, say);
    return { settings, close: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Imports this many learners. */
export async function fillPostgres(
  server: PostgresServer,
  population: number,
  say: (line: string) => void,
): Promise<void> {
  say(`loading ${population} learners into PostgreSQL …`);
  const people = await peopleFile(population);
  await runCommand(['learner', 'import', people], { LR_DATABASE_URL: server.url });
  await rm(people);
  // Otherwise the server does so by itself within a minute: work of the import, in the time of what is measured.
  await askPostgres(server, 'vacuum analyze');
}

const Port = z.object({ port: z.number().int() });
const UsageMessage = z.object({ cpu: z.number(), rss: z.number() });

/** `learner-register serve` on the database, its batch worker included. */
export async function serveOn(settings: Settings): Promise<RunningServer> {
  const child = new Child('servers/register', [settings['LR_DATA_DIR'] ?? 'data'], settings);
  const { port } = await child.receive(Port);
  return { port, usage: () => child.ask({}, UsageMessage), stop: () => child.stop() };
}

const jobsRow = z.object({ jobs: z.coerce.number() });
const endRow = z.object({ finished: z.coerce.number() });
const hugePagesRow = z.object({ huge_pages_status: z.string() });
const codeRow = z.object({ code: z.string(), records: z.coerce.number() });

const unfinished = `select count(*) as jobs from batch_job where status in ('Waiting', 'InProgress')`;
const pollMs = 100;

/** Jobs that are not finished. */
export async function unfinishedJobs(settings: Settings): Promise<number> {
  return (await asked(settings, unfinished, jobsRow))[0]?.jobs ?? 0;
}

/**
 * Resolves when every job has ended. It looks through one connection: a new one for each look, with its process and its
 * password, would take a twentieth of what is measured.
 */
export async function untilJobsEnd(settings: Settings): Promise<void> {
  const rows = await openRows(settings);
  try {
    while ((await rows.query(unfinished, jobsRow))[0]?.jobs !== 0) await sleep(pollMs);
  } finally {
    await rows.close();
  }
}

/** When the last job was finished. */
export async function lastFinish(settings: Settings): Promise<number> {
  const sql = 'select max(finished_at) as finished from batch_job';
  return (await asked(settings, sql, endRow))[0]?.finished ?? Number.NaN;
}

/** Whether PostgreSQL got the system's huge pages, which it takes when there are enough. Undefined for SQLite. */
export async function hasHugePages({ LR_DATABASE_URL: url }: Settings): Promise<boolean | undefined> {
  if (url === undefined) return undefined;
  const [row] = await asked({ LR_DATABASE_URL: url }, 'show huge_pages_status', hugePagesRow);
  return row?.huge_pages_status === 'on';
}

/** Records by their code. */
export async function resultCodes(settings: Settings): Promise<Readonly<Record<string, number>>> {
  const sql = 'select code, count(*) as records from batch_result group by code order by code';
  const rows = await asked(settings, sql, codeRow);
  return Object.fromEntries(rows.map(({ code, records }) => [code, records]));
}

async function asked<Row>(settings: Settings, sql: string, row: z.ZodType<Row>): Promise<readonly Row[]> {
  const rows = await openRows(settings);
  try {
    return await rows.query(sql, row);
  } finally {
    await rows.close();
  }
}
