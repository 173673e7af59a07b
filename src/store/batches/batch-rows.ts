/** Jobs, records and results as rows, and back. */
import {
  counterOf,
  isRecordCode,
  noCounts,
  type BatchCounts,
  type BatchKind,
  type BatchStatus,
  type JobType,
  type RecordResult,
} from '../../domain/batch.js';
import type { Uln } from '../../domain/uln.js';
import type {
  BatchJob,
  BatchRecord,
  JobId,
  NewBatchJob,
  RecordProgress,
} from '../../register/batch-ports.js';
import { numberOrNull, text, textOrNull, type Row, type Value } from '../values.js';

/** Records in one row of `batch_chunk` at most. */
export const CHUNK_RECORDS = 50;

/** How many records have each code. */
export type Tally = ReadonlyMap<string, number>;

/** The values of `newJobColumns`. */
export function newJobRow(job: NewBatchJob, status: BatchStatus, recordCount: number): Value[] {
  return [
    0,
    job.correlationId,
    status === 'Waiting' ? 0 : null,
    job.fileName ?? null,
    job.jobType,
    job.kind,
    job.orgEmail ?? null,
    job.organisationRef,
    recordCount,
    job.source,
    status,
    job.submittedAt.getTime(),
    job.userName,
  ];
}

export function jobIdOf(value: Value | undefined): JobId {
  return BigInt(text(value));
}

/** The tally that is kept with a finished job. */
export function keptTally(row: Row): Tally | undefined {
  const kept = textOrNull(row[17]);
  return kept === null ? undefined : new Map(JSON.parse(kept) as [string, number][]);
}

export function tallyText(tally: Tally): string {
  return JSON.stringify([...tally]);
}

export function recordsIn(tally: Tally): number {
  let records = 0;
  for (const count of tally.values()) records += count;
  return records;
}

/** A job from the values of `jobColumns`. The casts rest on the table, as with learners. */
export function jobOf(row: Row, tally: Tally): BatchJob {
  const [jobId, attempts, correlationId, , fileName, jobType, kind, orgEmail, ref, count, ...rest] = row;
  const [source, status, submittedAt, userName, startedAt, finishedAt, problem] = rest;
  return {
    jobId: jobIdOf(jobId),
    kind: kind as BatchKind,
    organisationRef: text(ref),
    userName: text(userName),
    jobType: jobType as JobType,
    source: source as BatchJob['source'],
    ...optional('fileName', textOrNull(fileName)),
    ...optional('orgEmail', textOrNull(orgEmail)),
    correlationId: text(correlationId),
    submittedAt: new Date(Number(submittedAt)),
    status: status as BatchStatus,
    recordCount: Number(count),
    recordsDone: recordsIn(tally),
    counts: countsOf(tally),
    codes: tally,
    ...optional('startedAt', dateOrNull(startedAt)),
    ...optional('finishedAt', dateOrNull(finishedAt)),
    ...optional('problem', textOrNull(problem)),
    attempts: Number(attempts),
  };
}

function optional<N extends string, T>(name: N, value: T | null): Partial<Record<N, T>> {
  return value === null ? {} : ({ [name]: value } as Record<N, T>);
}

function dateOrNull(value: Value | undefined): Date | null {
  const milliseconds = numberOrNull(value);
  return milliseconds === null ? null : new Date(milliseconds);
}

function countsOf(tally: Tally): BatchCounts {
  const counts = { ...noCounts };
  for (const [code, count] of tally) {
    // A verification's codes have no counters.
    if (isRecordCode(code)) counts[counterOf(code)] += count;
  }
  return counts;
}

export interface Chunk {
  readonly first: number;
  readonly count: number;
  /** A JSON array of the records' fields. */
  readonly records: string;
}

/** Records in rows: a chunk's records follow one another without a gap. */
export function chunksOf(records: readonly BatchRecord[]): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  for (let at = 1; at <= records.length; at += 1) {
    const isNext = records[at]?.position === (records[from]?.position ?? 0) + at - from;
    if (isNext && at - from < CHUNK_RECORDS) continue;
    const part = records.slice(from, at);
    chunks.push({
      first: part[0]?.position ?? 0,
      count: part.length,
      records: JSON.stringify(part.map(({ fields }) => fields)),
    });
    from = at;
  }
  return chunks;
}

/** The records of a chunk; it was written by {@link chunksOf}. */
export function recordsOf(first: number, records: Value | undefined): BatchRecord[] {
  const stored = JSON.parse(text(records)) as BatchRecord['fields'][];
  return stored.map((fields, at) => ({ position: first + at, fields }));
}

/** A result on its way to the writer. */
export interface ProgressValues {
  readonly jobId: string;
  readonly lease: string;
  /** The values of `resultColumns`. */
  readonly result: readonly Value[];
}

export function progressValues(progress: RecordProgress): ProgressValues {
  const { code, uln, ...detail } = progress.result;
  const jobId = String(progress.jobId);
  const rest = Object.keys(detail).length > 0 ? JSON.stringify(detail) : null;
  return {
    jobId,
    lease: progress.lease,
    result: [code, rest, jobId, progress.position, uln ?? null],
  };
}

/** A result and its position from the values of `resultColumns`. */
export function resultOf(row: Row): { position: number; result: RecordResult } {
  const [code, detail, , position, uln] = row;
  const rest = detail === null ? {} : (JSON.parse(text(detail)) as Omit<RecordResult, 'code' | 'uln'>);
  return {
    position: Number(position),
    result: { code: text(code), ...optional('uln', textOrNull(uln) as Uln | null), ...rest },
  };
}
