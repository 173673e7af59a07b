import type { Learner } from '../domain/learner.js';
import { detailsFit, maySeeRecord, type PlrAsker, type PlrDetails } from '../domain/plr-access.js';
import { hasValidCheckDigit, parseUln, type Uln } from '../domain/uln.js';
import type { DeedParts } from './deeds.js';
import { nameSettings } from './find-by-uln.js';
import { isLive } from './found-learner.js';

/** Whose record is asked for, by whom. */
export interface RecordQuestion extends PlrDetails, PlrAsker {
  /** As sent: need not be a ULN at all. */
  readonly uln: string;
}

export type OpenedRecord =
  | {
      /** WSRC0022 when a master stands for the learner with the ULN. */
      readonly responseCode: 'WSRC0004' | 'WSRC0022';
      /** The one who stands for the person. */
      readonly learner: Learner;
      /** Every record of the person, the one that was asked for first. */
      readonly ulns: readonly Uln[];
    }
  | {
      readonly responseCode: 'WSEC0136' | 'WSEC0206' | 'WSEC0208';
      /** What was asked for, if it is a ULN. */
      readonly ulns: readonly Uln[];
    };

/**
 * Whether this caller may see this person's personal learning record. The first check that fails decides: the ULN
 * cannot be one (WSEC0136), nobody has it or the details are another person's (WSEC0208), the record is not shared
 * with the caller (WSEC0206). That the details fit is asked first: nobody learns by a ULN alone who shares.
 * Rule: docs/interface-specification.md, "Who sees a personal learning record".
 */
export async function openRecord(parts: DeedParts, question: RecordQuestion): Promise<OpenedRecord> {
  const uln = parseUln(question.uln);
  if (uln === undefined) return { responseCode: 'WSEC0136', ulns: [] };
  const notUln: OpenedRecord = { responseCode: 'WSEC0136', ulns: [uln] };
  const isIssuable = hasValidCheckDigit(uln);
  if (!isIssuable && parts.settings.ulnCheck !== 'relaxed') return notUln;
  const notVerified: OpenedRecord = { responseCode: 'WSEC0208', ulns: [uln] };
  const hit = await parts.learners.findByUln(uln);
  if (hit === undefined && !isIssuable) return notUln;
  if (!isLive(hit)) return notVerified;
  const learner = hit.masterUln === undefined ? hit : await parts.learners.findByUln(hit.masterUln);
  if (!isLive(learner)) return notVerified;
  const records = learner === hit ? [hit] : [hit, learner];
  if (!detailsFit(records, question, nameSettings(parts))) return notVerified;
  if (!maySeeRecord(learner, question)) return { responseCode: 'WSEC0206', ulns: [uln] };
  return {
    responseCode: learner === hit ? 'WSRC0004' : 'WSRC0022',
    learner,
    ulns: learner.linkedUlns.length === 0 ? [uln] : recordsOf(uln, learner),
  };
}

function recordsOf(uln: Uln, master: Learner): readonly Uln[] {
  return [...new Set([uln, master.uln, ...master.linkedUlns])];
}
