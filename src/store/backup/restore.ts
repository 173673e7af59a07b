import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { errorCode } from '../store-error.js';
import type { PostgresOptions, StoreOptions } from '../store.js';
import { backupNames } from './back-up.js';
import { runProgram, withAddress, type ProgramOutcome, type ProgramSettings } from './programs.js';
import { connectTo, openQuestions } from './rows.js';

export interface Scratch {
  /** The database with the backup's data. */
  readonly options: StoreOptions;
  remove(): Promise<void>;
}

type Failure = Extract<ProgramOutcome, { ok: false }>;

/** Puts a backup where it harms nobody: a file in a temporary folder, or a database of its own on the same server. */
export async function restoreAside(
  options: StoreOptions,
  folder: string,
  settings: ProgramSettings,
): Promise<{ readonly ok: true; readonly scratch: Scratch } | Failure> {
  if (options.kind === 'sqlite') {
    const scratch = await mkdtemp(join(tmpdir(), 'learner-register-verify-'));
    const file = join(scratch, backupNames.sqlite);
    await copyFile(join(folder, backupNames.sqlite), file);
    await chmod(file, 0o600);
    const remove = () => rm(scratch, { recursive: true, force: true });
    return { ok: true, scratch: { options: { ...options, file }, remove } };
  }
  const name = `register_verify_${randomBytes(6).toString('hex')}`;
  const created = await onServer(options, `create database ${name}`);
  if (!created.ok) return created;
  const remove = async (): Promise<void> => {
    await onServer(options, `drop database if exists ${name}`);
  };
  const own = new URL(options.url);
  own.pathname = `/${name}`;
  const { replica: _, ...rest } = options;
  const scratch: StoreOptions = { ...rest, url: own.href };
  const restored = await load(scratch, folder, settings);
  if (restored.ok) return { ok: true, scratch: { options: scratch, remove } };
  await remove();
  return restored;
}

/** What stands in the way of a restore: somebody uses the register, or it holds data, readable or not. */
export async function stateOf(
  options: StoreOptions,
): Promise<'absent' | 'empty' | 'filled' | 'damaged' | 'inUse'> {
  if (options.kind === 'sqlite') {
    if (!existsSync(options.file)) return 'absent';
    if (isOpenElsewhere(options.file)) return 'inUse';
  }
  const questions = await openQuestions(options);
  try {
    if (options.kind === 'postgres') {
      const [row] = await questions.ask(
        `select count(*) from pg_stat_activity where datname = current_database()
        and application_name like 'learner-register%'`,
      );
      if (Number(row?.[0]) > 0) return 'inUse';
    }
    const [row] = await questions.ask(
      'select (select count(*) from learner) + (select count(*) from organisation)',
    );
    return Number(row?.[0]) > 0 ? 'filled' : 'empty';
  } catch (error) {
    if (isTableMissing(error)) return 'empty';
    if (isDamaged(error)) return 'damaged';
    throw error;
  } finally {
    await questions.close();
  }
}

function isTableMissing(error: unknown): boolean {
  return errorCode(error) === '42P01' || (error instanceof Error && error.message.includes('no such table'));
}

/** SQLite's file is no whole database any more. */
function isDamaged(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|NOTADB|IOERR)/.test(errorCode(error) ?? '');
}

/** Leaving the write-ahead log needs the file for oneself: it fails while anybody else has it open. */
function isOpenElsewhere(file: string): boolean {
  const connection = new Sqlite(file, { timeout: 500 });
  try {
    connection.pragma('journal_mode = DELETE');
    return false;
  } catch (error) {
    if (errorCode(error)?.startsWith('SQLITE_BUSY') === true) return true;
    // What is no database any more is in nobody's use.
    return false;
  } finally {
    connection.close();
  }
}

/**
 * Puts a backup in the place of the register. With SQLite, what was there is kept beside it, and its name given.
 * @param stamp goes into that name
 */
export async function restoreInPlace(
  options: StoreOptions,
  folder: string,
  settings: ProgramSettings,
  stamp: string,
): Promise<{ readonly ok: true; readonly kept?: string } | Failure> {
  if (options.kind === 'postgres') {
    const emptied = await emptySchema(options);
    if (!emptied.ok) return emptied;
    const loaded = await load(options, folder, settings);
    return loaded.ok ? { ok: true } : loaded;
  }
  const { file } = options;
  await mkdir(dirname(file), { recursive: true });
  const incoming = `${file}.restoring`;
  await copyFile(join(folder, backupNames.sqlite), incoming);
  await chmod(incoming, 0o600);
  const handle = await open(incoming, 'r+');
  await handle.sync();
  await handle.close();
  const kept = existsSync(file) ? `${file}.replaced-${stamp}` : undefined;
  if (kept !== undefined) await rename(file, kept);
  for (const rest of ['-wal', '-shm']) {
    // A damaged file could not take its log in: they belong together.
    if (kept !== undefined && existsSync(file + rest)) await rename(file + rest, kept + rest);
    else await rm(file + rest, { force: true });
  }
  await rename(incoming, file);
  return kept === undefined ? { ok: true } : { ok: true, kept };
}

function load(options: PostgresOptions, folder: string, settings: ProgramSettings): Promise<ProgramOutcome> {
  return withAddress(options, (address) =>
    runProgram(settings, 'pg_restore', [
      '--format=directory',
      `--jobs=${String(settings.jobs)}`,
      '--no-owner',
      '--no-privileges',
      '--exit-on-error',
      `--dbname=${address}`,
      join(folder, backupNames.postgres),
    ]),
  );
}

/** Also what the backup does not know of, such as the tables of a newer version. */
async function emptySchema(options: PostgresOptions): Promise<ProgramOutcome> {
  return onServer(options, 'drop schema public cascade; create schema public');
}

async function onServer(options: PostgresOptions, sql: string): Promise<ProgramOutcome> {
  const client = await connectTo(options);
  try {
    await client.query(sql);
    return { ok: true, stdout: '' };
  } catch (error) {
    return {
      ok: false,
      problem: `The server refuses "${sql}" (${errorCode(error) ?? 'no code'}).`,
      whatToDo:
        "Give the register's user the right to (createdb for a verification, ownership of the database for a restore).",
    };
  } finally {
    await client.end();
  }
}
