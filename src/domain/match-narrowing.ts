/** What happens to ranked candidates before they are counted: optional details narrow them, links join them. */
import type { Learner } from './learner.js';
import { normaliseName } from './name.js';
import { byRank, type RankedCandidate } from './ranked-candidate.js';
import type { Uln } from './uln.js';

/** What a caller may add to a find by demographics. Empty text counts as absent. */
export interface NarrowingDetails {
  readonly previousFamilyName?: string | undefined;
  readonly schoolAtAge16?: string | undefined;
  readonly placeOfBirth?: string | undefined;
  readonly emailAddress?: string | undefined;
}

/**
 * Drops those whose stored value is present and different from the one stated.
 * A single exact match stays whatever is stated: optional details never undo it.
 * `learners` holds the records by `matchedUln`; a candidate without one stays.
 */
export function narrow(
  ranked: readonly RankedCandidate[],
  learners: ReadonlyMap<Uln, Learner>,
  details: NarrowingDetails,
): readonly RankedCandidate[] {
  if (!narrows(details) || ranked.filter((candidate) => candidate.exact).length === 1) return ranked;
  return ranked.filter((candidate) => {
    const learner = learners.get(candidate.matchedUln);
    return learner === undefined || fits(learner, details);
  });
}

/** Whether anything is stated that could narrow. */
export function narrows(details: NarrowingDetails): boolean {
  return [details.previousFamilyName, details.schoolAtAge16, details.placeOfBirth, details.emailAddress].some(
    (stated) => stated !== undefined && stated.trim() !== '',
  );
}

/**
 * Puts the master in the place of a linked learner, drops deleted ones and those without a record, and keeps
 * each learner once. A master that matched itself comes before its own links with the same score.
 * `learners` holds the records by `matchedUln`; the masters' records are not needed.
 */
export function resolveLinked(
  ranked: readonly RankedCandidate[],
  learners: ReadonlyMap<Uln, Learner>,
): readonly RankedCandidate[] {
  const best = new Map<Uln, RankedCandidate>();
  for (const candidate of ranked) {
    const learner = learners.get(candidate.matchedUln);
    if (learner === undefined || learner.learnerStatus === '0') continue;
    const standing = { ...candidate, uln: learner.masterUln ?? candidate.matchedUln };
    const before = best.get(standing.uln);
    if (before === undefined || isBetter(standing, before)) best.set(standing.uln, standing);
  }
  return [...best.values()].sort(byRank);
}

function isBetter(one: RankedCandidate, other: RankedCandidate): boolean {
  if (one.exact !== other.exact) return one.exact;
  if (one.explanation.score !== other.explanation.score) {
    return one.explanation.score > other.explanation.score;
  }
  if (one.matchedUln === one.uln) return true;
  return other.matchedUln !== other.uln && byRank(one, other) < 0;
}

function fits(learner: Learner, details: NarrowingDetails): boolean {
  return (
    (agree(details.previousFamilyName, learner.previousFamilyName, normaliseName) ||
      agreeIfBoth(details.previousFamilyName, learner.familyNameAtAge16)) &&
    agree(details.schoolAtAge16, learner.schoolAtAge16, normaliseName) &&
    agree(details.placeOfBirth, learner.placeOfBirth, normaliseName) &&
    agree(details.emailAddress, learner.emailAddress, (text) => text.trim().toLowerCase())
  );
}

function agree(
  stated: string | undefined,
  stored: string | undefined,
  form: (text: string) => string,
): boolean {
  if (stated === undefined || stored === undefined) return true;
  const [one, other] = [form(stated), form(stored)];
  return one === '' || other === '' || one === other;
}

/** A former name may be stored as the one at age 16. */
function agreeIfBoth(stated: string | undefined, stored: string | undefined): boolean {
  return stated !== undefined && stored !== undefined && normaliseName(stated) === normaliseName(stored);
}
