import type { Uln } from '../domain/uln.js';
import type { ImportProgress, LearnerImport, LearnerToImport } from '../register/ports.js';
import type { Database } from './database.js';
import { newLearner } from './new-learner.js';

/**
 * Keep several chunks on their way at once, say ten of 2,000: SQLite makes one transaction of those that wait, and
 * the larger a transaction, the fewer times each page of an index is written.
 */
export class StoredImports implements LearnerImport {
  constructor(private readonly database: Database) {}

  async rowsDone(fingerprint: string): Promise<number> {
    const [row] = await this.database.read('rowsDone', fingerprint);
    return row === undefined ? 0 : Number(row[0]);
  }

  async store(chunk: readonly LearnerToImport[], progress: ImportProgress): Promise<readonly Uln[]> {
    const learners = chunk.map(({ learner, keys }) => newLearner(learner, keys));
    const existing = await this.database.perform(
      'importLearners',
      learners,
      progress.fingerprint,
      progress.rowsDone,
    );
    return existing as readonly Uln[];
  }
}
