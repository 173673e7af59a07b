/** A PostgreSQL that came with its client programs: pg_dump serves no server that is newer than itself. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './ready.js';

export interface PostgresWithPrograms {
  readonly url: string;
  readonly programsDir: string;
  /** Kills its first process, as a power cut would, and starts it again on the same files. */
  crash(): Promise<void>;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

const installed = '/usr/lib/postgresql';
const needed = ['initdb', 'postgres', 'pg_dump', 'pg_restore'];

/** Where the programs of a whole PostgreSQL are (Debian's packages); undefined when there is none. */
export function findPrograms(): string | undefined {
  if (!existsSync(installed)) return undefined;
  const folders = readdirSync(installed)
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(installed, version, 'bin'));
  return folders.find((folder) => needed.every((name) => existsSync(join(folder, name))));
}

/** Starts a server with a new cluster. Root may not run one: the package's own user does then. */
export async function startWithPrograms(programsDir: string): Promise<PostgresWithPrograms> {
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-programs-'));
  const user = process.getuid?.() === 0 ? postgresUser() : {};
  chmodSync(folder, 0o755);
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? 0);
  const data = join(folder, 'data');
  const flags = ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const made = spawnSync(join(programsDir, 'initdb'), flags, { ...user, cwd: folder });
  if (made.status !== 0) throw new Error(`initdb failed: ${String(made.stderr)}`);
  const port = await freePort();
  const options = [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
  ];
  const start = (): ChildProcess =>
    spawn(join(programsDir, 'postgres'), options, { ...user, cwd: folder, stdio: 'ignore' });
  let server = start();
  const url = `postgres://postgres@127.0.0.1:${String(port)}/postgres`;
  await untilItRuns(url, 'create database register');
  return {
    url,
    programsDir,
    async crash() {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
      // Its children hold the files until they have noticed, and it does not start as long as they do.
      for (let isUp = false; !isUp;) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        server = start();
        const gone = once(server, 'exit').then(() => false);
        isUp = await Promise.race([untilItRuns(url, 'select 1').then(() => true), gone]);
      }
    },
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function postgresUser(): { uid?: number; gid?: number } {
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'postgres']).stdout.toString());
  return { uid: id('-u'), gid: id('-g') };
}

async function untilItRuns(url: string, statement: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query(statement);
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
