import type { Learner } from '../domain/learner.js';
import { namesFit } from '../domain/matching.js';
import { hasValidCheckDigit, type Uln } from '../domain/uln.js';
import { auditEntry, type DeedParts } from './deeds.js';
import { isLive, type FoundLearner } from './found-learner.js';
import type { Caller } from './ports.js';

export interface UlnSearch {
  readonly uln: Uln;
  readonly givenName: string;
  readonly familyName: string;
}

export type FindByUlnOutcome =
  | { readonly responseCode: 'WSRC0004' | 'WSRC0022'; readonly found: FoundLearner }
  | { readonly responseCode: 'WSRC0001' }
  | { readonly fault: 'invalidUln' };

/**
 * Finds the learner with this ULN if the names fit: WSRC0004, or WSRC0022 with the master of a linked one.
 * A ULN with other names is answered like an unknown one, so that nobody learns who holds it.
 * Rule: docs/interface-specification.md, "learnerByULN".
 */
export async function findByUln(
  parts: DeedParts,
  search: UlnSearch,
  caller: Caller,
): Promise<FindByUlnOutcome> {
  const { settings } = parts;
  if (settings.ulnCheck !== 'relaxed' && !hasValidCheckDigit(search.uln)) {
    const outcome = settings.ulnCheck === 'fault' ? 'WSEC0001' : 'WSRC0001';
    await parts.audit.record(auditEntry(caller, parts.clock.now(), outcome, [search.uln]));
    return outcome === 'WSEC0001' ? { fault: 'invalidUln' } : { responseCode: 'WSRC0001' };
  }
  const found = await lookUp(parts, search);
  const responseCode = found === undefined ? 'WSRC0001' : found.masterSubstituted ? 'WSRC0022' : 'WSRC0004';
  const ulns = found?.masterSubstituted ? [search.uln, found.learner.uln] : [search.uln];
  await parts.audit.record(auditEntry(caller, parts.clock.now(), responseCode, ulns));
  if (found === undefined || responseCode === 'WSRC0001') return { responseCode: 'WSRC0001' };
  return { responseCode, found };
}

async function lookUp(parts: DeedParts, search: UlnSearch): Promise<FoundLearner | undefined> {
  const hit = await parts.learners.findByUln(search.uln);
  if (!isLive(hit)) return undefined;
  if (hit.masterUln === undefined) {
    return fits(parts, hit, search) ? { learner: hit, masterSubstituted: false } : undefined;
  }
  const master = await parts.learners.findByUln(hit.masterUln);
  if (!isLive(master)) return undefined;
  const known = fits(parts, hit, search) || fits(parts, master, search);
  return known ? { learner: master, masterSubstituted: true } : undefined;
}

function fits(parts: DeedParts, learner: Learner, search: UlnSearch): boolean {
  return namesFit(learner, search.givenName, search.familyName, nameSettings(parts));
}

/** Which other names of a learner count as its own. */
export function nameSettings(parts: DeedParts): { otherGivenNames: boolean; otherFamilyNames: boolean } {
  return {
    otherGivenNames: parts.settings.matchOtherGivenNames,
    otherFamilyNames: parts.settings.matchOtherFamilyNames,
  };
}
