import { DateTime, Duration } from 'luxon';
import type {
  AchievementBatchJobResponse,
  GetAchievementBatchJobRequest,
  GetAchievementBatchJobResponse,
} from '../../contract/generated/external-service.js';
import type { AchievementJobOutcome } from '../../register/achievement/achievement-job.js';
import type { AchievementRegister } from '../../register/achievement/achievement-register.js';
import type { BatchJob } from '../../register/batch-ports.js';
import { lacksRight, type Operation } from '../operation.js';

/**
 * Says how far a job of achievements is, what became of it in numbers, and which achievements were not taken, as a file.
 * Contract: docs/interface-specification.md, "GetAchievementBatchJob".
 */
export function getAchievementBatchJob(
  register: AchievementRegister,
  timeZone: string,
): Operation<GetAchievementBatchJobRequest, GetAchievementBatchJobResponse> {
  return {
    right: 'none',
    async handle({ jobId }, { caller, organisation }) {
      const outcome = await register.getAchievementJob(BigInt(jobId), caller, organisation);
      if ('fault' in outcome) return lacksRight('achievements are for awarding organisations');
      const getAchievementBatchJobResult =
        'job' in outcome ? jobAnswer(outcome, timeZone) : { responseCode: outcome.responseCode, jobId };
      return { ok: true, response: { getAchievementBatchJobResult } };
    },
  };
}

function jobAnswer(
  outcome: Extract<AchievementJobOutcome, { job: BatchJob }>,
  timeZone: string,
): AchievementBatchJobResponse {
  const { responseCode, job, counts, percentageSuccessful, errorFile } = outcome;
  const { startedAt, finishedAt, fileName, problem } = job;
  const moment = (at: Date): string =>
    DateTime.fromJSDate(at, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
  return {
    responseCode,
    ...(errorFile === undefined ? {} : { achievementBatchErrorFile: errorFile }),
    achievementsCreated: counts.created,
    achievementsPromotedToFinal: counts.promotedToFinal,
    achievementsReinstated: counts.reinstated,
    achievementsUpdated: counts.updated,
    achievementsWithdrawn: counts.withdrawn,
    businessRuleErrors: counts.businessRuleErrors,
    ...(startedAt === undefined || finishedAt === undefined
      ? {}
      : { duration: durationOf(startedAt, finishedAt) }),
    ...(finishedAt === undefined ? {} : { endDate: moment(finishedAt) }),
    fieldDataErrors: counts.fieldDataErrors,
    ...(fileName === undefined ? {} : { filename: fileName }),
    jobId: Number(job.jobId),
    learnerDataErrors: counts.learnerDataErrors,
    numberOfRecords: job.recordCount,
    percentageSuccessfulRecords: percentageSuccessful,
    ...(job.status === 'Failed' && problem !== undefined ? { rejectionReason: problem } : {}),
    ...(startedAt === undefined ? {} : { startDate: moment(startedAt) }),
    status: statusOf(job),
    submittedDate: moment(job.submittedAt),
    successfulFinalAchievements: counts.successfulFinal,
    successfulProvisionalAchievements: counts.successfulProvisional,
    type: job.jobType === 'P' ? 'Provisional' : 'Final',
    user: job.userName,
  };
}

/** As `hh:mm:ss`. */
function durationOf(from: Date, to: Date): string {
  return Duration.fromMillis(Math.max(0, to.getTime() - from.getTime())).toFormat('hh:mm:ss');
}

/** A file that is still being read in is told of to nobody. */
function statusOf({ status }: BatchJob): NonNullable<AchievementBatchJobResponse['status']> {
  return status === 'Opened' ? 'Waiting' : status;
}
