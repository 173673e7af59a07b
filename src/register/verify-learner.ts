import type { Learner } from '../domain/learner.js';
import { hasValidCheckDigit } from '../domain/uln.js';
import { verify, type FailureFlag, type SearchedDetails } from '../domain/verification.js';
import { auditEntry, type DeedParts } from './deeds.js';
import { nameSettings } from './find-by-uln.js';
import { isLive } from './found-learner.js';
import type { Caller } from './ports.js';

export type VerifyLearnerOutcome =
  | {
      /** WSRC0004 all fits, WSRC0022 all fits and the master is given, WSRC0001 unknown, else the mismatch code. */
      readonly responseCode: string;
      /** Only when everything fits: a stranger's details are not told. */
      readonly learner?: Learner;
      readonly failureFlags: readonly FailureFlag[];
    }
  | { readonly fault: 'invalidUln' };

/**
 * Whether a ULN belongs to the person described.
 * Rule: docs/interface-specification.md, "verifyLearner".
 */
export async function verifyLearner(
  parts: DeedParts,
  searched: SearchedDetails,
  caller: Caller,
): Promise<VerifyLearnerOutcome> {
  const { settings } = parts;
  const goodUln = settings.ulnCheck === 'relaxed' || hasValidCheckDigit(searched.uln);
  if (!goodUln && settings.ulnCheck === 'fault') {
    await parts.audit.record(auditEntry(caller, parts.clock.now(), 'WSEC0001', [searched.uln]));
    return { fault: 'invalidUln' };
  }
  const outcome = goodUln ? await compare(parts, searched) : unknownUln;
  const master = outcome.learner?.uln;
  const ulns = master === undefined || master === searched.uln ? [searched.uln] : [searched.uln, master];
  await parts.audit.record(auditEntry(caller, parts.clock.now(), outcome.responseCode, ulns));
  return outcome;
}

type Compared = Exclude<VerifyLearnerOutcome, { fault: string }>;

const unknownUln: Compared = { responseCode: 'WSRC0001', failureFlags: ['ULN_NOT_FOUND'] };

async function compare(parts: DeedParts, searched: SearchedDetails): Promise<Compared> {
  const hit = await parts.learners.findByUln(searched.uln);
  const result = verify(hit, searched, nameSettings(parts));
  if (hit?.masterUln === undefined) return toOutcome(parts, result, hit);
  const master = await parts.learners.findByUln(hit.masterUln);
  if (!isLive(master)) return unknownUln;
  if (
    result.outcome === 'mismatch' &&
    verify(master, { ...searched, uln: master.uln }, nameSettings(parts)).outcome === 'match'
  ) {
    return { responseCode: 'WSRC0022', learner: master, failureFlags: ['LINKED'] };
  }
  return toOutcome(parts, result, master);
}

function toOutcome(
  parts: DeedParts,
  result: ReturnType<typeof verify>,
  learner: Learner | undefined,
): Compared {
  const { failureFlags } = result;
  switch (result.outcome) {
    case 'notFound':
      return { responseCode: 'WSRC0001', failureFlags };
    case 'mismatch':
      return { responseCode: parts.settings.verifyMismatchCode, failureFlags };
    case 'match':
      return { responseCode: 'WSRC0004', failureFlags, ...(learner === undefined ? {} : { learner }) };
    case 'linked':
      return { responseCode: 'WSRC0022', failureFlags, ...(learner === undefined ? {} : { learner }) };
  }
}
