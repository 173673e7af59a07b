import type { DataChallenge } from '../../domain/data-challenge.js';
import type { LearningEvent } from '../../domain/learning-event.js';
import type { Learner } from '../../domain/learner.js';
import type { Uln } from '../../domain/uln.js';
import { auditEntry } from '../deeds.js';
import type { Erasure, HeldBatchRecord } from '../person-ports.js';
import type { EventHistoryEntry } from '../plr-ports.js';
import type { Caller, StoredAuditEntry } from '../ports.js';
import { isAboutPerson } from './is-about.js';
import { familyOf, type PersonParts } from './person-parts.js';

/** Everything that is held about a person. */
export interface PersonExport {
  /** The record that was asked for first, then those linked to it. */
  readonly learners: readonly Learner[];
  readonly erasures: readonly Erasure[];
  /** With what each event was before its changes, oldest first. */
  readonly learningEvents: readonly (LearningEvent & { readonly history: readonly EventHistoryEntry[] })[];
  readonly dataChallenges: readonly DataChallenge[];
  readonly batchRecords: readonly HeldBatchRecord[];
  /** Who looked, and who looked for these details; oldest first. */
  readonly audit: readonly StoredAuditEntry[];
}

/** Collects what is held about the person with this number; undefined when nobody has it. The audit records it. */
export async function exportLearner(
  parts: PersonParts,
  uln: Uln,
  caller: Caller,
): Promise<PersonExport | undefined> {
  const { persons, clock } = parts;
  const family = await familyOf(parts, uln);
  if (family === undefined) {
    await parts.audit.record(auditEntry(caller, clock.now(), 'notFound', [uln]));
    return undefined;
  }
  const { learners, ulns, keys } = family;
  // First, so that this very export is in it.
  await parts.audit.record(auditEntry(caller, clock.now(), 'exported', ulns));
  const learningEvents = [];
  for (const event of await persons.events(ulns)) {
    learningEvents.push({ ...event, history: await parts.events.history(event.uln, event.eventId) });
  }
  const erased = await persons.erasures(new Date(0));
  return {
    learners,
    erasures: erased.filter((each) => ulns.includes(each.uln)),
    learningEvents,
    dataChallenges: await persons.challenges(ulns),
    batchRecords: await persons.batchRecords(ulns, isAboutPerson(ulns, keys)),
    audit: await persons.audit(ulns, await persons.personKeys(ulns)),
  };
}
