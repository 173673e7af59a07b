import { databaseRefusal, openRegister, type Register } from './context.js';
import type { Run } from './command-spec.js';
import type { ExitCode } from './exit-codes.js';
import { StoreError } from '../store/store-error.js';

/** An hour, in seconds. */
const longReads = { databaseFindSeconds: 3600, databaseChangeSeconds: 3600 };

/** Opens the register that the settings name, does the work, and closes it however the work ends. */
export async function withRegister(
  run: Run,
  work: (register: Register) => Promise<ExitCode>,
  /** For what reads whole tables: the limits on statements are those of requests. */
  reads: 'usual' | 'longReads' = 'usual',
): Promise<ExitCode> {
  const settings = run.settings();
  if (typeof settings === 'number') return settings;
  const config = reads === 'longReads' ? { ...settings.config, ...longReads } : settings.config;
  const opened = await openRegister(config);
  if (!opened.ok) return run.output.refuse(opened.refusal);
  try {
    return await work(opened.value);
  } catch (error) {
    if (error instanceof StoreError) return run.output.refuse(databaseRefusal(error, settings.config));
    throw error;
  } finally {
    await opened.value.store.close();
  }
}
