import { shownEvents, type GetType, type ShownEvent } from '../domain/plr-access.js';
import type { Uln } from '../domain/uln.js';
import { auditEntry, type DeedParts } from './deeds.js';
import { openRecord, type RecordQuestion } from './open-record.js';
import type { LearningEventReader } from './plr-ports.js';
import type { Caller } from './ports.js';

export interface LearningEventsQuestion extends RecordQuestion {
  readonly getType: GetType;
}

export type ReadLearningEventsOutcome =
  | {
      readonly responseCode: 'WSRC0004' | 'WSRC0022';
      /** The ULN of the one who stands for the person. */
      readonly foundUln: Uln;
      /** Of all records of the person, by number. */
      readonly events: readonly ShownEvent[];
    }
  | { readonly responseCode: 'WSEC0136' | 'WSEC0206' | 'WSEC0208' };

/**
 * Gives a learner's personal learning record to those who may see it. Whatever the answer, it is on record before
 * it leaves, under every ULN whose events it holds.
 * Rule: docs/interface-specification.md, "GetLearnerLearningEvents".
 */
export async function readLearningEvents(
  parts: DeedParts & { readonly events: Pick<LearningEventReader, 'liveEvents'> },
  question: LearningEventsQuestion,
  caller: Caller,
): Promise<ReadLearningEventsOutcome> {
  const opened = await openRecord(parts, question);
  const events = 'learner' in opened ? await parts.events.liveEvents(opened.ulns) : [];
  const entry = auditEntry(caller, parts.clock.now(), opened.responseCode, opened.ulns);
  await parts.audit.record(entry);
  if (!('learner' in opened)) return { responseCode: opened.responseCode };
  return {
    responseCode: opened.responseCode,
    foundUln: opened.learner.uln,
    events: shownEvents(events, question.getType),
  };
}
