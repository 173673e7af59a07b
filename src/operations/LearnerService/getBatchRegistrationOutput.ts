import type {
  GetBatchRegistrationOutputRequest,
  GetBatchRegistrationOutputResponse,
  OutputBatchLearner,
} from '../../contract/generated/learner-service.js';
import type { BatchRegister } from '../../register/batch/batch-register.js';
import type { FinishedRecord } from '../../register/batch-ports.js';
import type { Operation } from '../operation.js';
import { jobAnswer } from './job-answer.js';

/**
 * Says how far a registration job is; once it has finished, each learner as handed in, with its return code and
 * the ULN that came of it.
 * Contract: docs/interface-specification.md, "getBatchRegistrationOutput".
 */
export function getBatchRegistrationOutput(
  register: BatchRegister,
  timeZone: string,
): Operation<GetBatchRegistrationOutputRequest, GetBatchRegistrationOutputResponse> {
  return {
    right: 'batch',
    async handle({ jobId }, { caller }) {
      const output = await register.getRegistrationOutput(jobId, caller);
      const { responseCode } = output;
      if (responseCode === 'WSRC0018') return { ok: true, response: { responseCode } };
      const { job, records } = output;
      const response = {
        responseCode,
        ...jobAnswer(job, timeZone),
        newLearnersCount: job.counts.newLearners,
        existsUpdatedLearnersCount: job.counts.existsUpdated,
        possibleMatchLearnersCount: job.counts.possibleMatch,
        learnersNotFoundCount: job.counts.notFound,
        rejectedLearnersCount: job.counts.rejected,
      };
      if (records.length === 0) return { ok: true, response };
      return { ok: true, response: { ...response, learner: records.map(learnerElement) } };
    },
  };
}

/** The writer takes the contract's fields alone, so that what else a record carries stays inside. */
function learnerElement({ fields, result }: FinishedRecord): OutputBatchLearner {
  const element = { ...fields, returnCode: result.code };
  return result.uln === undefined ? element : { ...element, uln: result.uln };
}
