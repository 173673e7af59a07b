/** The learning events and data challenges of the published test data. */
import { z } from 'zod';
import { eventSources } from '../domain/learning-event.js';
import { openChallenge, resolveChallenge, type ChallengeParts } from '../register/data-challenges.js';
import type { EventImport, EventToImport } from '../register/plr-ports.js';
import type { Caller, Clock } from '../register/ports.js';
import { parseUln } from '../domain/uln.js';
import { parseValues } from './challenge/challenge-values.js';
import { eventColumns, usualEmptyText } from './import/event-columns.js';
import { eventOfRow } from './import/event-of-row.js';
import { readJsonLines } from './import/read-json-lines.js';

export const publishedChallengeSchema = z.object({
  uln: z.string().regex(/^[1-9][0-9]{9}$/),
  /** With `reference`, the event that it is about. */
  source: z.string().optional(),
  reference: z.string().optional(),
  status: z.enum(['New', 'With AO']),
  details: z.string().min(1),
  /** What the event should say, by the names of its members. */
  supplied: z.record(z.string(), z.string()),
});
export type PublishedChallenge = z.output<typeof publishedChallengeSchema>;

/** In whose name the published data come into a register. */
export const testDataCaller: Caller = {
  organisationRef: 'LOCAL',
  userName: 'learner-register',
  operation: 'load test data',
  correlationId: 'test-data',
};

export interface TestRecordParts extends Omit<ChallengeParts, 'clock'> {
  readonly eventImports: Pick<EventImport, 'store'>;
}

/** Events that say when they were loaded need no other time. */
const noDate = '1970-01-01 00:00:00';

/**
 * Loads the events in one chunk, so that each has the same number in every register, then the challenges. What is
 * there already stays.
 */
export async function loadTestRecord(
  parts: TestRecordParts & { readonly clock: Clock },
  eventsFile: string,
  challenges: readonly PublishedChallenge[],
): Promise<{ readonly learningEvents: number; readonly dataChallenges: number }> {
  const events = await eventsOf(eventsFile);
  const { organisationRef } = testDataCaller;
  const outcomes = await parts.eventImports.store(
    events,
    { fingerprint: 'published test events', rowsDone: events.length },
    { at: parts.clock.now(), dateLoaded: noDate, organisationRef },
  );
  let opened = 0;
  for (const challenge of challenges) if (await open(parts, challenge)) opened += 1;
  return {
    learningEvents: outcomes.filter((outcome) => outcome === 'created').length,
    dataChallenges: opened,
  };
}

async function eventsOf(file: string): Promise<readonly EventToImport[]> {
  const events: EventToImport[] = [];
  for await (const batch of readJsonLines(file, false, eventColumns(usualEmptyText))) {
    if ('failure' in batch) throw new Error(`The published events cannot be read: ${batch.failure.problem}`);
    for (const row of batch.rows) {
      const readable = eventOfRow(row);
      if ('reasons' in readable)
        throw new Error(`Published event ${row.number}: ${readable.reasons.join('; ')}`);
      events.push(owned(readable.event));
    }
  }
  return events;
}

/** Those of awarding organisations are as if they had been submitted: the reference begins with the owner's. */
function owned(event: EventToImport): EventToImport {
  const { source, reference } = event;
  const isSubmitted = source === eventSources.awardingOrganisation || source === eventSources.unit;
  const [ownerRef] = reference.split(':', 1);
  return isSubmitted && ownerRef !== undefined ? { ...event, ownerRef } : event;
}

/** False when the record has challenges already: all of them come together. */
async function open(
  parts: TestRecordParts & { readonly clock: Clock },
  published: PublishedChallenge,
): Promise<boolean> {
  const { source, reference, details } = published;
  const uln = parseUln(published.uln);
  const supplied = parseValues(Object.entries(published.supplied).map(([name, value]) => `${name}=${value}`));
  if (uln === undefined || 'exitCode' in supplied) throw new Error('A published challenge is malformed');
  const events = await parts.events.liveEvents([uln]);
  const event = events.find((each) => each.source === source && each.reference === reference);
  const known = await parts.challenges.list({ uln, limit: 1000 });
  if (known.some(({ eventId }) => eventId === event?.eventId)) return false;
  const wanted = { uln, details, supplied, ...(event === undefined ? {} : { eventId: event.eventId }) };
  const outcome = await openChallenge(parts, wanted, testDataCaller);
  if (!('challenge' in outcome)) throw new Error(`A published challenge is refused: ${outcome.refusal}`);
  if (published.status === 'With AO') {
    const words = 'The awarding organisation was asked.';
    await resolveChallenge(
      parts,
      outcome.challenge.referenceNo,
      { status: 'With AO', words },
      testDataCaller,
    );
  }
  return true;
}
