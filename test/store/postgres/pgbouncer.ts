/** pgbouncer in front of a PostgreSQL server, giving each transaction another connection. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, untilItListens } from '../../../bench/ready.js';

export interface Pgbouncer {
  /** The same database, through it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Why it cannot be tried here. */
export function pgbouncerMissing(): string | undefined {
  return spawnSync('pgbouncer', ['--version']).error === undefined ? undefined : 'pgbouncer is not installed';
}

/** @param connections to the server, which all clients share */
export async function startPgbouncer(url: string, connections: number): Promise<Pgbouncer> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-pgbouncer-'));
  const own = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    [
      '[databases]',
      `* = host=${hostname} port=${port} user=${username} password=${password}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${String(own)}`,
      'unix_socket_dir =',
      'auth_type = any',
      'pool_mode = transaction',
      `default_pool_size = ${String(connections)}`,
      'server_reset_query_always = 0',
      // The next transaction goes to the connection that has rested longest: nothing happens to work by staying.
      'server_round_robin = 1',
      '',
    ].join('\n'),
  );
  // It refuses to run as root.
  const nobody = process.getuid?.() === 0 ? nobodyIds() : undefined;
  if (nobody !== undefined) {
    chownSync(folder, nobody.uid, nobody.gid);
    chownSync(file, nobody.uid, nobody.gid);
  }
  chmodSync(folder, 0o755);
  const child = spawn('pgbouncer', ['-q', file], { stdio: 'ignore', ...nobody });
  await untilItListens(own, () => child.exitCode !== null);
  return {
    url: `postgres://${username}@127.0.0.1:${String(own)}${pathname}`,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      if (child.exitCode === null && child.signalCode === null) await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function nobodyIds(): { readonly uid: number; readonly gid: number } {
  const id = (flag: string): number =>
    Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout.trim());
  return { uid: id('-u'), gid: id('-g') };
}
