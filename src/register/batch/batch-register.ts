import type { JobId } from '../batch-ports.js';
import type { Caller } from '../ports.js';
import { getRegistrationOutput, getVerificationOutput, type BatchOutput } from './batch-output.js';
import type { BatchParts, HandledRecord, RecordWork } from './batch-parts.js';
import { processRegistrationRecord } from './process-registration-record.js';
import { processVerificationRecord } from './process-verification-record.js';
import {
  submitRegistrationBatch,
  submitVerificationBatch,
  type SubmitBatchOutcome,
  type SubmittedBatch,
  type SubmittedRegistrationBatch,
} from './submit-batch.js';

/** What organisations do with batches. Beside `Register`, for deeds on many learners at once. */
export interface BatchRegister {
  submitRegistrationBatch(
    batch: SubmittedRegistrationBatch,
    caller: Caller,
  ): Promise<SubmitBatchOutcome<'WSRC0017'>>;
  submitVerificationBatch(batch: SubmittedBatch, caller: Caller): Promise<SubmitBatchOutcome<'WSRC0030'>>;
  getRegistrationOutput(jobId: JobId, caller: Caller): Promise<BatchOutput>;
  getVerificationOutput(jobId: JobId, caller: Caller): Promise<BatchOutput>;
}

/** Handles one record of a claimed job of registrations or verifications. Rejects on what nobody expects. */
export type HandleRecord = (work: RecordWork) => Promise<HandledRecord>;

export function createBatchRegister(parts: BatchParts): BatchRegister {
  return {
    submitRegistrationBatch: (batch, caller) => submitRegistrationBatch(parts, batch, caller),
    submitVerificationBatch: (batch, caller) => submitVerificationBatch(parts, batch, caller),
    getRegistrationOutput: (jobId, caller) => getRegistrationOutput(parts, jobId, caller),
    getVerificationOutput: (jobId, caller) => getVerificationOutput(parts, jobId, caller),
  };
}

export function createRecordHandler(parts: BatchParts): HandleRecord {
  return (work) => {
    switch (work.job.kind) {
      case 'registration':
        return processRegistrationRecord(parts, work);
      case 'verification':
        return processVerificationRecord(parts, work);
      case 'achievement':
        throw new Error('Achievements are handled many at a time');
    }
  };
}
