/** What an import makes of an event, in either database. */
import type { EventChangeKind, LearningEvent } from '../domain/learning-event.js';
import {
  eventImportOutcomes,
  type EventImportOutcome,
  type EventToImport,
  type ImportMoment,
} from '../register/plr-ports.js';
import { historyEntryOf, recordedOf, recordedText } from './learning-event-row.js';
import type { Row, Value } from './values.js';

/** An event on its way to the writers: plain values, the recorded members as their column holds them. */
export type ImportedEvent = readonly [
  uln: string,
  source: string,
  reference: string,
  recorded: string,
  credits: number,
  dateLoaded: string | null,
  ownerRef: string | null,
];

/** {@link ImportMoment} as plain values. */
export type ImportedAt = readonly [at: number, dateLoaded: string, organisationRef: string];

/** Places in `eventImportOutcomes`, one for each event. */
export type OutcomePlaces = readonly number[];

export function importedEvent(event: EventToImport): ImportedEvent {
  const { uln, source, reference, recorded, credits, dateLoaded, ownerRef } = event;
  return [uln, source, reference, recordedText(recorded), credits, dateLoaded ?? null, ownerRef ?? null];
}

export function importedAt({ at, dateLoaded, organisationRef }: ImportMoment): ImportedAt {
  return [at.getTime(), dateLoaded, organisationRef];
}

export function placeOf(outcome: EventImportOutcome): number {
  return eventImportOutcomes.indexOf(outcome);
}

/**
 * The places of events in the order of the table's key, so that each of its pages is touched once. Of two with one key
 * the first stays first. Numbers are given in this order, so that the same file gives the same numbers.
 */
export function inKeyOrder(events: readonly ImportedEvent[]): number[] {
  const ulns = events.map(([uln]) => Number(uln));
  const compare = (one: number, other: number): number => {
    const byUln = (ulns[one] ?? 0) - (ulns[other] ?? 0);
    if (byUln !== 0) return byUln;
    const [, source = '', reference = ''] = events[one] ?? [];
    const [, otherSource = '', otherReference = ''] = events[other] ?? [];
    return compareText(source, otherSource) || compareText(reference, otherReference) || one - other;
  };
  return Array.from(events.keys()).sort(compare);
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The values of `eventColumns` for an event that the register did not have. */
export function importedRow(event: ImportedEvent, eventId: number | null, dateLoaded: string): Value[] {
  const [uln, source, reference, recorded, credits, ownDate, ownerRef] = event;
  const standing = 'live';
  return [
    credits,
    ownDate ?? dateLoaded,
    eventId,
    null,
    0,
    ownerRef,
    recorded,
    reference,
    source,
    standing,
    uln,
    1,
  ];
}

/**
 * What becomes of an event that is there. `history` is asked only when the event has been changed before and differs:
 * a source that repeats what it said before a correction does not undo the correction.
 */
export function repeated(
  stored: LearningEvent,
  given: ImportedEvent,
): 'owned' | 'unchanged' | 'askHistory' | 'updated' {
  const [, , , , , , ownerRef] = given;
  if ((stored.ownerRef ?? null) !== ownerRef) return 'owned';
  if (saysTheSame(stored, given)) return 'unchanged';
  return stored.version > 1 ? 'askHistory' : 'updated';
}

/** The same once the history is known: rows of `historyColumns`, oldest first. */
export function repeatedAfter(history: readonly Row[], given: ImportedEvent): 'unchanged' | 'updated' {
  const said = sourceSaid(history);
  return said !== undefined && saysTheSame(said, given) ? 'unchanged' : 'updated';
}

/** The event as it is to be; withdrawn events stay withdrawn. */
export function broughtUpToDate(
  stored: LearningEvent,
  given: ImportedEvent,
  dateLoaded: string,
): LearningEvent {
  const [, , , recorded, credits, ownDate] = given;
  return {
    ...stored,
    recorded: recordedOf(recorded),
    credits,
    dateLoaded: ownDate ?? dateLoaded,
    version: stored.version + 1,
  };
}

/** Changes by which the register departs from what the source said. */
const departures: ReadonlySet<EventChangeKind> = new Set<EventChangeKind>([
  'corrected',
  'withdrawn',
  'reinstated',
  'removed',
]);

/** What the source said last, when the register has departed from it since. */
function sourceSaid(history: readonly Row[]): LearningEvent | undefined {
  let said: LearningEvent | undefined;
  for (const row of history.toReversed()) {
    const { change, before } = historyEntryOf(row);
    if (!departures.has(change)) break;
    said = before;
  }
  return said;
}

function saysTheSame(stored: LearningEvent, given: ImportedEvent): boolean {
  const [, , , recorded, credits, dateLoaded] = given;
  return (
    stored.credits === credits &&
    (dateLoaded === null || stored.dateLoaded === dateLoaded) &&
    recordedText(stored.recorded) === recorded
  );
}
