import type { BatchJob, BatchRecord, BatchStore, RecordProgress } from '../batch-ports.js';
import type { DeedParts } from '../deeds.js';
import type { Caller } from '../ports.js';
import type { ProgressRefusal } from '../ports.js';
import type { BatchKind, RecordResult } from '../../domain/batch.js';

/** What every deed around batches is made from. */
export interface BatchParts extends DeedParts {
  readonly batches: BatchStore;
  /** For how many days after its end a job's output can be collected. */
  readonly batchKeepDays: number;
  /** Is told of each job that was accepted, so that a worker need not find it by looking. */
  readonly jobAccepted?: () => void;
}

/** A record to be handled under a claim of its job. */
export interface RecordWork {
  readonly job: BatchJob;
  readonly lease: string;
  readonly record: BatchRecord;
}

/** What handling a record led to. */
export type HandledRecord =
  /** It changed no learner: whoever asked stores the result. */
  | { readonly kind: 'result'; readonly result: RecordResult }
  /** It changed a learner, and the result was stored with the change. */
  | { readonly kind: 'stored'; readonly result: RecordResult }
  /** Nothing was done. */
  | { readonly kind: ProgressRefusal };

/** The job's submitter: what is done for a record is done in its name. */
export function submitterOf(job: BatchJob): Caller {
  const { organisationRef, userName, correlationId } = job;
  return { organisationRef, userName, correlationId, operation: operationOf(job) };
}

function operationOf({ source, kind }: BatchJob): string {
  if (source === 'file') return 'batch submit';
  return submitOperations[kind];
}

const submitOperations: Readonly<Record<BatchKind, string>> = {
  registration: 'submitBatchRegistration',
  verification: 'submitVerifyBatch',
  achievement: 'SubmitAchievementBatchJob',
};

/** The progress that a result makes. */
export function progressOf({ job, lease, record }: RecordWork, result: RecordResult): RecordProgress {
  return { jobId: job.jobId, lease, position: record.position, result };
}
