/** Fictitious batch jobs for the tests of the store. */
import type { RecordResult } from '../../src/domain/batch.js';
import type { BatchRecord, Claim, NewBatchJob, RecordProgress } from '../../src/register/batch-ports.js';
import type { Store } from '../../src/store/store.js';
import { entry } from './people.js';

export const now = new Date('2024-09-02T10:00:00.000Z');

export function later(seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}

export function job(of: Partial<NewBatchJob> = {}): NewBatchJob {
  return {
    kind: 'registration',
    organisationRef: 'TEST01',
    userName: 'A. User',
    jobType: 'FUL',
    source: 'webService',
    correlationId: 'c-1',
    submittedAt: now,
    ...of,
  };
}

export function records(count: number, first = 0): BatchRecord[] {
  return Array.from({ length: count }, (_, at) => ({
    position: first + at,
    fields: { GivenName: `Name ${String(first + at)}`, DateOfBirth: '2004-02-29' },
  }));
}

export async function submit(store: Store, count: number, of: Partial<NewBatchJob> = {}): Promise<bigint> {
  return store.batches.submit(job(of), records(count), entry({ operation: 'submitBatchRegistration' }));
}

/** The next job, with a lease of a minute. */
export async function claim(store: Store, at = now, seconds = 60): Promise<Claim> {
  const claimed = await store.batches.claim('worker', at, new Date(at.getTime() + seconds * 1000));
  if (claimed === undefined) throw new Error('No job to claim');
  return claimed;
}

export function progress(
  { job: { jobId }, lease }: Claim,
  position: number,
  result: RecordResult = { code: 'RC009' },
): RecordProgress {
  return { jobId, lease, position, result };
}

/** Gives every record that lacks one the same result, and ends the job. */
export async function finish(store: Store, claimed: Claim, result?: RecordResult, at = now): Promise<void> {
  const { jobId, recordCount } = claimed.job;
  const left = await store.batches.pending(jobId, -1, recordCount);
  await store.batches.record(left.map(({ position }) => progress(claimed, position, result)));
  await store.batches.finish(jobId, claimed.lease, at);
}
