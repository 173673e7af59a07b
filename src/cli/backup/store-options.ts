import { databaseOf, type Config } from '../../config.js';
import type { ProgramSettings } from '../../store/backup/programs.js';
import type { StoreOptions } from '../../store/store.js';

/** The database that the settings name. */
export function storeOptionsOf(config: Config): StoreOptions {
  return { ...databaseOf(config), environment: config.environment };
}

export function programSettingsOf({ backupJobs, postgresProgramsDir }: Config): ProgramSettings {
  return { jobs: backupJobs, programsDir: postgresProgramsDir };
}
