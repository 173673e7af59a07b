import { isSameKey, type SearchKey } from '../../domain/demographics.js';
import type { ProgressRefusal } from '../../register/ports.js';
import type { AuditValue } from '../audit-row.js';
import type { ProgressValues } from '../batches/batch-rows.js';
import { nameValues, searchKeysOf, searchKeysText } from '../learner-row.js';
import { text, textOrNull, type Value } from '../values.js';
import { keepProgress } from './batch-progress.js';
import { Undo, rowOf, run, writeAudit, type Change } from './change.js';
import { claimWhereFree, mayHave, releaseClaims, type PersonClaims } from './person-claims.js';
import { insertNameValues } from './register-learner.js';

export interface ChangedLearner {
  readonly uln: string;
  readonly expectedVersion: number;
  /** See `updateRow`. */
  readonly row: readonly Value[];
  /** The main one first. */
  readonly search: readonly SearchKey[];
  /** On PostgreSQL alone. */
  readonly claims?: PersonClaims;
}

type Outcome = 'updated' | 'stale' | 'linked' | 'personExists' | ProgressRefusal;

/**
 * Replaces what callers may change. Links and the status stay as they are: one made to this learner since the
 * caller read the record must survive. A learner that was itself linked meanwhile is not changed at all.
 */
export function* updateLearner(
  learner: ChangedLearner,
  audit: readonly AuditValue[],
  progress?: ProgressValues,
): Change<Outcome> {
  const stored = yield* rowOf('learnerForUpdate', learner.uln);
  if (stored === undefined) return 'stale';
  if (textOrNull(stored[2]) !== null) return 'linked';
  if (Number(stored[0]) !== learner.expectedVersion) return 'stale';
  const refusal = progress === undefined ? undefined : yield* keepProgress(progress);
  if (refusal !== undefined) return refusal;
  const before = searchKeysOf(stored[1]);
  if (text(stored[1]) !== searchKeysText(learner.search)) yield* moveNames(learner, before);
  if (!(yield* keepDetails(learner, before[0]))) throw new Undo<Outcome>('personExists');
  yield* run('updateLearner', ...learner.row, learner.uln);
  yield* writeAudit(audit);
  return 'updated';
}

function* moveNames({ uln, search, claims }: ChangedLearner, before: readonly SearchKey[]): Change<void> {
  const kept = new Set(search.map((key) => searchKeysText([key])));
  const released = before.filter((key) => !kept.has(searchKeysText([key])));
  for (const key of before) yield* run('deleteName', ...nameValues(key), uln);
  for (const key of search) yield* run('insertName', ...insertNameValues(nameValues(key), uln));
  yield* releaseClaims(released, uln);
  yield* claimWhereFree(claims?.others ?? [], uln);
}

function* keepDetails({ uln, search, claims }: ChangedLearner, before?: SearchKey): Change<boolean> {
  const [own] = search;
  if (own === undefined) return true;
  const isNew = before === undefined || !isSameKey(own, before);
  return yield* mayHave(own, isNew, claims, uln);
}
