import type { Learner } from '../domain/learner.js';
import type { LearnerKeys } from '../register/ports.js';
import type { PersonClaims } from './changes/person-claims.js';
import type { NewLearner } from './changes/register-learner.js';
import type { Database } from './database.js';
import { learnerRow, nameValues } from './learner-row.js';
import { personKeyBytes } from './values.js';

/** A learner and its keys as the writers of this database take them. */
export function newLearner(database: Database, learner: Learner, keys: LearnerKeys): NewLearner {
  return {
    uln: learner.uln,
    row: learnerRow(learner, keys.search),
    names: keys.search.map(nameValues),
    ...claimsIn(database, keys),
  };
}

/** What the learner claims, where the database has claims: keys are not even digested where it has none. */
export function claimsIn(database: Database, keys: LearnerKeys): { readonly claims?: PersonClaims } {
  if (!database.hasClaims) return {};
  const { own, others } = keys;
  // Each once, and never the own key again.
  const further = [...new Set(others)].filter((key) => key !== own);
  return { claims: { own: personKeyBytes(own), others: further.map(personKeyBytes) } };
}
