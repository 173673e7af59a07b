/** The files that a finished job gives: its output, and what somebody must work on. */
import { isException, isRecordCode, type BatchKind } from '../domain/batch.js';
import { isCode, responseCodes } from '../domain/response-code.js';
import type { BatchJob, BatchStore, FinishedRecord, JobId } from '../register/batch-ports.js';
import { fileColumns, isVersion, type Version } from './columns.js';
import { kindOf, type FileKind } from './file-name.js';
import { writeBatchFile, type RowToWrite } from './write-batch-file.js';

export interface JobFile {
  readonly job: BatchJob;
  readonly kind: FileKind;
  /** Put into the first row. */
  readonly fileName: string;
  /** The organisation's. */
  readonly ukprn: string;
}

const pageSize = 500;

/** The format that a job came in; CSV when it came over the web service. */
export function formatOf({ fileName }: BatchJob): FileKind {
  return (fileName === undefined ? undefined : kindOf(fileName)) ?? 'CSV';
}

/**
 * The rows as they came, with the ULN that each learner has, and the return code at the end.
 * The layout is the one that came; 2A for jobs of the web service, whose columns those are.
 */
export async function* writeOutput(
  batches: Pick<BatchStore, 'results'>,
  file: JobFile,
): AsyncGenerator<string, void, void> {
  const pages = resultPages(batches, file.job.jobId);
  const first = await pages.next();
  const records = first.done === true ? [] : first.value;
  const own = records[0]?.fields ?? {};
  const rows = async function* (): AsyncGenerator<readonly RowToWrite[], void, void> {
    yield records.map(outputRow);
    for await (const page of pages) yield page.map(outputRow);
  };
  const [version, fileName, ukprn] = fileColumns.map(({ key }) => own[key]);
  yield* writeBatchFile(
    {
      kind: file.kind,
      version: versionOf(version),
      added: ['ReturnCode'],
      fileName: fileName ?? file.fileName,
      ukprn: ukprn ?? file.ukprn,
      recordCount: file.job.recordCount,
    },
    rows(),
  );
}

/**
 * The rows that need work, as they came, with the return code and the reason: to be corrected and submitted again.
 * Version 2A, so without UCI and UPN. Results are read twice, because the first row says how many follow.
 */
export async function* writeExceptions(
  batches: Pick<BatchStore, 'results'>,
  file: JobFile,
): AsyncGenerator<string, void, void> {
  const { kind, job, fileName, ukprn } = file;
  const needed = (record: FinishedRecord): boolean => needsWork(job.kind, record.result.code);
  const recordCount = await countExceptions(batches, job);
  const rows = async function* (): AsyncGenerator<readonly RowToWrite[], void, void> {
    for await (const page of resultPages(batches, job.jobId)) yield page.filter(needed).map(exceptionRow);
  };
  yield* writeBatchFile(
    { kind, version: '2A', added: ['ReturnCode', 'Reason'], fileName, ukprn, recordCount },
    rows(),
  );
}

/** How many of a job's results need work. */
export async function countExceptions(batches: Pick<BatchStore, 'results'>, job: BatchJob): Promise<number> {
  let count = 0;
  for await (const page of resultPages(batches, job.jobId)) {
    for (const { result } of page) if (needsWork(job.kind, result.code)) count += 1;
  }
  return count;
}

/** Whether somebody must look at a record with this code. */
export function needsWork(kind: BatchKind, code: string): boolean {
  if (kind === 'registration' || isRecordCode(code)) return !isRecordCode(code) || isException(code);
  return code !== 'WSRC0004' && code !== 'WSRC0022';
}

/** A job's results, a page at a time. */
export async function* resultPages(
  batches: Pick<BatchStore, 'results'>,
  jobId: JobId,
): AsyncGenerator<readonly FinishedRecord[], void, void> {
  let after = -1;
  for (;;) {
    const page = await batches.results(jobId, after, pageSize);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.position;
  }
}

function outputRow({ fields, result }: FinishedRecord): RowToWrite {
  const { uln = fields['uln'], code } = result;
  return { fields: uln === undefined ? fields : { ...fields, uln }, added: { ReturnCode: code } };
}

function exceptionRow({ fields, result }: FinishedRecord): RowToWrite {
  return { fields, added: { ReturnCode: result.code, Reason: reasonOf(result) } };
}

function reasonOf({ code, reason, failureFlags = [] }: FinishedRecord['result']): string {
  if (reason !== undefined) return reason;
  const flags = failureFlags.length === 0 ? '' : ` These differ: ${failureFlags.join(', ')}.`;
  if (!isCode(code)) return flags.trim();
  const { meaning, action } = responseCodes[code];
  return `${meaning}${flags} ${action}`;
}

function versionOf(text = ''): Version {
  const version = text.trim();
  return isVersion(version) ? version : '2A';
}
