import { countRecord, noCounts, type BatchKind, type RecordResult } from '../../src/domain/batch.js';
import type { BatchJob, BatchRecord, FinishedRecord } from '../../src/register/batch-ports.js';

/** A finished job with these results, and the store to read them from. */
export function finishedJob(
  records: readonly (BatchRecord & { readonly result: RecordResult })[],
  given: { readonly kind?: BatchKind; readonly fileName?: string } = {},
): {
  job: BatchJob;
  batches: { results(jobId: bigint, after: number, limit: number): Promise<readonly FinishedRecord[]> };
} {
  const at = new Date('2026-09-01T12:00:00Z');
  const job: BatchJob = {
    kind: 'registration',
    organisationRef: 'TSTLP1',
    userName: 'Terry Testuser',
    jobType: 'FUL',
    source: given.fileName === undefined ? 'webService' : 'file',
    correlationId: 'a',
    submittedAt: at,
    jobId: 12n,
    status: 'Successful',
    recordCount: records.length,
    recordsDone: records.length,
    counts: records.reduce((counts, { result }) => countRecord(counts, result.code), noCounts),
    codes: new Map(),
    attempts: 1,
    finishedAt: at,
    ...given,
  };
  return {
    job,
    batches: {
      results: (jobId, after, limit) =>
        Promise.resolve(
          jobId === job.jobId ? records.filter(({ position }) => position > after).slice(0, limit) : [],
        ),
    },
  };
}
