/**
 * Who in the register is the person searched for: nobody, one, some, or too many to tell.
 * Source of the rule: docs/interface-specification.md, "Matching".
 *
 * How a find uses this:
 *
 *     const ranked = rankCandidates(search, await reader.candidates(candidateBlocks(search)));
 *     const learners = await reader.findByUlns(ranked.map((candidate) => candidate.matchedUln));
 *     const result = conclude(resolveLinked(narrow(ranked, learners, optionalDetails), learners));
 *
 * Narrowing comes before the count in `conclude`, so that optional details can bring too many down to some.
 */
import type { SearchKey } from './demographics.js';
import { explainMatch, type MatchExplanation } from './match-explanation.js';
import { isExact, isPossible } from './match-rule.js';
import { byRank, type Candidate, type RankedCandidate } from './ranked-candidate.js';
import type { Uln } from './uln.js';

export { familyNameFits, givenNameFits, namesFit } from './demographics.js';
export { blockLimit, candidateBlocks, type CandidateBlocks } from './candidate-blocks.js';
export { explainMatch, type MatchExplanation, type WrittenDetails } from './match-explanation.js';
export { narrow, resolveLinked, type NarrowingDetails } from './match-narrowing.js';
export type { Candidate, RankedCandidate } from './ranked-candidate.js';

export type MatchResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'exact'; readonly ulns: readonly [Uln]; readonly candidates: readonly [RankedCandidate] }
  | {
      readonly kind: 'possible';
      /** Best first; one to ten. */
      readonly ulns: readonly Uln[];
      /** In the order of `ulns`. */
      readonly explanations: readonly MatchExplanation[];
      /** In the order of `ulns`. */
      readonly candidates: readonly RankedCandidate[];
    }
  | { readonly kind: 'tooMany'; readonly count: number };

/** The most learners that a find tells of; beyond these it says that there are too many. */
export const mostPossible = 10;

/**
 * Those who satisfy the rule, best first: exact ones, then by score, then by ULN.
 * Each learner comes once, by the best of its rows; the order of the rows makes no difference.
 */
export function rankCandidates(
  search: SearchKey,
  candidates: readonly Candidate[],
): readonly RankedCandidate[] {
  const best = new Map<Uln, RankedCandidate>();
  for (const candidate of candidates) {
    const explanation = explainMatch(search, candidate);
    if (!isPossible(explanation)) continue;
    const { uln } = candidate;
    const ranked = { uln, matchedUln: uln, exact: isExact(explanation), explanation };
    const before = best.get(uln);
    if (before === undefined || byRank(ranked, before) < 0) best.set(uln, ranked);
  }
  return [...best.values()].sort(byRank);
}

/** What the find says about those who are left. */
export function conclude(ranked: readonly RankedCandidate[]): MatchResult {
  const exact = ranked.filter((candidate) => candidate.exact);
  const [first, second] = exact;
  if (first !== undefined && second === undefined) {
    return { kind: 'exact', ulns: [first.uln], candidates: [first] };
  }
  const possible = exact.length > 0 ? exact : ranked;
  if (possible.length === 0) return { kind: 'none' };
  if (possible.length > mostPossible) return { kind: 'tooMany', count: possible.length };
  return {
    kind: 'possible',
    ulns: possible.map((candidate) => candidate.uln),
    explanations: possible.map((candidate) => candidate.explanation),
    candidates: possible,
  };
}

/** The whole rule at once, for those who have neither optional details nor links to regard. */
export function matchDemographics(search: SearchKey, candidates: readonly Candidate[]): MatchResult {
  return conclude(rankCandidates(search, candidates));
}
