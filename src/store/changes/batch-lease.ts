import { text, type Row, type Value } from '../values.js';
import { rowOf, run, type Change } from './change.js';

/**
 * Takes a job of the organisation whose turn it is, and puts that organisation at the end of the queue. A job whose
 * lease ran out comes before those that nobody has begun. Gives the job's row as it was before, or null.
 */
export function* claimJob(lease: string, now: number, leaseUntil: number): Change<Row | null> {
  let seen: Row = [0, ''];
  for (;;) {
    const turn = yield* rowOf('nextTurn', seen[0] ?? 0, seen[1] ?? '');
    if (turn === undefined) return null;
    seen = turn;
    const organisationRef = text(turn[1]);
    const job =
      (yield* rowOf('lapsedJob', organisationRef, now)) ?? (yield* rowOf('waitingJob', organisationRef));
    if (job !== undefined) {
      yield* run('takeJob', lease, leaseUntil, now, job[0] ?? null);
      yield* run('toTheEnd', organisationRef);
      return job;
    }
    if ((yield* rowOf('unfinishedJob', organisationRef)) === undefined) {
      yield* run('leaveQueue', organisationRef);
    }
  }
}

export function* extendLease(jobId: string, lease: string, leaseUntil: number): Change<boolean> {
  return (yield* run('extendLease', leaseUntil, jobId, lease)) > 0;
}

export function* releaseJob(jobId: string, lease: string): Change<void> {
  yield* run('releaseJob', jobId, lease);
}

/** The tally is what all the records' results come to. */
export function* finishJob(jobId: string, lease: string, at: number, tally: string): Change<void> {
  yield* run('finishJob', at, tally, jobId, lease);
}

export function* parkJob(
  jobId: string,
  lease: string,
  values: readonly [dueAt: Value, finishedAt: Value, problem: string, status: string],
): Change<void> {
  yield* run('parkJob', ...values, jobId, lease);
}
