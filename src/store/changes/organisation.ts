import { numberOrNull, type Value } from '../values.js';
import { rowOf, run, type Change } from './change.js';

/** Adds an organisation; the values are those of `newOrganisationColumns`. */
export function* addOrganisation(
  organisationRef: string,
  values: readonly Value[],
): Change<'added' | 'refTaken' | 'ukprnTaken'> {
  if ((yield* run('insertOrganisation', ...values)) > 0) return 'added';
  return (yield* rowOf('organisationByRef', organisationRef)) === undefined ? 'ukprnTaken' : 'refTaken';
}

export function* setPassword(
  organisationRef: string,
  hash: string,
  at: number,
  keepPrevious: boolean,
): Change<'set' | 'notFound'> {
  return found(yield* run(keepPrevious ? 'rotatePassword' : 'replacePassword', hash, at, organisationRef));
}

export function* setRights(organisationRef: string, rights: string): Change<'set' | 'notFound'> {
  return found(yield* run('setRights', rights, organisationRef));
}

export function* setStatus(organisationRef: string, status: string): Change<'set' | 'notFound'> {
  return found(yield* run('setStatus', status, organisationRef));
}

/** Failures in a row and until when the organisation is locked, in milliseconds. */
export type LockoutState = readonly [failures: number, lockedUntil: number | null];

/**
 * Counts one more failure. At `lockAfter` failures the organisation is locked for a while; failures during the lock
 * do not lengthen it, and after it they are counted from one. A `lockAfter` of 0 never locks.
 */
export function* recordFailedAttempt(
  organisationRef: string,
  at: number,
  lockAfter: number,
  lockSeconds: number,
): Change<LockoutState> {
  const row = yield* rowOf('lockoutForUpdate', organisationRef);
  if (row === undefined) return [0, null];
  const before: LockoutState = [Number(row[0]), numberOrNull(row[1])];
  const [failures, lockedUntil] = afterFailure(before, at, lockAfter, lockSeconds);
  yield* run('setLockout', failures, lockedUntil, organisationRef);
  return [failures, lockedUntil];
}

/** The rule of {@link recordFailedAttempt}. */
export function afterFailure(
  [failuresBefore, lock]: LockoutState,
  at: number,
  lockAfter: number,
  lockSeconds: number,
): LockoutState {
  const lockIsOver = lock !== null && lock <= at;
  const failures = lockIsOver ? 1 : failuresBefore + 1;
  const standing = lockIsOver ? null : lock;
  const locks = standing === null && lockAfter > 0 && failures >= lockAfter;
  return [failures, locks ? at + lockSeconds * 1000 : standing];
}

export function* clearFailedAttempts(organisationRef: string): Change<void> {
  yield* run('setLockout', 0, null, organisationRef);
}

function found(changed: number): 'set' | 'notFound' {
  return changed > 0 ? 'set' : 'notFound';
}
