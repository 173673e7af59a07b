import type { Learner } from '../domain/learner.js';

/** A learner as a find gives it. */
export interface FoundLearner {
  readonly learner: Learner;
  /** True when the search hit a linked record and its master is given instead. */
  readonly masterSubstituted: boolean;
}

/** Whether a record is still to be found: a deleted one is not. */
export function isLive(learner: Learner | undefined): learner is Learner {
  return learner !== undefined && learner.learnerStatus !== '0';
}
