import type { BatchKind, LookupJobType } from '../../domain/batch.js';
import type { RecordFields } from '../../domain/batch-record.js';
import type { JobId } from '../batch-ports.js';
import { auditEntry } from '../deeds.js';
import type { Caller } from '../ports.js';
import type { BatchParts } from './batch-parts.js';

/** A batch as a web service hands it in. */
export interface SubmittedBatch {
  /** How many records the sender says there are. */
  readonly recordCount: number;
  /** The contract's fields as text, in the order sent. Empty ones are dropped. */
  readonly records: readonly RecordFields[];
  readonly orgEmail?: string;
}

export interface SubmittedRegistrationBatch extends SubmittedBatch {
  readonly jobType: LookupJobType;
}

export type SubmitBatchOutcome<CountCode extends string> =
  | { readonly responseCode: 'WSRC0007'; readonly jobId: JobId }
  /** The count is wrong, and nothing was stored. */
  | { readonly responseCode: CountCode };

/**
 * Accepts learners to be registered or checked: WSRC0007 with the job's number, durable before it resolves;
 * WSRC0017 when the count is wrong.
 * Rule: docs/interface-specification.md, "submitBatchRegistration".
 */
export function submitRegistrationBatch(
  parts: BatchParts,
  batch: SubmittedRegistrationBatch,
  caller: Caller,
): Promise<SubmitBatchOutcome<'WSRC0017'>> {
  return submit(parts, 'registration', batch.jobType, batch, 'WSRC0017', caller);
}

/**
 * Accepts learners to be verified: WSRC0007 with the job's number, or WSRC0030 when the count is wrong.
 * Rule: docs/interface-specification.md, "submitVerifyBatch".
 */
export function submitVerificationBatch(
  parts: BatchParts,
  batch: SubmittedBatch,
  caller: Caller,
): Promise<SubmitBatchOutcome<'WSRC0030'>> {
  return submit(parts, 'verification', 'CHK', batch, 'WSRC0030', caller);
}

async function submit<CountCode extends string>(
  parts: BatchParts,
  kind: BatchKind,
  jobType: LookupJobType,
  batch: SubmittedBatch,
  countCode: CountCode,
  caller: Caller,
): Promise<SubmitBatchOutcome<CountCode>> {
  const submittedAt = parts.clock.now();
  if (batch.recordCount !== batch.records.length) {
    await parts.audit.record(auditEntry(caller, submittedAt, countCode, []));
    return { responseCode: countCode };
  }
  const { organisationRef, userName, correlationId } = caller;
  const job = {
    kind,
    jobType,
    organisationRef,
    userName,
    correlationId,
    source: 'webService' as const,
    submittedAt,
    recordCount: batch.recordCount,
    ...(batch.orgEmail ? { orgEmail: batch.orgEmail } : {}),
  };
  const records = batch.records.map((fields, position) => ({ position, fields: withoutEmpty(fields) }));
  const jobId = await parts.batches.submit(job, records, auditEntry(caller, submittedAt, 'WSRC0007', []));
  parts.jobAccepted?.();
  return { responseCode: 'WSRC0007', jobId };
}

/** The record without the values that say nothing. */
export function withoutEmpty(fields: RecordFields): RecordFields {
  const kept: Record<string, string> = {};
  for (const [field, value] of Object.entries(fields)) if (value !== '') kept[field] = value;
  return kept;
}
