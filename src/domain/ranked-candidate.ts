/** Candidates, and the order in which a find tells of them. */
import type { SearchKey } from './demographics.js';
import type { MatchExplanation } from './match-explanation.js';
import type { Uln } from './uln.js';

/** A name row found through an index; several rows may belong to one learner. */
export interface Candidate extends SearchKey {
  readonly uln: Uln;
}

/** A learner that satisfies the rule. */
export interface RankedCandidate {
  /** The learner to answer with. */
  readonly uln: Uln;
  /** The learner whose name row matched: another one when `uln` is its master. */
  readonly matchedUln: Uln;
  /** All five details agree. */
  readonly exact: boolean;
  readonly explanation: MatchExplanation;
}

/** Best first. Rows of one learner that tie are told apart by how they agree, so that the answer is always the same. */
export function byRank(one: RankedCandidate, other: RankedCandidate): number {
  return (
    Number(other.exact) - Number(one.exact) ||
    other.explanation.score - one.explanation.score ||
    compareText(one.uln, other.uln) ||
    compareText(one.matchedUln, other.matchedUln) ||
    compareText(JSON.stringify(one.explanation), JSON.stringify(other.explanation))
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
