import type { RecordResult } from '../../domain/batch.js';
import { refusalOf } from '../../domain/batch-record.js';
import { parseUln } from '../../domain/uln.js';
import type { FailureFlag } from '../../domain/verification.js';
import { verifyLearner } from '../verify-learner.js';
import { submitterOf, type BatchParts, type HandledRecord, type RecordWork } from './batch-parts.js';

const notFound: readonly FailureFlag[] = ['ULN_NOT_FOUND'];

/**
 * Handles one learner of a verification batch, as verifyLearner does a single one. A ULN that cannot be one, for
 * which a single call gets a fault, is answered as not found: one record cannot fail the others.
 * Rule: docs/interface-specification.md, "submitVerifyBatch".
 */
export async function processVerificationRecord(parts: BatchParts, work: RecordWork): Promise<HandledRecord> {
  const { fields } = work.record;
  const refusal = refusalOf(fields);
  if (refusal !== undefined) return { kind: 'result', result: refusal };
  const uln = parseUln(fields['uln'] ?? '');
  if (uln === undefined) return unknown('ULN is not ten digits, the first not 0.');
  const { givenName = '', familyName = '', dateOfBirth, gender } = fields;
  const searched = { uln, givenName, familyName, dateOfBirth, gender };
  const outcome = await verifyLearner(parts, searched, submitterOf(work.job));
  if ('fault' in outcome) return unknown('ULN has a wrong check digit.');
  return { kind: 'result', result: resultOf(outcome) };
}

function unknown(reason: string): HandledRecord {
  return { kind: 'result', result: { code: 'WSRC0001', failureFlags: notFound, reason } };
}

function resultOf(
  outcome: Exclude<Awaited<ReturnType<typeof verifyLearner>>, { fault: string }>,
): RecordResult {
  const { responseCode: code, learner, failureFlags } = outcome;
  if (learner === undefined) return { code, failureFlags };
  const { uln, familyName, givenName, dateOfBirth, gender } = learner;
  return { code, uln, familyName, givenName, dateOfBirth, gender, failureFlags };
}
