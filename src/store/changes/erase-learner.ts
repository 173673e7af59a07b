import type { AuditValue } from '../audit-row.js';
import { nameValues, searchKeysOf } from '../learner-row.js';
import { personKey } from '../person-keys.js';
import { personKeyBytes, text, type Value } from '../values.js';
import { rowOf, run, writeAudit, type Change } from './change.js';
import { releaseClaims } from './person-claims.js';

export interface LearnerToErase {
  readonly uln: string;
  /** The values of `erasureColumns`. */
  readonly erasure: readonly Value[];
}

/** User names that are to go, each with what is put in its place. */
export type ErasedUserNames = readonly (readonly [userName: string, erased: string])[];

/**
 * Empties the records of a person: all or none. What the person claimed is free again, for whoever else stands under
 * the same details; the number stays in its row, so that it is never given again.
 */
export function* eraseLearner(
  learners: readonly LearnerToErase[],
  today: string,
  userNames: ErasedUserNames,
  audit: readonly AuditValue[],
): Change<'erased' | 'notFound'> {
  const secret = Buffer.from(text((yield* rowOf('setting', 'personKeySecret'))?.[0]), 'hex');
  const found = [];
  for (const { uln, erasure } of learners) {
    const row = yield* rowOf('learnerForErasure', uln);
    if (row !== undefined) found.push({ uln, erasure, keys: searchKeysOf(row[0]) });
  }
  if (found.length === 0) return 'notFound';
  for (const { uln, keys } of found) {
    for (const key of keys) yield* run('deleteName', ...nameValues(key), uln);
  }
  for (const { uln, keys, erasure } of found) {
    yield* releaseClaims(keys, uln);
    for (const key of keys) {
      yield* run('emptyPersonKey', personKeyBytes(personKey(secret, key)));
    }
    for (const [userName, erased] of userNames) yield* run('eraseUserName', erased, userName, uln);
    yield* run('deleteEventsOf', uln);
    yield* run('deleteHistoryOf', uln);
    yield* run('deleteChallengesOf', uln);
    yield* run('emptyLearner', today, uln);
    yield* run('insertErasure', ...erasure);
  }
  yield* writeAudit(audit);
  return 'erased';
}

/** Puts other records into a chunk that reads as `before`, and empties the results of some; false when it does not. */
export function* emptyBatchRecords(
  chunk: readonly [jobId: string, firstPosition: number],
  before: string,
  after: string,
  positions: readonly number[],
): Change<boolean> {
  if ((yield* run('emptyChunk', after, ...chunk, before)) === 0) return false;
  for (const position of positions) yield* run('emptyResult', chunk[0], position);
  return true;
}
