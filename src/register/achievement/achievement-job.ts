import {
  achievementCounts,
  percentageSuccessful,
  type AchievementCounts,
} from '../../domain/achievement-counts.js';
import { errorFileHeader, errorFileRow } from '../../domain/achievement-error-file.js';
import { outputCode } from '../../domain/batch.js';
import type { Organisation } from '../../domain/organisation.js';
import type { BatchJob, BatchStore, JobId } from '../batch-ports.js';
import { isKept } from '../batch/batch-output.js';
import { auditEntry } from '../deeds.js';
import type { Caller } from '../ports.js';
import type { AchievementParts } from './achievement-parts.js';
import { mayTry } from './submit-achievements.js';

export type AchievementJobOutcome =
  | {
      /** Not finished, finished, failed. */
      readonly responseCode: 'WSRC0008' | 'WSRC0009' | 'WSRC0010';
      readonly job: BatchJob;
      /** As far as the job is. */
      readonly counts: AchievementCounts;
      readonly percentageSuccessful: number;
      /** The records that were not done, as CSV; absent while the job goes on, and when there are none. */
      readonly errorFile?: string;
    }
  /** No such job, or not one that this caller may know of. */
  | { readonly responseCode: 'WSRC0018' }
  | { readonly fault: 'notAllowed' };

const RECORDS_AT_ONCE = 1000;

/**
 * How far a job of achievements is, and what became of it. WSRC0018 for the job of another organisation, one of another
 * kind, and one whose output is no longer kept. Jobs from files are told of as well.
 * Rule: docs/interface-specification.md, "GetAchievementBatchJob".
 */
export async function getAchievementJob(
  parts: AchievementParts,
  jobId: JobId,
  caller: Caller,
  organisation: Organisation,
): Promise<AchievementJobOutcome> {
  const at = parts.clock.now();
  if (!mayTry(organisation)) {
    await parts.audit.record(auditEntry(caller, at, 'WSEC0006', []));
    return { fault: 'notAllowed' };
  }
  const job = jobId > 0n ? await parts.batches.find(jobId) : undefined;
  const isOwn = job?.kind === 'achievement' && job.organisationRef === caller.organisationRef;
  if (job === undefined || !isOwn || job.status === 'Opened' || !isKept(parts, job, at)) {
    await parts.audit.record(auditEntry(caller, at, 'WSRC0018', []));
    return { responseCode: 'WSRC0018' };
  }
  const responseCode = outputCode(job.status);
  const counts = achievementCounts(job.codes, job.jobType === 'P' ? 'P' : 'F');
  const errors = counts.fieldDataErrors + counts.learnerDataErrors + counts.businessRuleErrors;
  const isOver = responseCode !== 'WSRC0008';
  const errorFile = isOver && errors > 0 ? await errorFileOf(parts.batches, jobId) : undefined;
  await parts.audit.record(auditEntry(caller, at, responseCode, []));
  return {
    responseCode,
    job,
    counts,
    percentageSuccessful: percentageSuccessful(counts, job.recordCount),
    ...(errorFile === undefined ? {} : { errorFile }),
  };
}

async function errorFileOf(batches: Pick<BatchStore, 'results'>, jobId: JobId): Promise<string> {
  let text = errorFileHeader();
  for (let after = -1; ;) {
    const page = await batches.results(jobId, after, RECORDS_AT_ONCE);
    for (const { fields, result } of page) text += errorFileRow(fields, result) ?? '';
    const last = page.at(-1);
    if (last === undefined || page.length < RECORDS_AT_ONCE) return text;
    after = last.position;
  }
}
