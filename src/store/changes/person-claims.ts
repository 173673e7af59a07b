/**
 * The claims on PostgreSQL, where several may write at once: the rows of `learner_name` alone would let two of them look
 * and find nobody there. SQLite has one writer at a time, who looks and writes in one transaction, and no claims (ADR 0018).
 */
import { isSameKey, type SearchKey } from '../../domain/demographics.js';
import { nameValues, searchKeysOf } from '../learner-row.js';
import { personKey } from '../person-keys.js';
import { personKeyBytes, text, type Row } from '../values.js';
import { rowOnPostgres, rowsOf, runOnPostgres, type Change } from './change.js';

/** The person keys of a learner, as bytes. */
export interface PersonClaims {
  readonly own: Uint8Array;
  readonly others: readonly Uint8Array[];
}

/** Those of a learner on its way to PostgreSQL. */
export function claimsOf({ claims }: { readonly claims?: PersonClaims }): PersonClaims {
  if (claims === undefined) throw new Error('A learner comes to PostgreSQL with what it claims');
  return claims;
}

/** Claims each of them that is free. */
export function* claimWhereFree(keys: readonly Uint8Array[], uln: string): Change<void> {
  for (const key of keys) yield* runOnPostgres('insertClaim', key, uln);
}

/**
 * Whether the learner may have these five details. When they are new to it, nobody else may stand under them, and they are
 * claimed from then on. When they are what they were, only a record that an old register has of the same person can stand in
 * the way: of two, the one with the lower ULN goes on. Those that are linked to this learner are nobody else: a link says
 * that the two are one person.
 */
export function* mayHave(
  own: SearchKey,
  isNew: boolean,
  claims: PersonClaims | undefined,
  uln: string,
): Change<boolean> {
  const claim = isNew ? claims?.own : undefined;
  if (claim !== undefined && (yield* runOnPostgres('insertClaim', claim, uln)) > 0) return true;
  const strangers = yield* rowsOf('strangersOfName', ...nameValues(own), uln, uln);
  if (strangers.some((stranger) => isNew || isFirst(stranger, own, uln))) return false;
  // Who held the claim may have let it go since.
  if (claim !== undefined) yield* runOnPostgres('insertClaim', claim, uln);
  return true;
}

/** Of two records with the same five details. Who had them once, under another name, is not in the way. */
function isFirst([uln, searchKeys]: Row, own: SearchKey, than: string): boolean {
  const [theirs] = searchKeysOf(searchKeys);
  return Number(uln) < Number(than) && theirs !== undefined && isSameKey(theirs, own);
}

/** Lets go of what the learner claimed; another learner who stands under the same details takes it over. */
export function* releaseClaims(keys: readonly SearchKey[], uln: string): Change<void> {
  if (keys.length === 0) return;
  const stored = yield* rowOnPostgres('setting', 'personKeySecret');
  if (stored === undefined) return;
  const secret = Buffer.from(text(stored[0]), 'hex');
  for (const key of keys) {
    const claim = personKeyBytes(personKey(secret, key));
    if ((yield* runOnPostgres('releaseClaim', claim, uln)) === 0) continue;
    const heir = yield* rowOnPostgres('othersOfName', ...nameValues(key), uln);
    if (heir !== undefined) yield* runOnPostgres('insertClaim', claim, text(heir[0]));
  }
}
