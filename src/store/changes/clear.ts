import { StoreError } from '../store-error.js';
import { tables } from '../statements.js';
import { rowOf, run, type Change } from './change.js';

/** Empties a test database. */
export function* clear(): Change<void> {
  const environment = yield* rowOf('setting', 'environment');
  if (environment?.[0] !== 'test') throw new StoreError('liveData', 'Only test data may be cleared');
  for (const table of tables) yield* run(`clear_${table}`);
  // The published events get the numbers that they had before.
  yield* run('restartNumbers');
}

/** Writes down what a new database is for, and its secret; both stay as they are when already there. */
export function* keepSettings(environment: string, secret: string): Change<void> {
  yield* run('keepSetting', 'environment', environment);
  yield* run('keepSetting', 'personKeySecret', secret);
}
