import type {
  SubmitBatchRegistrationRequest,
  SubmitBatchRegistrationResponse,
} from '../../contract/generated/learner-service.js';
import type { BatchRegister } from '../../register/batch/batch-register.js';
import type { Right } from '../../domain/organisation.js';
import { lacksRight, type Operation } from '../operation.js';
import { noJob } from './job-answer.js';

/** What the records of a job do needs the rights that it would need one by one. */
const rightsOf: Readonly<Record<'FUL' | 'CHK', readonly Right[]>> = {
  FUL: ['register', 'update'],
  CHK: ['find'],
};

/**
 * Takes 1 to 200 learners to be registered or checked, and gives the number of the job.
 * Contract: docs/interface-specification.md, "submitBatchRegistration".
 */
export function submitBatchRegistration(
  register: BatchRegister,
): Operation<SubmitBatchRegistrationRequest, SubmitBatchRegistrationResponse> {
  return {
    right: 'batch',
    async handle({ jobType, learnerRecordCount, learner }, { caller, organisation }) {
      const lacking = rightsOf[jobType].find((right) => !organisation.rights.has(right));
      if (lacking !== undefined) return lacksRight(`a ${jobType} job needs the right ${lacking}`);
      const records = learner.map((one) => ({ ...one }));
      const batch = { jobType, recordCount: learnerRecordCount, records };
      const outcome = await register.submitRegistrationBatch(batch, caller);
      const jobId = 'jobId' in outcome ? outcome.jobId : noJob;
      return { ok: true, response: { responseCode: outcome.responseCode, jobId } };
    },
  };
}
