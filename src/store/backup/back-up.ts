import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { StoreOptions } from '../store.js';
import { runProgram, withAddress, type ProgramSettings } from './programs.js';
import { connectTo, countTables, migrationsOf, openQuestions, type TableCounts } from './rows.js';

/** Within the folder of a backup: a file, or the folder that pg_dump makes. */
export const backupNames = { sqlite: 'register.sqlite', postgres: 'dump' } as const;

/** Pages copied before others have their turn on this thread. */
const PAGES_AT_ONCE = 20_000;

export type BackedUp =
  | { readonly ok: true; readonly migrations: readonly string[]; readonly counts: TableCounts }
  | { readonly ok: false; readonly problem: string; readonly whatToDo: string };

/**
 * Copies the whole register, as it is at one moment, into a folder, while others read and write. The counts are of
 * that very moment.
 */
export async function backUp(
  options: StoreOptions,
  folder: string,
  settings: ProgramSettings,
): Promise<BackedUp> {
  if (options.kind === 'postgres') return dumpPostgres(options, join(folder, backupNames.postgres), settings);
  const copy = join(folder, backupNames.sqlite);
  await copySqlite(options.file, copy);
  const questions = await openQuestions({ ...options, file: copy });
  try {
    return { ok: true, migrations: await migrationsOf(questions), counts: await countTables(questions) };
  } finally {
    await questions.close();
  }
}

/**
 * SQLite's online backup. It would begin anew with each write of another process; the transaction that is open
 * meanwhile holds on to one moment, and stops nobody: writers go on at the end of the write-ahead log.
 * Source: https://www.sqlite.org/backup.html, https://www.sqlite.org/isolation.html
 */
async function copySqlite(file: string, copy: string): Promise<void> {
  const connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    connection.exec('begin');
    connection.prepare('select count(*) from sqlite_schema').get();
    await connection.backup(copy, { progress: () => PAGES_AT_ONCE });
    connection.exec('commit');
  } finally {
    connection.close();
  }
  await chmod(copy, 0o600);
  // The copy would ask for files beside it: as one file it can be moved and read from where nothing may be written.
  const made = new Sqlite(copy);
  made.pragma('journal_mode = DELETE');
  made.close();
}

async function dumpPostgres(
  options: StoreOptions & { kind: 'postgres' },
  folder: string,
  settings: ProgramSettings,
): Promise<BackedUp> {
  const client = await connectTo(options);
  const ask = async (sql: string) =>
    (await client.query<(string | number)[]>({ text: sql, rowMode: 'array' })).rows;
  try {
    await client.query('begin isolation level repeatable read read only');
    const [row] = await ask('select pg_export_snapshot()');
    // Every connection of the dump looks at the moment that this transaction holds.
    const dumped = await withAddress(options, (address) =>
      runProgram(settings, 'pg_dump', [
        '--format=directory',
        `--jobs=${String(settings.jobs)}`,
        `--snapshot=${String(row?.[0])}`,
        '--no-owner',
        '--no-privileges',
        `--file=${folder}`,
        `--dbname=${address}`,
      ]),
    );
    if (!dumped.ok) return dumped;
    const questions = { kind: 'postgres', ask } as const;
    const facts = { migrations: await migrationsOf(questions), counts: await countTables(questions) };
    await client.query('commit');
    return { ok: true, ...facts };
  } finally {
    await client.end();
  }
}
