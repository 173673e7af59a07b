import type { Change } from './change.js';
import type { NewLearner } from './register-learner.js';

/** What an import asks of a database. It comes in such numbers that each database does it in a way of its own. */
export interface ImportChanges {
  /**
   * Adds a chunk of learners and the progress; gives the ULNs that were there already and stay as they are.
   * An old register may hold a person twice, and both are stored. Of two lines with one ULN the first stays. Chunks may
   * wait for `saveImport` before they are durable, and no longer.
   */
  readonly importLearners: (
    chunk: readonly NewLearner[],
    fingerprint: string,
    rowsDone: number,
  ) => Change<readonly string[]>;
  /** Makes every chunk durable that waits, and tells whether another process wrote since the last time. */
  readonly saveImport: () => Change<boolean>;
}
