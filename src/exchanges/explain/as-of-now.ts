/** What the register would find now by the details of an earlier request: a look that leaves no trace in the audit. */
import { namesFit, searchKeyOf } from '../../domain/demographics.js';
import {
  candidateBlocks,
  conclude,
  narrow,
  rankCandidates,
  resolveLinked,
  type Candidate,
} from '../../domain/matching.js';
import { parseUln } from '../../domain/uln.js';
import { isLive } from '../../register/found-learner.js';
import type { AuditTrail, LearnerReader, PersonKeys } from '../../register/ports.js';
import type { DemographicQuestion, UlnQuestion } from './decision.js';

export interface AsOfNowParts {
  /** The learners that this organisation's requests are about. */
  readonly learners: LearnerReader;
  readonly personKeys: PersonKeys;
  readonly audit: AuditTrail;
  readonly findBeforeRegister: boolean;
  readonly findWindowMinutes: number;
}

const count = (number: number, one: string, many: string): string =>
  number === 1 ? `one ${one}` : `${number === 0 ? 'no' : number} ${many}`;

/** In sentences: how many learners agree exactly, how many possibly, and what optional details rule out. */
export async function findNow(
  parts: AsOfNowParts,
  question: DemographicQuestion,
): Promise<readonly string[]> {
  const { learners } = parts;
  const key = searchKeyOf(question);
  const exactRows = (await learners.exactUlns(key)).map((uln): Candidate => ({ ...key, uln }));
  const rows = [...exactRows, ...(await learners.candidates(candidateBlocks(key)))];
  const ranked = rankCandidates(key, rows);
  const records = await learners.findByUlns(ranked.map(({ matchedUln }) => matchedUln));
  const live = ranked.filter(({ matchedUln }) => isLive(records.get(matchedUln)));
  const narrowed = narrow(live, records, question);
  const exact = resolveLinked(narrowed, records).filter((candidate) => candidate.exact).length;
  const possible = resolveLinked(narrowed, records).length - exact;
  const sentences = [
    `${capital(count(exact, 'learner agrees', 'learners agree'))} in all five details, and ${count(possible, 'other is a possible match', 'others are possible matches')}.`,
  ];
  const ruledOut = live.length - narrowed.length;
  if (ruledOut > 0) {
    sentences.push(
      `The optional details rule out ${count(ruledOut, 'further record', 'further records')}, whose own value is another one.`,
    );
  }
  const deleted = ranked.length - live.length;
  if (deleted > 0)
    sentences.push(
      `${capital(count(deleted, 'record that would match is', 'records that would match are'))} deleted.`,
    );
  const result = conclude(resolveLinked(narrowed, records));
  const code = { none: 'WSRC0001', exact: 'WSRC0004', possible: 'WSRC0003', tooMany: 'WSRC0002' }[
    result.kind
  ];
  const linked = result.kind === 'exact' && result.candidates[0].uln !== result.candidates[0].matchedUln;
  sentences.push(`The same find would give ${linked ? 'WSRC0022' : code} now.`);
  return sentences;
}

/** In sentences: which of the reasons to refuse a registration holds, at the time of the request or now. */
export async function registrationNow(
  parts: AsOfNowParts,
  question: DemographicQuestion,
  organisationRef: string,
  at: Date,
): Promise<readonly string[]> {
  const key = searchKeyOf(question);
  const ulns = await parts.learners.exactUlns(key);
  const [uln] = ulns;
  const sentences: string[] = [];
  if (uln === undefined) sentences.push('Nobody in the register has the same five details.');
  else {
    const record = (await parts.learners.findByUlns(ulns)).get(uln);
    sentences.push(
      isLive(record)
        ? `A learner with the same five details is in the register: ULN ${uln}. Find by these details, and use that ULN.`
        : 'A learner with the same five details was in the register and is deleted. Nobody can be registered with them again.',
    );
  }
  if (!parts.findBeforeRegister) return sentences;
  const since = new Date(at.getTime() - parts.findWindowMinutes * 60_000);
  const latest = await parts.audit.latestFind(organisationRef, parts.personKeys.keyOf(key), since);
  if (latest === undefined) {
    sentences.push(
      `No find by these five details came in the ${parts.findWindowMinutes} minutes before the registration: find by demographics first, with the very same details.`,
    );
  } else if (latest.at.getTime() > at.getTime()) {
    sentences.push('The newest find by these five details came after this registration.');
  } else {
    const seconds = Math.round((at.getTime() - latest.at.getTime()) / 1000);
    sentences.push(
      `A find by these five details came before it (${seconds} ${seconds === 1 ? 'second' : 'seconds'} earlier, ${latest.outcome}).`,
    );
  }
  return sentences;
}

/** In a sentence: whether anybody has the ULN, for a find that did not say so. */
export async function ulnNow(parts: AsOfNowParts, question: UlnQuestion): Promise<readonly string[]> {
  const uln = parseUln(question.uln);
  if (uln === undefined) return [];
  const learner = await parts.learners.findByUln(uln);
  if (learner === undefined) return ['Nobody has this ULN.'];
  if (!isLive(learner)) return ['The record with this ULN is deleted.'];
  return [
    namesFit(learner, question.givenName, question.familyName)
      ? 'A learner has this ULN, and the names that were sent fit one of the names of the record.'
      : 'A learner has this ULN, and the names that were sent are not those of the record.',
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
