import { StoreError } from '../store/store-error.js';
import type { Store } from '../store/store.js';
import type { Run } from './command-spec.js';
import { databaseRefusal, openDatabase } from './context.js';
import type { ExitCode } from './exit-codes.js';

/** Opens the database in whatever state it is, does the work, and closes it however the work ends. */
export async function withDatabase(run: Run, work: (store: Store) => Promise<ExitCode>): Promise<ExitCode> {
  const settings = run.settings();
  if (typeof settings === 'number') return settings;
  const opened = await openDatabase(settings.config);
  if (!opened.ok) return run.output.refuse(opened.refusal);
  try {
    return await work(opened.value);
  } catch (error) {
    if (error instanceof StoreError) return run.output.refuse(databaseRefusal(error, settings.config));
    throw error;
  } finally {
    await opened.value.close();
  }
}
