import { outputCode, type BatchKind } from '../../domain/batch.js';
import type { Uln } from '../../domain/uln.js';
import type { BatchJob, FinishedRecord, JobId } from '../batch-ports.js';
import { auditEntry } from '../deeds.js';
import type { Caller } from '../ports.js';
import type { BatchParts } from './batch-parts.js';

export type BatchOutput =
  | {
      /** Not finished, finished, failed. */
      readonly responseCode: 'WSRC0008' | 'WSRC0009' | 'WSRC0010';
      readonly job: BatchJob;
      /** In the order handed in; none before the job has finished. */
      readonly records: readonly FinishedRecord[];
    }
  /** No such job, or not one that this caller may know of. */
  | { readonly responseCode: 'WSRC0018' };

const RECORDS_AT_ONCE = 1000;
const DAY_MS = 86_400_000;

/**
 * How far a registration job is, and its records once it has finished. WSRC0018 for the job of another
 * organisation, one of the other kind, one from a file, and one whose output is no longer kept.
 * Rule: docs/interface-specification.md, "getBatchRegistrationOutput".
 */
export function getRegistrationOutput(parts: BatchParts, jobId: JobId, caller: Caller): Promise<BatchOutput> {
  return output(parts, 'registration', jobId, caller);
}

/** The same of a verification job. Rule: docs/interface-specification.md, "getVerifyBatchOutput". */
export function getVerificationOutput(parts: BatchParts, jobId: JobId, caller: Caller): Promise<BatchOutput> {
  return output(parts, 'verification', jobId, caller);
}

async function output(
  parts: BatchParts,
  kind: BatchKind,
  jobId: JobId,
  caller: Caller,
): Promise<BatchOutput> {
  const at = parts.clock.now();
  const job = jobId > 0n ? await parts.batches.find(jobId) : undefined;
  if (job === undefined || !mayCollect(parts, job, kind, caller, at)) {
    await parts.audit.record(auditEntry(caller, at, 'WSRC0018', []));
    return { responseCode: 'WSRC0018' };
  }
  const responseCode = outputCode(job.status);
  const records = responseCode === 'WSRC0009' ? await allRecords(parts, jobId) : [];
  await parts.audit.record(auditEntry(caller, at, responseCode, ulnsOf(records)));
  return { responseCode, job, records };
}

function mayCollect(parts: BatchParts, job: BatchJob, kind: BatchKind, caller: Caller, at: Date): boolean {
  return (
    job.kind === kind &&
    job.source === 'webService' &&
    job.organisationRef === caller.organisationRef &&
    isKept(parts, job, at)
  );
}

/** Whether a job's output can be collected still, or will be once it has ended. */
export function isKept({ batchKeepDays }: BatchParts, { finishedAt }: BatchJob, at: Date): boolean {
  return finishedAt === undefined || at.getTime() < finishedAt.getTime() + batchKeepDays * DAY_MS;
}

async function allRecords(parts: BatchParts, jobId: JobId): Promise<readonly FinishedRecord[]> {
  const records: FinishedRecord[] = [];
  for (;;) {
    const after = records.at(-1)?.position ?? -1;
    const page = await parts.batches.results(jobId, after, RECORDS_AT_ONCE);
    records.push(...page);
    if (page.length < RECORDS_AT_ONCE) return records;
  }
}

/** Whom the output tells of. */
function ulnsOf(records: readonly FinishedRecord[]): readonly Uln[] {
  return [...new Set(records.flatMap(({ result }) => result.uln ?? []))];
}
