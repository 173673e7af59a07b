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
  | { readonly responseCode: 'WSRC0001'; readonly reason: NotFound }
  | { readonly fault: 'invalidUln' };

/** Why nobody was found. Only a batch tells; a single find keeps it to itself. */
export type NotFound = 'unknownUln' | 'otherNames';

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
    return outcome === 'WSEC0001' ? { fault: 'invalidUln' } : unknown;
  }
  const outcome = await lookUp(parts, search);
  const master =
    'found' in outcome && outcome.found.masterSubstituted ? outcome.found.learner.uln : undefined;
  const ulns = master === undefined ? [search.uln] : [search.uln, master];
  await parts.audit.record(auditEntry(caller, parts.clock.now(), outcome.responseCode, ulns));
  return outcome;
}

type LookedUp = Exclude<FindByUlnOutcome, { fault: string }>;

const unknown: LookedUp = { responseCode: 'WSRC0001', reason: 'unknownUln' };
const otherNames: LookedUp = { responseCode: 'WSRC0001', reason: 'otherNames' };

async function lookUp(parts: DeedParts, search: UlnSearch): Promise<LookedUp> {
  const hit = await parts.learners.findByUln(search.uln);
  if (!isLive(hit)) return unknown;
  if (hit.masterUln === undefined) {
    if (!fits(parts, hit, search)) return otherNames;
    return { responseCode: 'WSRC0004', found: { learner: hit, masterSubstituted: false } };
  }
  const master = await parts.learners.findByUln(hit.masterUln);
  if (!isLive(master)) return unknown;
  if (!fits(parts, hit, search) && !fits(parts, master, search)) return otherNames;
  return { responseCode: 'WSRC0022', found: { learner: master, masterSubstituted: true } };
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
