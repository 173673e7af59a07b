import type {
  SubmitVerifyBatchRequest,
  SubmitVerifyBatchResponse,
} from '../../contract/generated/learner-service.js';
import type { BatchRegister } from '../../register/batch/batch-register.js';
import type { Operation } from '../operation.js';
import { noJob } from './job-answer.js';

/**
 * Takes 1 to 5000 learners to be verified, and gives the number of the job.
 * Contract: docs/interface-specification.md, "submitVerifyBatch".
 */
export function submitVerifyBatch(
  register: BatchRegister,
): Operation<SubmitVerifyBatchRequest, SubmitVerifyBatchResponse> {
  return {
    right: 'batch',
    async handle({ learnerRecordCount, orgEmail, learner }, { caller }) {
      const records = learner.map((one) => ({ ...one }));
      const batch = { recordCount: learnerRecordCount, records, ...(orgEmail ? { orgEmail } : {}) };
      const outcome = await register.submitVerificationBatch(batch, caller);
      const jobId = 'jobId' in outcome ? outcome.jobId : noJob;
      return { ok: true, response: { responseCode: outcome.responseCode, jobId } };
    },
  };
}
