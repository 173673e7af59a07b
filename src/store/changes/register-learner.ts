import type { AuditValue } from '../audit-row.js';
import type { ProgressValues } from '../batches/batch-rows.js';
import type { ProgressRefusal } from '../../register/ports.js';
import type { Value } from '../values.js';
import { keepProgress } from './batch-progress.js';
import { Undo, run, writeAudit, type Change } from './change.js';

/** A learner with everything that its registration writes. */
export interface NewLearner {
  readonly uln: string;
  /** See `learnerRow`. */
  readonly row: readonly Value[];
  /** Rows of `learner_name` without the ULN, see `nameValues`. */
  readonly names: readonly (readonly string[])[];
  /** Person keys, as bytes. */
  readonly own: Uint8Array;
  readonly others: readonly Uint8Array[];
}

export type Registration = 'registered' | 'personExists' | 'ulnTaken' | ProgressRefusal;

export function* registerLearner(
  learner: NewLearner,
  audit: readonly AuditValue[],
  progress?: ProgressValues,
): Change<Registration> {
  const refusal = progress === undefined ? undefined : yield* keepProgress(progress);
  if (refusal !== undefined) return refusal;
  if ((yield* run('insertClaim', learner.own, learner.uln)) === 0) throw new Undo('personExists');
  if (!(yield* addLearner(learner))) throw new Undo('ulnTaken');
  yield* writeAudit(audit);
  return 'registered';
}

/** Adds the learner, its names and the claims of its other names; false when the ULN is taken. */
export function* addLearner(learner: NewLearner): Change<boolean> {
  if ((yield* run('insertLearner', ...learner.row)) === 0) return false;
  for (const name of learner.names) yield* run('insertName', ...insertNameValues(name, learner.uln));
  for (const key of learner.others) yield* run('insertClaim', key, learner.uln);
  return true;
}

/** knex sorts the columns of an insert: family, given and gender change places with what comes before them. */
export function insertNameValues(name: readonly string[], uln: string): Value[] {
  const [dateOfBirth, familyKey, givenKey, gender, postCodeKey] = name;
  return [dateOfBirth ?? null, familyKey ?? null, gender ?? null, givenKey ?? null, postCodeKey ?? null, uln];
}
