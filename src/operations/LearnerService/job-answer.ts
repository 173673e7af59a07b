/** What the answers about registration and verification jobs have in common. */
import { DateTime } from 'luxon';
import type { BatchJob } from '../../register/batch-ports.js';

export interface JobAnswer {
  readonly jobStatus: string;
  /** `yyyy-MM-dd HH:mm:ss` in the service's time zone; absent until it is so far. */
  readonly jobStartedDateTime?: string;
  readonly jobFinishedDateTime?: string;
}

/** The job's state as the contract has it. */
export function jobAnswer({ status, startedAt, finishedAt }: BatchJob, timeZone: string): JobAnswer {
  const text = (at: Date): string =>
    DateTime.fromJSDate(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm:ss');
  return {
    jobStatus: status,
    ...(startedAt === undefined ? {} : { jobStartedDateTime: text(startedAt) }),
    ...(finishedAt === undefined ? {} : { jobFinishedDateTime: text(finishedAt) }),
  };
}

/** Answered as the job's number when there is none: the contract demands one. */
export const noJob = 0n;
