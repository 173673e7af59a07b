import type { Learner } from '../domain/learner.js';
import { hasValidCheckDigit, type Uln } from '../domain/uln.js';
import { auditEntry, type DeedParts } from './deeds.js';
import { isLive } from './found-learner.js';
import type { Caller } from './ports.js';

/** What is known of one ULN that was asked for. */
export type RetrievedUln =
  | { readonly uln: Uln; readonly responseCode: 'WSRC0001' }
  | { readonly uln: Uln; readonly responseCode: 'WSRC0004'; readonly learner: Learner }
  /** Linked: the master's data. */
  | { readonly uln: Uln; readonly responseCode: 'WSRC0022'; readonly learner: Learner };

export type RetrieveUlnsOutcome =
  { readonly retrieved: readonly RetrievedUln[] } | { readonly fault: 'invalidUln' };

/**
 * Who holds each of these ULNs, in the order asked, duplicates included.
 * Rule: docs/interface-specification.md, "retrieveULNs".
 */
export async function retrieveUlns(
  parts: DeedParts,
  ulns: readonly Uln[],
  caller: Caller,
): Promise<RetrieveUlnsOutcome> {
  const { ulnCheck } = parts.settings;
  const lookedUp = ulnCheck === 'relaxed' ? ulns : ulns.filter((uln) => hasValidCheckDigit(uln));
  if (ulnCheck === 'fault' && lookedUp.length < ulns.length) {
    await parts.audit.record(auditEntry(caller, parts.clock.now(), 'WSEC0001', [...new Set(ulns)]));
    return { fault: 'invalidUln' };
  }
  const hits = await parts.learners.findByUlns(lookedUp);
  const masters = await parts.learners.findByUlns(
    [...hits.values()].flatMap((hit) => (hit.masterUln === undefined ? [] : [hit.masterUln])),
  );
  const retrieved = ulns.map((uln) => retrieveOne(uln, hits.get(uln), masters));
  const outcome = retrieved.every(({ responseCode }) => responseCode === 'WSRC0001')
    ? 'WSRC0001'
    : 'WSRC0004';
  const disclosed = retrieved.flatMap((one) =>
    one.responseCode === 'WSRC0022' ? [one.uln, one.learner.uln] : [one.uln],
  );
  const entry = auditEntry(caller, parts.clock.now(), outcome, [...new Set(disclosed)]);
  await parts.audit.record(entry);
  return { retrieved };
}

function retrieveOne(uln: Uln, hit: Learner | undefined, masters: ReadonlyMap<Uln, Learner>): RetrievedUln {
  if (!isLive(hit)) return { uln, responseCode: 'WSRC0001' };
  if (hit.masterUln === undefined) return { uln, responseCode: 'WSRC0004', learner: hit };
  const master = masters.get(hit.masterUln);
  if (!isLive(master)) return { uln, responseCode: 'WSRC0001' };
  return { uln, responseCode: 'WSRC0022', learner: master };
}
