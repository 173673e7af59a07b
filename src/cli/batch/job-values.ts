import { achievementCounts, type AchievementCounts } from '../../domain/achievement-counts.js';
import type { BatchJob, JobId } from '../../register/batch-ports.js';
import { exitCodes, type ExitCode, type Refusal } from '../exit-codes.js';
import type { Output, ShownRecord } from '../output.js';

const longestNumber = 18;

/** The argument as a job's number, or the exit code once the problem was shown. */
export function jobArgument(output: Output, text = ''): JobId | ExitCode {
  if (/^[1-9]\d*$/.test(text) && text.length <= longestNumber) return BigInt(text);
  return output.refuse({
    exitCode: exitCodes.usage,
    problem: `"${text}" is no job number: it is a whole number from 1.`,
    whatToDo: 'See "learner-register batch list".',
  });
}

export function noSuchJob(output: Output, jobId: JobId): ExitCode {
  return output.refuse({
    exitCode: exitCodes.failed,
    problem: `There is no job ${jobId}.`,
    whatToDo: 'See "learner-register batch list"; finished jobs are removed after a time.',
  });
}

/** A job in one line of a list. */
export function listedJob(job: BatchJob): ShownRecord {
  return {
    jobId: String(job.jobId),
    organisationRef: job.organisationRef,
    kind: job.kind,
    jobType: job.jobType,
    status: job.status,
    recordCount: job.recordCount,
    recordsDone: job.recordsDone,
    submittedAt: job.submittedAt.toISOString(),
    fileName: job.fileName ?? null,
  };
}

/** A job with all that is known of it. */
export function shownJob(job: BatchJob): ShownRecord {
  return {
    ...listedJob(job),
    userName: job.userName,
    source: job.source,
    orgEmail: job.orgEmail ?? null,
    ...countsOf(job),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
    attempts: job.attempts,
    problem: job.problem ?? null,
    correlationId: job.correlationId,
  };
}

function countsOf(job: BatchJob): ShownRecord {
  return job.kind === 'achievement' ? { ...achievementSummary(job).counts } : { ...job.counts };
}

/** What a job of achievements comes to. */
export function achievementSummary({ codes, jobType }: BatchJob): {
  readonly counts: AchievementCounts;
  readonly successful: number;
  readonly errors: number;
} {
  const counts = achievementCounts(codes, jobType === 'P' ? 'P' : 'F');
  const { fieldDataErrors, learnerDataErrors, businessRuleErrors } = counts;
  return {
    counts,
    successful: counts.successfulFinal + counts.successfulProvisional,
    errors: fieldDataErrors + learnerDataErrors + businessRuleErrors,
  };
}

export function hasEnded({ status }: BatchJob): boolean {
  return status === 'Successful' || status === 'Failed' || status === 'Cancelled';
}

/** Says why a job has no files yet. */
export function notFinished({ jobId, status, recordsDone, recordCount }: BatchJob): Refusal {
  return {
    exitCode: exitCodes.failed,
    problem: `Job ${jobId} is not finished (${status}): ${recordsDone} of ${recordCount} records are done.`,
    whatToDo: `Ask again later; "learner-register batch show ${jobId}" says how far it is.`,
  };
}
