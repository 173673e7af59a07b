import type { AuditValue } from '../audit-row.js';
import type { ProgressValues } from '../batches/batch-rows.js';
import type { ProgressRefusal } from '../../register/ports.js';
import type { Value } from '../values.js';
import { keepProgress } from './batch-progress.js';
import { Undo, run, writeAudit, type Change } from './change.js';
import type { PersonClaims } from './person-claims.js';

/** A learner with everything that its registration writes. */
export interface NewLearner {
  readonly uln: string;
  /** See `learnerRow`. */
  readonly row: readonly Value[];
  /** Rows of `learner_name` without the ULN, see `nameValues`; that of the five details first. */
  readonly names: readonly (readonly string[])[];
  /** On PostgreSQL alone. */
  readonly claims?: PersonClaims;
}

export type Registration = 'registered' | 'personExists' | 'ulnTaken' | ProgressRefusal;

/**
 * On SQLite; PostgreSQL does the same in one statement. A ULN that is taken is the refusal that ordinary batches meet,
 * one in a thousand with a million learners: it comes first, when there is nothing to undo.
 */
export function* registerLearner(
  { uln, row, names }: NewLearner,
  audit: readonly AuditValue[],
  progress?: ProgressValues,
): Change<Registration> {
  if ((yield* run('insertLearner', ...row)) === 0) return 'ulnTaken';
  const refusal = progress === undefined ? undefined : yield* keepProgress(progress);
  if (refusal !== undefined) throw new Undo<Registration>(refusal);
  for (const [at, name] of names.entries()) {
    const values = insertNameValues(name, uln);
    if (at > 0) yield* run('insertName', ...values);
    else if ((yield* run('insertFirstName', ...values, ...name)) === 0)
      throw new Undo<Registration>('personExists');
  }
  yield* writeAudit(audit);
  return 'registered';
}

/** knex sorts the columns of an insert: family, given and gender change places with what comes before them. */
export function insertNameValues(name: readonly string[], uln: string): Value[] {
  const [dateOfBirth, familyKey, givenKey, gender, postCodeKey] = name;
  return [dateOfBirth ?? null, familyKey ?? null, gender ?? null, givenKey ?? null, postCodeKey ?? null, uln];
}
