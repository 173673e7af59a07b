import type { Uln } from '../domain/uln.js';
import type { ImportProgress, LearnerImport, LearnerToImport } from '../register/ports.js';
import type { Database } from './database.js';
import { newLearner } from './new-learner.js';

export class StoredImports implements LearnerImport {
  constructor(private readonly database: Database) {}

  async rowsDone(fingerprint: string): Promise<number> {
    const [row] = await this.database.read('rowsDone', fingerprint);
    return row === undefined ? 0 : Number(row[0]);
  }

  async append(chunk: readonly LearnerToImport[], progress: ImportProgress): Promise<readonly Uln[]> {
    const learners = chunk.map(({ learner, keys }) => newLearner(this.database, learner, keys));
    const { fingerprint, rowsDone } = progress;
    const existing = await this.database.perform('importLearners', learners, fingerprint, rowsDone);
    return existing as readonly Uln[];
  }

  save(): Promise<boolean> {
    return this.database.perform('saveImport');
  }

  async store(chunk: readonly LearnerToImport[], progress: ImportProgress): Promise<readonly Uln[]> {
    // Asked for together: the second also ends what a failure of the first leaves behind.
    const [existing] = await Promise.all([this.append(chunk, progress), this.save()]);
    return existing;
  }
}
