/** A streaming replica of a PostgreSQL server, made as its manual says: a copy taken while the server runs. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { PostgresServer } from '../../../bench/postgres-server.js';
import { freePort } from '../../../bench/ready.js';

export interface Standby {
  /** The same database, there. */
  url(primaryUrl: string): string;
  /** Lets it fall behind, and catch up. */
  pause(): Promise<unknown>;
  resume(): Promise<unknown>;
  isRunning(): boolean;
  stop(): Promise<void>;
}

export async function startStandby(primary: PostgresServer): Promise<Standby> {
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-standby-'));
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const program = await copyFrom(primary, data);
  const port = await freePort();
  const { hostname, port: primaryPort, username, password } = new URL(primary.url);
  appendFileSync(
    join(data, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=${hostname} port=${primaryPort} user=${username} password=${password}'\n`,
  );
  const { uid, gid } = statSync(primary.dataFolder);
  writeFileSync(join(data, 'standby.signal'), '');
  for (const file of ['standby.signal', 'backup_label']) chownSync(join(data, file), uid, gid);
  const owner = process.getuid?.() === 0 ? { uid, gid } : {};
  const child = spawn(
    program,
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    { stdio: 'ignore', ...owner },
  );
  const url = (primaryUrl: string): string => {
    const own = new URL(primaryUrl);
    own.port = String(port);
    return own.href;
  };
  await untilItAnswers(url(primary.url));
  const tell = (sql: string) => ask(url(primary.url), sql);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    url,
    isRunning,
    pause: () => tell('select pg_wal_replay_pause()'),
    resume: () => tell('select pg_wal_replay_resume()'),
    stop: async () => {
      if (isRunning()) {
        const gone = once(child, 'exit');
        child.kill('SIGINT');
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Copies the files of a running server; gives the path of its program. */
async function copyFrom(primary: PostgresServer, data: string): Promise<string> {
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  try {
    const { rows: found } = await client.query<{ folder: string }>(
      `select setting as folder from pg_config where name = 'BINDIR'`,
    );
    await client.query(`select pg_backup_start('standby', true)`);
    execFileSync('cp', ['-a', primary.dataFolder, data]);
    const { rows } = await client.query<{ labelfile: string }>(
      'select labelfile from pg_backup_stop(wait_for_archive => false)',
    );
    rmSync(join(data, 'postmaster.pid'), { force: true });
    writeFileSync(join(data, 'backup_label'), rows[0]?.labelfile ?? '');
    return join(found[0]?.folder ?? '', 'postgres');
  } finally {
    await client.end();
  }
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await ask(url, 'select 1');
      return;
    } catch (error) {
      if (tries === 150) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
