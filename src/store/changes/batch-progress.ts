import type { ProgressRefusal } from '../../register/ports.js';
import type { ProgressValues } from '../batches/batch-rows.js';
import { rowOf, run, type Change } from './change.js';

/**
 * Writes a record's result beside the effect, or says why there must be none. The key of `batch_result` decides:
 * even two workers who both believe that the job is theirs cannot both have the record.
 */
export function* keepProgress({ jobId, lease, result }: ProgressValues): Change<ProgressRefusal | undefined> {
  if ((yield* rowOf('leaseHeld', jobId, lease)) === undefined) return 'leaseLost';
  return (yield* run('insertResult', ...result)) === 0 ? 'alreadyDone' : undefined;
}

/** Writes results that have no effect beside them; those of lost leases, and second ones, are left out. */
export function* recordResults(progress: readonly ProgressValues[]): Change<void> {
  const held = new Map<string, boolean>();
  for (const { jobId, lease, result } of progress) {
    const claim = `${jobId} ${lease}`;
    const isHeld = held.get(claim) ?? (yield* rowOf('leaseHeld', jobId, lease)) !== undefined;
    held.set(claim, isHeld);
    if (isHeld) yield* run('insertResult', ...result);
  }
}
