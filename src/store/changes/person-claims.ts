/**
 * The claims on PostgreSQL, where several may write at once: the rows of `learner_name` alone would let two of them look
 * and find nobody there. SQLite has one writer at a time, who looks and writes in one transaction, and no claims (ADR 0018).
 */
import type { SearchKey } from '../../domain/demographics.js';
import { nameValues } from '../learner-row.js';
import { personKey } from '../person-keys.js';
import { personKeyBytes, text } from '../values.js';
import { rowOf, rowOnPostgres, runOnPostgres, type Change } from './change.js';

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
 * Whether nobody else stands under these details, which are claimed from then on. Those that are linked to this learner are
 * nobody else: an old register holds people twice, and a link says that the two are one person.
 */
export function* claimOwn(own: SearchKey, claims: PersonClaims | undefined, uln: string): Change<boolean> {
  if (claims !== undefined && (yield* runOnPostgres('insertClaim', claims.own, uln)) > 0) return true;
  if ((yield* rowOf('anotherOfName', ...nameValues(own), uln, uln)) !== undefined) return false;
  // Who held the claim may have let it go since.
  if (claims !== undefined) yield* claimWhereFree([claims.own], uln);
  return true;
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
