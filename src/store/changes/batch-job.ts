import type { AuditValue } from '../audit-row.js';
import type { Chunk } from '../batches/batch-rows.js';
import { text, type Value } from '../values.js';
import { rowOf, rowsOf, run, writeAudit, type Change } from './change.js';

/** Stores a job with its records; gives its number. The row is that of `newJobRow`. */
export function* submitJob(
  row: readonly Value[],
  organisationRef: string,
  chunks: readonly Chunk[],
  audit: readonly AuditValue[],
): Change<string> {
  // First of all: a claim that finds nothing takes the organisation off the queue under the same lock.
  yield* run('joinQueue', organisationRef);
  const jobId = yield* openJob(row, audit);
  yield* insertChunks(jobId, chunks);
  return jobId;
}

/** Stores a job without records. */
export function* openJob(row: readonly Value[], audit: readonly AuditValue[]): Change<string> {
  const jobId = text((yield* rowOf('insertJob', ...row))?.[0]);
  yield* writeAudit(audit);
  return jobId;
}

/** False when the job is not open any more. */
export function* appendRecords(jobId: string, chunks: readonly Chunk[]): Change<boolean> {
  const records = chunks.reduce((sum, { count }) => sum + count, 0);
  if ((yield* run('addToCount', records, jobId)) === 0) return false;
  yield* insertChunks(jobId, chunks);
  return true;
}

function* insertChunks(jobId: string, chunks: readonly Chunk[]): Change<void> {
  for (const { first, count, records } of chunks) yield* run('insertChunk', first, jobId, count, records);
}

/** Lets an open job be claimed. */
export function* sealJob(jobId: string): Change<'sealed' | 'notOpen'> {
  const job = yield* rowOf('jobForUpdate', jobId);
  if (job?.[0] !== 'Opened') return 'notOpen';
  yield* openToWork(jobId, text(job[1]));
  return 'sealed';
}

export function* retryJob(jobId: string): Change<'waiting' | 'notFound' | 'notFailed'> {
  const job = yield* rowOf('jobForUpdate', jobId);
  if (job === undefined || job[0] === 'Removed') return 'notFound';
  if (job[0] !== 'Failed') return 'notFailed';
  yield* openToWork(jobId, text(job[1]));
  return 'waiting';
}

function* openToWork(jobId: string, organisationRef: string): Change<void> {
  yield* run('joinQueue', organisationRef);
  yield* run('openToWork', jobId);
}

/** Chunks that one change removes: about a millisecond. */
const REMOVED_AT_ONCE = 10;

/**
 * Removes a part of a job, and the job itself with the last part. `from` names the states in which it may begin;
 * from then on nobody sees the job.
 */
export function* removeJob(jobId: string, from: readonly string[]): Change<'removed' | 'more' | 'kept'> {
  const job = yield* rowOf('jobForUpdate', jobId);
  if (job === undefined || ![...from, 'Removed'].includes(text(job[0]))) return 'kept';
  const chunks = yield* rowsOf('firstChunks', jobId, REMOVED_AT_ONCE);
  const last = chunks.at(-1);
  if (last !== undefined) {
    const before = Number(last[0]) + Number(last[1]);
    yield* run('deleteResults', jobId, before);
    yield* run('deleteChunks', jobId, before);
  }
  if (chunks.length === REMOVED_AT_ONCE) {
    yield* run('markRemoved', jobId);
    return 'more';
  }
  yield* run('deleteJob', jobId);
  return 'removed';
}
