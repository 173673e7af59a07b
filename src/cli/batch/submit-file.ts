import type { Problem } from '../../batch-files/problem.js';
import type { FileRecord, ReadPiece } from '../../batch-files/read-batch-file.js';
import { refuseRecord } from '../../domain/batch-record.js';
import type { BatchStore, JobId, NewBatchJob } from '../../register/batch-ports.js';
import type { AuditEntry } from '../../register/ports.js';

export type Submitted =
  | {
      readonly outcome: 'submitted';
      readonly jobId: JobId;
      readonly records: number;
      readonly refused: number;
    }
  /** Nothing was kept of it. */
  | { readonly outcome: 'badFile'; readonly problems: readonly Problem[] }
  | { readonly outcome: 'interrupted' };

type Batches = Pick<BatchStore, 'open' | 'append' | 'seal' | 'discard'>;

/** Streams a file, as its reader gives it, into a job. The job is there for the worker once the whole file proved to be in order. */
export async function submitFile(
  batches: Batches,
  pieces: AsyncIterable<ReadPiece>,
  job: NewBatchJob,
  parts: {
    readonly audit: AuditEntry;
    readonly signal: AbortSignal;
    readonly onProgress: (records: number) => void;
  },
): Promise<Submitted> {
  const jobId = await batches.open(job, parts.audit);
  let sealed = false;
  let records = 0;
  let refused = 0;
  try {
    for await (const piece of pieces) {
      if (parts.signal.aborted) return { outcome: 'interrupted' };
      const problems = piece.problems.filter(({ level }) => level === 'file');
      if (problems.length > 0) return { outcome: 'badFile', problems };
      const first = records;
      const asRecords = piece.records.map((record, at) => ({
        position: first + at,
        fields: fieldsOf(record),
      }));
      if (asRecords.length > 0) await batches.append(jobId, asRecords);
      records += asRecords.length;
      refused += piece.records.filter(({ refusal }) => refusal !== undefined).length;
      parts.onProgress(records);
    }
    await batches.seal(jobId);
    sealed = true;
    return { outcome: 'submitted', jobId, records, refused };
  } finally {
    if (!sealed) await batches.discard(jobId);
  }
}

function fieldsOf({ fields, refusal }: FileRecord): Readonly<Record<string, string>> {
  return refusal === undefined ? fields : refuseRecord(fields, refusal);
}
