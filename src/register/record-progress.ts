/** What ties a change of a learner to the record of a batch that asked for it. */
import type { RecordResult } from '../domain/batch.js';

/** A job's number; positive. On the wire it is an xs:long. */
export type JobId = bigint;

/**
 * Goes with a change of a learner, so that the effect and the progress are one transaction.
 * The write is refused (`alreadyDone`) when this record has a result already, or the lease is another's.
 */
export interface RecordProgress {
  readonly jobId: JobId;
  readonly lease: string;
  readonly position: number;
  readonly result: RecordResult;
}

/** Why a change that belongs to a batch's record was not made: the record has its result, or the job is another's. */
export type ProgressRefusal = 'alreadyDone' | 'leaseLost';
