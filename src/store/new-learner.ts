import type { Learner } from '../domain/learner.js';
import type { LearnerKeys } from '../register/ports.js';
import type { NewLearner } from './changes/register-learner.js';
import { learnerRow, nameValues } from './learner-row.js';
import { personKeyBytes } from './values.js';

/** A learner and its keys as the writers take them. */
export function newLearner(learner: Learner, keys: LearnerKeys): NewLearner {
  return {
    uln: learner.uln,
    row: learnerRow(learner, keys.search),
    names: keys.search.map(nameValues),
    own: personKeyBytes(keys.own),
    others: otherKeys(keys),
  };
}

/** The keys of the other names, as bytes; each once, and never the own key again. */
export function otherKeys(keys: LearnerKeys): Uint8Array[] {
  return [...new Set(keys.others)].filter((key) => key !== keys.own).map(personKeyBytes);
}
