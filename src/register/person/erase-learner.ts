import { normaliseName } from '../../domain/name.js';
import type { Uln } from '../../domain/uln.js';
import { auditEntry } from '../deeds.js';
import type { ErasureReason } from '../person-ports.js';
import type { Caller } from '../ports.js';
import { isAboutPerson } from './is-about.js';
import { familyOf, type Family, type PersonParts } from './person-parts.js';

export type EraseOutcome =
  | {
      readonly outcome: 'erased';
      /** The record that was named and those linked to it. */
      readonly ulns: readonly Uln[];
      readonly batchRecords: number;
    }
  | { readonly outcome: 'notFound' };

/**
 * Erases a person: the record with this number and all that are linked to it, with their events, challenges and batch
 * records. What stays, and why: docs/data-protection.md, "What an erasure leaves". It can be done again, and was cut off
 * without harm: the records themselves go last, and all at once.
 */
export async function eraseLearner(
  parts: PersonParts,
  uln: Uln,
  reason: ErasureReason,
  caller: Caller,
): Promise<EraseOutcome> {
  const { persons, clock } = parts;
  const family = await familyOf(parts, uln);
  if (family === undefined) {
    await parts.audit.record(auditEntry(caller, clock.now(), 'notFound', [uln]));
    return { outcome: 'notFound' };
  }
  const { ulns, keys } = family;
  const batchRecords = await persons.emptyBatchRecords(ulns, isAboutPerson(ulns, keys));
  const outcome = await persons.erase({
    ulns,
    reason,
    today: clock.today(),
    userNames: await ownUserNames(parts, family),
    audit: auditEntry(caller, clock.now(), `erased ${reason}`, ulns),
  });
  return outcome === 'notFound' ? { outcome } : { outcome, ulns, batchRecords };
}

/** User names in the audit that are the learner's own: some organisations let learners look for themselves. */
async function ownUserNames({ persons }: PersonParts, { ulns, keys }: Family): Promise<readonly string[]> {
  const entries = await persons.audit(ulns, []);
  const names = new Set(entries.map(({ userName }) => userName));
  return [...names].filter((userName) => {
    const words = new Set(userName.split(/[^\p{Letter}\p{Mark}'’]+/u).map(normaliseName));
    const whole = normaliseName(userName);
    return keys.some(
      ({ givenKey, familyKey }) =>
        (words.has(givenKey) && words.has(familyKey)) ||
        whole === givenKey + familyKey ||
        whole === familyKey + givenKey,
    );
  });
}
