import type { AuditValue } from '../audit-row.js';
import type { ProgressValues } from '../batches/batch-rows.js';
import { resultColumns } from '../batches/batch-columns.js';
import { eventColumns } from '../learning-event-row.js';
import { learningEventNumber } from '../numbers.js';
import type { Row, Value } from '../values.js';
import { rowOf, run, writeAudit, type Change } from './change.js';

/** What one achievement writes. */
export interface AchievementValues {
  readonly progress: ProgressValues;
  readonly audit: readonly AuditValue[];
  readonly change:
    | {
        /** The values of `eventColumns`; the number is put in by the store. */
        readonly created: Row;
        /** The ULNs of a person who has several records, the master first. */
        readonly family?: readonly string[];
        /** The keys that the event would have under each of them. */
        readonly rivals?: readonly Row[];
      }
    | {
        /** The values of `changedEventColumns`. */
        readonly changed: Row;
        /** The values of `eventKeyColumns`. */
        readonly key: Row;
        /** The version that was read. */
        readonly version: number;
        /** The values of `historyColumns`. */
        readonly history: Row;
      };
}

export const EVENT_NUMBER_AT = eventColumns.indexOf('event_id');
export const JOB_AT = resultColumns.indexOf('job_id');
export const POSITION_AT = resultColumns.indexOf('position');

/**
 * Stores achievements with their results and audit entries. Gives the places of those that found their event created or
 * changed by somebody else, and were not stored. The result is written first: its key decides who has the record.
 */
export function* applyAchievements(writes: readonly AchievementValues[]): Change<readonly number[]> {
  const again: number[] = [];
  const held = new Map<string, boolean>();
  const first = Number((yield* rowOf('lastNumber', learningEventNumber))?.[0]);
  let last = first;
  for (const [at, { progress, audit, change }] of writes.entries()) {
    const { jobId, lease, result } = progress;
    const claim = `${jobId} ${lease}`;
    const isHeld = held.get(claim) ?? (yield* rowOf('leaseHeld', jobId, lease)) !== undefined;
    held.set(claim, isHeld);
    if (!isHeld || (yield* run('insertResult', ...result)) === 0) continue;
    let isDone: boolean;
    if ('created' in change) {
      const isTaken = yield* isThere(change.rivals ?? []);
      isDone = !isTaken && (yield* run('insertEvent', ...withNumber(change.created, last + 1))) > 0;
      if (isDone) last += 1;
    } else {
      isDone = (yield* run('changeEvent', ...change.changed, ...change.key, change.version)) > 0;
      if (isDone) yield* run('insertEventHistory', ...change.history);
    }
    if (isDone) yield* writeAudit(audit);
    else {
      yield* run('takeBackResult', result[JOB_AT] ?? null, result[POSITION_AT] ?? null);
      again.push(at);
    }
  }
  if (last !== first) yield* run('setLastNumber', last, learningEventNumber);
  return again;
}

function* isThere(keys: readonly Row[]): Change<boolean> {
  for (const key of keys) if ((yield* rowOf('eventByKey', ...key)) !== undefined) return true;
  return false;
}

function withNumber(row: Row, eventId: number): Value[] {
  const values = [...row];
  values[EVENT_NUMBER_AT] = eventId;
  return values;
}
