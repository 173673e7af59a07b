/** The published learners, as pages show them. */
import type { Learner } from '../../domain/learner.js';
import type { LearningEvent } from '../../domain/learning-event.js';
import type { AnsweredRequest, AskedLearner } from './what-is-answered.js';

export interface ListedLearner {
  /** What a request about the learner carries. */
  readonly asked: AskedLearner;
  /** Under which `fixtures/testdata/index.json` has the learner: `exact`. */
  readonly key?: string;
  /** The code of a find by demographics with these values, by which the list is searched. */
  readonly code: string;
  readonly notes?: string;
}

export interface ShownLearner {
  readonly asked: AskedLearner;
  readonly key?: string;
  /** As the register holds it; absent for values that nobody has. */
  readonly stored?: Learner;
  readonly answers: readonly AnsweredRequest[];
  /** Those of the record and, where it is linked, of the others of the same person. */
  readonly events: readonly LearningEvent[];
}

export interface PublishedLearners {
  /** Those of `index.json` first, then the records by ULN. */
  list(): Promise<readonly ListedLearner[]>;
  find(uln: string): Promise<ShownLearner | undefined>;
}
