import { isSameKey, searchKeyOf, type Demographics, type SearchKey } from '../domain/demographics.js';
import type { Learner } from '../domain/learner.js';
import {
  blockLimit,
  candidateBlocks,
  conclude,
  narrow,
  rankCandidates,
  resolveLinked,
  type Candidate,
  type MatchResult,
  type NarrowingDetails,
  type RankedCandidate,
} from '../domain/matching.js';
import type { Uln } from '../domain/uln.js';
import { auditEntry, type DeedParts } from './deeds.js';
import { isLive, type FoundLearner } from './found-learner.js';
import type { AuditEntry, Caller } from './ports.js';

export interface DemographicSearch extends Demographics, NarrowingDetails {}

export interface FindByDemographicsOutcome {
  readonly responseCode: 'WSRC0001' | 'WSRC0002' | 'WSRC0003' | 'WSRC0004' | 'WSRC0022';
  /** Best first: one for WSRC0004 and WSRC0022, one to ten for WSRC0003, else none. */
  readonly found: readonly FoundLearner[];
  /** How each of `found` agreed with the search. */
  readonly candidates: readonly RankedCandidate[];
}

export interface FoundByDemographics {
  readonly outcome: FindByDemographicsOutcome;
  /** Makes the find's audit entry; its person key costs as much as a lookup. */
  readonly entryOf: () => AuditEntry;
}

/** More than these cannot be narrowed to ten by anybody; reading them all would only cost. */
const MOST_TO_READ = 500;

/**
 * Finds who these details may belong to. The audit entry also opens the way to a registration.
 * Rule: docs/interface-specification.md, "Matching".
 */
export async function findByDemographics(
  parts: DeedParts,
  search: DemographicSearch,
  caller: Caller,
): Promise<FindByDemographicsOutcome> {
  const { entryOf, outcome } = await lookByDemographics(parts, search, caller);
  await parts.audit.record(entryOf());
  return outcome;
}

/**
 * The same, but the audit entry is left to the caller: it must be durable before anybody hears of the outcome, unless
 * nobody was found and what is done next has an entry of its own.
 * @param expected whom the caller expects: the outcome is the same, but what is expected takes fewer questions
 */
export async function lookByDemographics(
  parts: DeedParts,
  search: DemographicSearch,
  caller: Caller,
  expected: 'somebody' | 'nobody' = 'somebody',
): Promise<FoundByDemographics> {
  const key = searchKeyOf(search);
  const outcome = await match(parts, key, search, expected);
  const at = parts.clock.now();
  const entryOf = (): AuditEntry => {
    const ulns = outcome.candidates.flatMap(({ uln, matchedUln }) =>
      uln === matchedUln ? [uln] : [matchedUln, uln],
    );
    return auditEntry(caller, at, outcome.responseCode, ulns, parts.personKeys.keyOf(key));
  };
  return { outcome, entryOf };
}

async function match(
  parts: DeedParts,
  key: SearchKey,
  narrowing: NarrowingDetails,
  expected: 'somebody' | 'nobody',
): Promise<FindByDemographicsOutcome> {
  const all = expected === 'nobody' ? await candidatesFor(parts, key) : undefined;
  const exact = await exactRows(parts, key, all);
  if (exact.length > 0) {
    const outcome = await choose(parts, key, exact, narrowing);
    // The only exact ones may be deleted: then others come into question.
    if (outcome.responseCode !== 'WSRC0001') return outcome;
  }
  return choose(parts, key, all ?? (await candidatesFor(parts, key)), narrowing);
}

function candidatesFor(parts: DeedParts, key: SearchKey): Promise<readonly Candidate[]> {
  return parts.learners.candidates(candidateBlocks(key));
}

/** Rows with all five details: among the candidates, unless a block of these may have been cut. */
async function exactRows(
  parts: DeedParts,
  key: SearchKey,
  candidates: readonly Candidate[] | undefined,
): Promise<readonly Candidate[]> {
  if (candidates !== undefined && candidates.length < blockLimit) {
    return candidates.filter((row) => isSameKey(row, key));
  }
  const { givenKey, familyKey, dateOfBirth, gender, postCodeKey } = key;
  const ulns = await parts.learners.exactUlns(key);
  return ulns.map((uln) => ({ uln, givenKey, familyKey, dateOfBirth, gender, postCodeKey }));
}

async function choose(
  parts: DeedParts,
  key: SearchKey,
  rows: readonly Candidate[],
  narrowing: NarrowingDetails,
): Promise<FindByDemographicsOutcome> {
  const ranked = rankCandidates(key, rows).slice(0, MOST_TO_READ);
  if (ranked.length === 0) return { responseCode: 'WSRC0001', found: [], candidates: [] };
  const records = await parts.learners.findByUlns(ranked.map(({ matchedUln }) => matchedUln));
  const live = ranked.filter(({ matchedUln }) => isLive(records.get(matchedUln)));
  const result = conclude(resolveLinked(narrow(live, records, narrowing), records));
  return answer(parts, result, records);
}

async function answer(
  parts: DeedParts,
  result: MatchResult,
  records: ReadonlyMap<Uln, Learner>,
): Promise<FindByDemographicsOutcome> {
  if (result.kind === 'none') return { responseCode: 'WSRC0001', found: [], candidates: [] };
  if (result.kind === 'tooMany') return { responseCode: 'WSRC0002', found: [], candidates: [] };
  const missing = result.ulns.filter((uln) => !records.has(uln));
  const masters = missing.length === 0 ? records : await parts.learners.findByUlns(missing);
  const found: FoundLearner[] = [];
  const candidates: RankedCandidate[] = [];
  for (const candidate of result.candidates) {
    const learner = records.get(candidate.uln) ?? masters.get(candidate.uln);
    if (!isLive(learner)) continue;
    found.push({ learner, masterSubstituted: candidate.uln !== candidate.matchedUln });
    candidates.push(candidate);
  }
  const [first, second] = found;
  if (first === undefined) return { responseCode: 'WSRC0001', found, candidates };
  if (second === undefined && first.masterSubstituted) return { responseCode: 'WSRC0022', found, candidates };
  return { responseCode: result.kind === 'exact' ? 'WSRC0004' : 'WSRC0003', found, candidates };
}
