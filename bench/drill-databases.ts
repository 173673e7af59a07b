/** The databases of a drill: one that is a file, and one that is a server with its client programs. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DrillDatabase } from './drill.js';
import { startWithPrograms } from './postgres-with-programs.js';

export interface EndingDatabase extends DrillDatabase {
  /** Removes what is left of it. */
  end(): Promise<void>;
}

export function sqliteToLose(): EndingDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-drill-'));
  return {
    settings: () => ({ LR_DATA_DIR: folder }),
    destroy: () => rm(folder, { recursive: true }),
    replace: () => Promise.resolve(),
    end: () => rm(folder, { recursive: true, force: true }),
  };
}

/** @param programsDir see `findPrograms` */
export async function postgresToLose(programsDir: string): Promise<EndingDatabase> {
  let server = await startWithPrograms(programsDir);
  let isGone = false;
  const stop = async (): Promise<void> => {
    if (!isGone) await server.stop();
    isGone = true;
  };
  return {
    settings: () => ({ LR_DATABASE_URL: server.url, LR_POSTGRES_PROGRAMS_DIR: programsDir }),
    crash: () => server.crash(),
    destroy: stop,
    async replace() {
      server = await startWithPrograms(programsDir);
      isGone = false;
    },
    end: stop,
  };
}
