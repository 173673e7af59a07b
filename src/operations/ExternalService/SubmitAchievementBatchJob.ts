import type {
  Achievement,
  SubmitAchievementBatchJobRequest,
  SubmitAchievementBatchJobResponse,
} from '../../contract/generated/external-service.js';
import type { AchievementRegister } from '../../register/achievement/achievement-register.js';
import { lacksRight, type Operation } from '../operation.js';

/** Answered as the job's number when there is none. */
const noJob = 0;

/**
 * Takes achievements of learners, and gives the number of the job. Whether the organisation may is decided with the
 * rest: an awarding organisation that is not set up gets a code, others a fault.
 * Contract: docs/interface-specification.md, "SubmitAchievementBatchJob".
 */
export function submitAchievementBatchJob(
  register: AchievementRegister,
): Operation<SubmitAchievementBatchJobRequest, SubmitAchievementBatchJobResponse> {
  return {
    right: 'none',
    async handle({ emailAddress, submissionType, achievements }, { caller, organisation }) {
      const records = (achievements?.achievement ?? []).map(asText);
      const submitted = {
        records,
        ...(emailAddress === undefined ? {} : { emailAddress }),
        ...(submissionType === undefined ? {} : { submissionType }),
      };
      const outcome = await register.submitAchievements(submitted, caller, organisation);
      if ('fault' in outcome) return lacksRight('achievements are for awarding organisations');
      const { responseCode } = outcome;
      const jobId = 'jobId' in outcome ? Number(outcome.jobId) : noJob;
      return { ok: true, response: { submitAchievementBatchJobResult: { responseCode, jobId } } };
    },
  };
}

/** A job's records hold text, as files do. */
function asText(achievement: Achievement): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const [key, value] of Object.entries(achievement) as [string, string | number][]) {
    fields[key] = typeof value === 'number' ? String(value) : value;
  }
  return fields;
}
