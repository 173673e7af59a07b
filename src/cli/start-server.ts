import type { RunningRegister } from '../bootstrap.js';
import type { Config } from '../config.js';
import { createLogger } from '../log.js';
import type { Store } from '../store/store.js';
import type { Opened } from './context.js';
import { exitCodes } from './exit-codes.js';
import { packageVersion } from './package-version.js';
import { publishedPasswords } from './test-data.js';

/** Starts the server on an open store. A port that cannot be had is a refusal, not an error. */
export async function startServer(config: Config, store: Store): Promise<Opened<RunningRegister>> {
  // Loaded here, so that commands that need no server begin without its parts.
  const { startRegister } = await import('../bootstrap.js');
  const { logLevel: level, environment, logRequests: buffered } = config;
  const version = packageVersion();
  const logger = createLogger({ level, environment, version, buffered });
  try {
    const parts = { config, store, logger, version, publishedPasswords: publishedPasswords() };
    return { ok: true, value: await startRegister(parts) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error;
    const refusal = {
      exitCode: exitCodes.failed,
      problem: `Cannot listen on port ${config.port} of ${config.host} (${code}).`,
      whatToDo:
        code === 'EADDRINUSE'
          ? 'Stop what uses the port, or choose another with --port.'
          : 'Choose another --port or --host.',
    };
    return { ok: false, refusal };
  }
}
