import { once } from 'node:events';
import { createServer } from 'node:net';
import type { RunningRegister } from '../bootstrap.js';
import type { Config } from '../config.js';
import type { Siblings } from '../http/siblings.js';
import { createLogger, type LogOptions } from '../log.js';
import type { Store } from '../store/store.js';
import type { Opened } from './context.js';
import { exitCodes, type Refusal } from './exit-codes.js';
import { backupDirOf, listBackups } from './backup/backup-folder.js';
import { packageVersion } from './package-version.js';
import { publishedPasswords } from './test-data.js';

export interface ServerProcess {
  readonly siblings?: Siblings | undefined;
  /** Which worker of a supervisor this process is; its log lines say so. */
  readonly worker?: number | undefined;
  /** Where log lines go; to standard output unless given. */
  readonly logTo?: LogOptions['destination'];
}

/** Starts the server on an open store. A port that cannot be had is a refusal, not an error. */
export async function startServer(
  config: Config,
  store: Store,
  { siblings, worker, logTo }: ServerProcess = {},
): Promise<Opened<RunningRegister>> {
  // Loaded here, so that commands that need no server begin without its parts.
  const { startRegister } = await import('../bootstrap.js');
  const { logLevel: level, environment, logRequests: buffered } = config;
  const version = packageVersion();
  const destination = logTo === undefined ? {} : { destination: logTo };
  const logger = createLogger({ level, environment, version, buffered, worker, ...destination });
  try {
    const value = await startRegister({
      config,
      store,
      logger,
      version,
      publishedPasswords: publishedPasswords(),
      siblings,
      newestBackup: async () => (await listBackups(backupDirOf(config), environment))[0]?.madeAt,
    });
    return { ok: true, value };
  } catch (error) {
    return { ok: false, refusal: listenRefusal(error, config) };
  }
}

/** The port that several processes are to share: free, and a number even where the setting is 0. */
export async function portFor({ host, port }: Pick<Config, 'host' | 'port'>): Promise<Opened<number>> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    const address = server.address();
    return { ok: true, value: address === null || typeof address === 'string' ? port : address.port };
  } catch (error) {
    return { ok: false, refusal: listenRefusal(error, { host, port }) };
  } finally {
    server.close();
  }
}

/** What an operator is told who waits for it. */
export function answersOn({ environment, host, tlsCertificateFile }: Config, port: number): string {
  const scheme = tlsCertificateFile === undefined ? 'http' : 'https';
  return `The ${environment} environment answers on ${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

function listenRefusal(error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): Refusal {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error;
  return {
    exitCode: exitCodes.failed,
    problem: `Cannot listen on port ${port} of ${host} (${code}).`,
    whatToDo:
      code === 'EADDRINUSE'
        ? 'Stop what uses the port, or choose another with --port.'
        : 'Choose another --port or --host.',
  };
}
