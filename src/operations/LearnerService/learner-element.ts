import type { Learner as LearnerElement } from '../../contract/generated/learner-service.js';
import type { FoundLearner } from '../../register/found-learner.js';

/** A found learner as the contract's Learner element. LinkedULNs and Notes are always there, empty or not. */
export function learnerElement({ learner, masterSubstituted }: FoundLearner): LearnerElement {
  const element = {
    ...learner,
    linkedUlns: { uln: learner.linkedUlns },
    notes: learner.notes ?? '',
  };
  return masterSubstituted ? { ...element, masterSubstituted: 'Y' } : element;
}
