/** What batch jobs need from outside. `store/` implements these. */
import type { BatchCounts, BatchKind, BatchStatus, JobType, RecordResult } from '../domain/batch.js';
import type { AuditEntry } from './ports.js';
import type { JobId, RecordProgress } from './record-progress.js';

export type { JobId, RecordProgress };

/** What an organisation handed in. */
export interface NewBatchJob {
  readonly kind: BatchKind;
  readonly organisationRef: string;
  readonly userName: string;
  /** Registration: FUL may create and update, CHK never writes. Verification: always CHK. Achievements: P or F. */
  readonly jobType: JobType;
  /** Where it came from. */
  readonly source: 'webService' | 'file';
  /** The file's name, when it came as one. */
  readonly fileName?: string;
  readonly orgEmail?: string;
  readonly correlationId: string;
  readonly submittedAt: Date;
  /** How many records follow; known for a web service, counted at the end for a file. */
  readonly recordCount?: number;
}

/** A job as it stands. */
export interface BatchJob extends NewBatchJob {
  readonly jobId: JobId;
  readonly status: BatchStatus;
  readonly recordCount: number;
  /** Records that have a result. */
  readonly recordsDone: number;
  readonly counts: BatchCounts;
  /** How many of its records have each code. */
  readonly codes: ReadonlyMap<string, number>;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  /** Why it is parked or failed, for the operator. */
  readonly problem?: string;
  readonly attempts: number;
}

/** A record of a job, as handed in: the contract's or the file's fields as text. Position from 0. */
export interface BatchRecord {
  readonly position: number;
  readonly fields: Readonly<Record<string, string>>;
}

export interface FinishedRecord extends BatchRecord {
  readonly result: RecordResult;
}

export interface Claim {
  readonly job: BatchJob;
  /** Names this claim; a later claim of the same job has another. */
  readonly lease: string;
}

export interface BatchStore {
  /** Stores a job with all its records in one transaction; durable when it resolves. */
  submit(job: NewBatchJob, records: readonly BatchRecord[], audit: AuditEntry): Promise<JobId>;
  /** For files of any size: a job that is not to be worked on until `seal`. */
  open(job: NewBatchJob, audit: AuditEntry): Promise<JobId>;
  append(jobId: JobId, records: readonly BatchRecord[]): Promise<void>;
  seal(jobId: JobId): Promise<void>;
  /** Removes a job that was opened and never sealed; leaves any other alone. */
  discard(jobId: JobId): Promise<void>;
  /**
   * Takes the next waiting job, or one whose lease ran out, until `leaseUntil`. Organisations take turns: the one
   * whose last claim is longest ago comes first; one that had nothing to do joins at the end.
   */
  claim(worker: string, now: Date, leaseUntil: Date): Promise<Claim | undefined>;
  /** False when the lease was lost to another worker. */
  extend(jobId: JobId, lease: string, leaseUntil: Date): Promise<boolean>;
  /** Lets a claimed job go, to be claimed again at once (a worker that stops); it does not count as an attempt. */
  release(jobId: JobId, lease: string): Promise<void>;
  /** Records without a result, in order, from `after` on (exclusive; -1 for all). */
  pending(jobId: JobId, after: number, limit: number): Promise<readonly BatchRecord[]>;
  /**
   * Results of records that changed no learner, many at once. Those of a lost lease, and second ones for a record,
   * are left out.
   */
  record(progress: readonly RecordProgress[]): Promise<void>;
  /**
   * Ends a job whose records all have results: Successful. Does nothing when the lease was lost; rejects when a
   * record lacks its result.
   */
  finish(jobId: JobId, lease: string, at: Date): Promise<void>;
  /**
   * Puts a job aside after too many attempts, or for later: `Failed` with the reason (`notBefore` is then when it
   * failed), or `Waiting` again. Does nothing when the lease was lost.
   */
  park(
    jobId: JobId,
    lease: string,
    problem: string,
    status: 'Failed' | 'Waiting',
    notBefore: Date,
  ): Promise<void>;
  /** Failed jobs go on from where they stopped. */
  retry(jobId: JobId): Promise<'waiting' | 'notFound' | 'notFailed'>;
  find(jobId: JobId): Promise<BatchJob | undefined>;
  list(filter: {
    organisationRef?: string;
    status?: BatchStatus;
    limit: number;
  }): Promise<readonly BatchJob[]>;
  /** Records with their results, in order, from `after` on. */
  results(jobId: JobId, after: number, limit: number): Promise<readonly FinishedRecord[]>;
  /** Jobs not finished yet, by status, for metrics. */
  depth(): Promise<{ readonly waiting: number; readonly inProgress: number }>;
  /**
   * Removes jobs that finished or failed before then, and those opened before then and never sealed; at most
   * `limit`. Gives how many.
   */
  expire(finishedBefore: Date, limit: number): Promise<number>;
}
