import type { SearchKey } from '../../domain/demographics.js';
import type { ProgressRefusal } from '../../register/ports.js';
import type { AuditValue } from '../audit-row.js';
import type { ProgressValues } from '../batches/batch-rows.js';
import { nameValues, searchKeysOf, searchKeysText } from '../learner-row.js';
import { personKey } from '../person-keys.js';
import { personKeyBytes, text, textOrNull, type Value } from '../values.js';
import { keepProgress } from './batch-progress.js';
import { Undo, rowOf, run, writeAudit, type Change } from './change.js';
import { insertNameValues } from './register-learner.js';

export interface ChangedLearner {
  readonly uln: string;
  readonly expectedVersion: number;
  /** See `updateRow`. */
  readonly row: readonly Value[];
  readonly search: readonly SearchKey[];
  readonly own: Uint8Array;
  readonly others: readonly Uint8Array[];
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
  if (text(stored[1]) !== searchKeysText(learner.search)) yield* moveNames(learner, searchKeysOf(stored[1]));
  if (!(yield* claim(learner))) throw new Undo<Outcome>('personExists');
  for (const key of learner.others) yield* run('insertClaim', key, learner.uln);
  yield* run('updateLearner', ...learner.row, learner.uln);
  yield* writeAudit(audit);
  return 'updated';
}

/**
 * Claims the own key. It may be held by a learner that is linked to this one: an old register holds people twice,
 * and a link says that the two are one person.
 */
function* claim(learner: ChangedLearner): Change<boolean> {
  if ((yield* run('insertClaim', learner.own, learner.uln)) > 0) return true;
  const holder = yield* rowOf('claimHolder', learner.own);
  if (holder === undefined) return (yield* run('insertClaim', learner.own, learner.uln)) > 0;
  return text(holder[0]) === learner.uln || textOrNull(holder[1]) === learner.uln;
}

function* moveNames(learner: ChangedLearner, before: readonly SearchKey[]): Change<void> {
  const kept = new Set(learner.search.map((key) => searchKeysText([key])));
  const released = before.filter((key) => !kept.has(searchKeysText([key])));
  for (const key of before) yield* run('deleteName', ...nameValues(key), learner.uln);
  for (const key of learner.search)
    yield* run('insertName', ...insertNameValues(nameValues(key), learner.uln));
  if (released.length === 0) return;
  const secret = Buffer.from(text((yield* rowOf('setting', 'personKeySecret'))?.[0]), 'hex');
  for (const key of released) yield* releaseClaim(key, personKeyBytes(personKey(secret, key)), learner.uln);
}

/** Lets go of a claim; another learner who stands under the same details takes it over. */
export function* releaseClaim(key: SearchKey, claimKey: Uint8Array, uln: string): Change<void> {
  if ((yield* run('releaseClaim', claimKey, uln)) === 0) return;
  const heir = yield* rowOf('othersOfName', ...nameValues(key), uln);
  if (heir !== undefined) yield* run('insertClaim', claimKey, text(heir[0]));
}
