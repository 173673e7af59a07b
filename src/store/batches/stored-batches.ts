import { randomBytes } from 'node:crypto';
import type { BatchStatus } from '../../domain/batch.js';
import type {
  BatchJob,
  BatchRecord,
  BatchStore,
  Claim,
  FinishedRecord,
  JobId,
  NewBatchJob,
  RecordProgress,
} from '../../register/batch-ports.js';
import type { AuditEntry } from '../../register/ports.js';
import { auditRows } from '../audit-row.js';
import type { Database } from '../database.js';
import { StoreError } from '../store-error.js';
import type { Row } from '../values.js';
import { jobColumns } from './batch-columns.js';
import {
  CHUNK_RECORDS,
  chunksOf,
  jobIdOf,
  jobOf,
  keptTally,
  newJobRow,
  progressValues,
  recordsIn,
  recordsOf,
  resultOf,
  tallyText,
  type Tally,
} from './batch-rows.js';
import { REMOVED } from './batch-statements.js';

/** Results in one transaction: more would hold up those who wait for the writer. */
const RESULTS_AT_ONCE = 200;
/** Chunks in one transaction of `append`, for the same reason. */
const CHUNKS_AT_ONCE = 8;
const LEASE_BYTES = 9;
const finished: readonly BatchStatus[] = ['Successful', 'Failed', 'Cancelled'];

/** Batch jobs in either database. */
export class StoredBatches implements BatchStore {
  constructor(private readonly database: Database) {}

  async submit(job: NewBatchJob, records: readonly BatchRecord[], audit: AuditEntry): Promise<JobId> {
    const row = newJobRow(job, 'Waiting', records.length);
    return jobIdOf(
      await this.database.perform('submitJob', row, job.organisationRef, chunksOf(records), auditRows(audit)),
    );
  }

  async open(job: NewBatchJob, audit: AuditEntry): Promise<JobId> {
    return jobIdOf(await this.database.perform('openJob', newJobRow(job, 'Opened', 0), auditRows(audit)));
  }

  async append(jobId: JobId, records: readonly BatchRecord[]): Promise<void> {
    for (const chunks of slices(chunksOf(records), CHUNKS_AT_ONCE)) {
      if (!(await this.database.perform('appendRecords', String(jobId), chunks))) throw notOpen();
    }
  }

  async seal(jobId: JobId): Promise<void> {
    if ((await this.database.perform('sealJob', String(jobId))) === 'notOpen') throw notOpen();
  }

  async discard(jobId: JobId): Promise<void> {
    await this.#remove(String(jobId), ['Opened']);
  }

  async claim(worker: string, now: Date, leaseUntil: Date): Promise<Claim | undefined> {
    const lease = `${worker}:${randomBytes(LEASE_BYTES).toString('base64url')}`;
    const row = await this.database.perform('claimJob', lease, now.getTime(), leaseUntil.getTime());
    if (row === null) return undefined;
    const before = await this.#job(row);
    const job = {
      ...before,
      status: 'InProgress' as const,
      attempts: before.attempts + 1,
      startedAt: before.startedAt ?? now,
    };
    return { job, lease };
  }

  extend(jobId: JobId, lease: string, leaseUntil: Date): Promise<boolean> {
    return this.database.perform('extendLease', String(jobId), lease, leaseUntil.getTime());
  }

  async release(jobId: JobId, lease: string): Promise<void> {
    await this.database.perform('releaseJob', String(jobId), lease);
  }

  async pending(jobId: JobId, after: number, limit: number): Promise<readonly BatchRecord[]> {
    const found: BatchRecord[] = [];
    let from = after - CHUNK_RECORDS;
    while (found.length < limit) {
      const wanted = Math.ceil((limit - found.length) / CHUNK_RECORDS) + 1;
      const chunks = await this.database.read('unfinishedChunks', String(jobId), from, wanted);
      for (const [position, count, records] of chunks) {
        const first = Number(position);
        const last = first + Number(count) - 1;
        const done = await this.database.read('donePositions', String(jobId), first, last);
        const isDone = new Set(done.map(([each]) => Number(each)));
        for (const record of recordsOf(first, records)) {
          if (record.position > after && !isDone.has(record.position)) found.push(record);
        }
        from = first;
      }
      if (chunks.length < wanted) break;
    }
    return found.slice(0, limit);
  }

  async record(progress: readonly RecordProgress[]): Promise<void> {
    const slicesOfValues = slices(progress.map(progressValues), RESULTS_AT_ONCE);
    await Promise.all(slicesOfValues.map((values) => this.database.perform('recordResults', values)));
  }

  async finish(jobId: JobId, lease: string, at: Date): Promise<void> {
    const row = await this.#row(jobId);
    if (row === undefined) return;
    const { recordCount } = jobOf(row, new Map());
    // Results never change, so those of a job that has them all may be counted before the transaction.
    const tally = await this.#tally(jobId);
    if (recordsIn(tally) < recordCount) {
      // Another worker may have taken the job over since; otherwise somebody lost count.
      if (!(await this.#holds(jobId, lease))) return;
      throw new StoreError('database', 'A job with records that have no result cannot be finished');
    }
    await this.database.perform('finishJob', String(jobId), lease, at.getTime(), tallyText(tally));
  }

  async park(
    jobId: JobId,
    lease: string,
    problem: string,
    status: 'Failed' | 'Waiting',
    notBefore: Date,
  ): Promise<void> {
    const at = notBefore.getTime();
    const [dueAt, finishedAt] = status === 'Failed' ? [null, at] : [Math.max(at, 1), null];
    await this.database.perform('parkJob', String(jobId), lease, [dueAt, finishedAt, problem, status]);
  }

  retry(jobId: JobId): Promise<'waiting' | 'notFound' | 'notFailed'> {
    return this.database.perform('retryJob', String(jobId));
  }

  async find(jobId: JobId): Promise<BatchJob | undefined> {
    const row = await this.#row(jobId);
    return row === undefined ? undefined : this.#job(row);
  }

  async list(filter: {
    organisationRef?: string;
    status?: BatchStatus;
    limit: number;
  }): Promise<readonly BatchJob[]> {
    const jobs = this.database
      .builder('batch_job')
      .select([...jobColumns])
      .whereNot('status', REMOVED)
      .orderBy('job_id', 'desc')
      .limit(filter.limit);
    if (filter.organisationRef !== undefined) void jobs.where('organisation_ref', filter.organisationRef);
    if (filter.status !== undefined) void jobs.where('status', filter.status);
    const rows = await this.database.query(jobs);
    return Promise.all(rows.map((row) => this.#job(row)));
  }

  async results(jobId: JobId, after: number, limit: number): Promise<readonly FinishedRecord[]> {
    const results = (await this.database.read('resultsAfter', String(jobId), after, limit)).map(resultOf);
    const [first, last] = [results[0]?.position, results.at(-1)?.position];
    if (first === undefined || last === undefined) return [];
    const chunks = await this.database.read('chunksBetween', String(jobId), first - CHUNK_RECORDS, last);
    const fields = new Map(
      chunks.flatMap(([position, records]) =>
        recordsOf(Number(position), records).map((record) => [record.position, record.fields]),
      ),
    );
    return results.map(({ position, result }) => ({ position, fields: fields.get(position) ?? {}, result }));
  }

  async depth(): Promise<{ readonly waiting: number; readonly inProgress: number }> {
    const [waiting] = await this.database.read('countStatus', 'Waiting');
    const [inProgress] = await this.database.read('countStatus', 'InProgress');
    return { waiting: Number(waiting?.[0]), inProgress: Number(inProgress?.[0]) };
  }

  async expire(finishedBefore: Date, limit: number): Promise<number> {
    const before = finishedBefore.getTime();
    const jobs = await this.database.read('removableJobs', before, before, limit);
    let removed = 0;
    for (const [jobId] of jobs) {
      if (await this.#remove(String(jobId), [...finished, 'Opened'])) removed += 1;
    }
    return removed;
  }

  /** In parts, so that a job of any size holds nobody up. */
  async #remove(jobId: string, from: readonly BatchStatus[]): Promise<boolean> {
    for (;;) {
      const outcome = await this.database.perform('removeJob', jobId, from);
      if (outcome !== 'more') return outcome === 'removed';
    }
  }

  async #row(jobId: JobId): Promise<Row | undefined> {
    return (await this.database.read('jobById', String(jobId)))[0];
  }

  async #job(row: Row): Promise<BatchJob> {
    return jobOf(row, keptTally(row) ?? (await this.#tally(jobIdOf(row[0]))));
  }

  async #tally(jobId: JobId): Promise<Tally> {
    const rows = await this.database.read('tally', String(jobId));
    return new Map(rows.map(([code, count]) => [String(code), Number(count)]));
  }

  async #holds(jobId: JobId, lease: string): Promise<boolean> {
    return (await this.database.read('leaseHeld', String(jobId), lease)).length > 0;
  }
}

function slices<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

function notOpen(): StoreError {
  return new StoreError('database', 'The job is not open: it was sealed, discarded or never there');
}
