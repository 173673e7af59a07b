import type { SubmissionType } from '../../domain/batch.js';
import type { RecordFields } from '../../domain/batch-record.js';
import { isEmailAddress } from '../../domain/email-address.js';
import type { Organisation } from '../../domain/organisation.js';
import type { JobId } from '../batch-ports.js';
import { withoutEmpty } from '../batch/submit-batch.js';
import { auditEntry } from '../deeds.js';
import type { Caller } from '../ports.js';
import type { AchievementParts } from './achievement-parts.js';

/** Achievements as the web service hands them in. */
export interface SubmittedAchievements {
  readonly emailAddress?: string;
  readonly submissionType?: string;
  /** The values as text under the keys of `achievementColumns`, in the order sent. Empty ones are dropped. */
  readonly records: readonly RecordFields[];
}

export type SubmitAchievementsCode = 'WSEC0044' | 'WSEC0045' | 'WSEC0046' | 'WSEC0047' | 'WSRC0043';

export type SubmitAchievementsOutcome =
  | { readonly responseCode: 'WSRC0007'; readonly jobId: JobId }
  /** Nothing was stored. */
  | { readonly responseCode: SubmitAchievementsCode }
  | { readonly fault: 'notAllowed' };

/**
 * Accepts achievements: WSRC0007 with the job's number, durable before it resolves. Otherwise, the first that applies:
 * `notAllowed` (another kind of organisation without the right), WSEC0044 e-mail address, WSEC0045 submission type,
 * WSEC0047 no achievement, WSEC0046 too many, WSRC0043 an awarding organisation that is not set up: without the right,
 * or without anything in the catalogue.
 * Rule: docs/interface-specification.md, "SubmitAchievementBatchJob".
 */
export async function submitAchievements(
  parts: AchievementParts,
  submitted: SubmittedAchievements,
  caller: Caller,
  organisation: Organisation,
): Promise<SubmitAchievementsOutcome> {
  const submittedAt = parts.clock.now();
  if (!mayTry(organisation)) {
    await parts.audit.record(auditEntry(caller, submittedAt, 'WSEC0006', []));
    return { fault: 'notAllowed' };
  }
  const jobType = submissionTypeOf(submitted.submissionType ?? '');
  const refusal = refusalOf(parts, submitted, jobType) ?? (await setUp(parts, organisation));
  if (refusal !== undefined || jobType === undefined) {
    const responseCode = refusal ?? 'WSEC0045';
    await parts.audit.record(auditEntry(caller, submittedAt, responseCode, []));
    return { responseCode };
  }
  const { emailAddress, records } = submitted;
  const { organisationRef, userName, correlationId } = caller;
  const job = {
    kind: 'achievement' as const,
    jobType,
    organisationRef,
    userName,
    correlationId,
    source: 'webService' as const,
    submittedAt,
    recordCount: records.length,
    ...(emailAddress ? { orgEmail: emailAddress } : {}),
  };
  const asRecords = records.map((fields, position) => ({ position, fields: withoutEmpty(fields) }));
  const audit = auditEntry(caller, submittedAt, 'WSRC0007', []);
  const jobId = await parts.batches.submit(job, asRecords, audit);
  parts.jobAccepted?.();
  return { responseCode: 'WSRC0007', jobId };
}

/** Whether the organisation may ask about achievements at all: what awards, and whoever has the right. */
export function mayTry({ kind, rights }: Organisation): boolean {
  return kind === 'awardingOrganisation' || rights.has('achievements');
}

/** `P` or `F`, or the words, in capitals or small letters. */
export function submissionTypeOf(text: string): SubmissionType | undefined {
  switch (text.trim().toUpperCase()) {
    case 'P':
    case 'PROVISIONAL':
      return 'P';
    case 'F':
    case 'FINAL':
      return 'F';
    default:
      return undefined;
  }
}

function refusalOf(
  { achievementMaximum }: AchievementParts,
  { emailAddress, records }: SubmittedAchievements,
  jobType: SubmissionType | undefined,
): SubmitAchievementsCode | undefined {
  if (emailAddress && !isEmailAddress(emailAddress)) return 'WSEC0044';
  if (jobType === undefined) return 'WSEC0045';
  if (records.length === 0) return 'WSEC0047';
  return records.length > achievementMaximum ? 'WSEC0046' : undefined;
}

async function setUp(
  { qualifications }: AchievementParts,
  { organisationRef, rights }: Organisation,
): Promise<'WSRC0043' | undefined> {
  const isSetUp = rights.has('achievements') && (await qualifications.awardsAnything(organisationRef));
  return isSetUp ? undefined : 'WSRC0043';
}
