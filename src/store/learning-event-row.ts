/** A learning event as a row of `learning_event`, its earlier states as rows of its history, and back. */
import {
  recordedMembers,
  type EventChangeKind,
  type EventStanding,
  type LearningEvent,
  type RecordedEvent,
} from '../domain/learning-event.js';
import type { Uln } from '../domain/uln.js';
import type { EventHistoryEntry, NewLearningEvent } from '../register/plr-ports.js';
import { text, type Row, type Value } from './values.js';

/** The columns of an event, in which {@link learningEventOf} reads and {@link newEventRow} writes. Sorted, as knex does. */
export const eventColumns = [
  'credits',
  'date_loaded',
  'event_id',
  'mis_identifier',
  'open_challenges',
  'owner_ref',
  'recorded',
  'reference',
  'source',
  'standing',
  'uln',
  'version',
] as const;

/** What a row is found by. */
export const eventKeyColumns = ['uln', 'source', 'reference'] as const;

/** What a change to an event writes, in the order of {@link changedEventRow}. Challenges are counted where they open. */
export const changedEventColumns = [
  'credits',
  'date_loaded',
  'mis_identifier',
  'recorded',
  'standing',
  'version',
] as const;

/** In the order of {@link historyRow}. */
export const historyColumns = [
  'at',
  'before',
  'change',
  'event_id',
  'organisation_ref',
  'uln',
  'version',
] as const;

const numberColumns: ReadonlySet<string> = new Set(['credits', 'event_id', 'open_challenges', 'version']);
const longColumns: ReadonlySet<string> = new Set(['uln', 'at']);

/** PostgreSQL's types of such columns. */
export function eventTypes(columns: readonly string[]): string[] {
  return columns.map((column) => {
    if (longColumns.has(column)) return 'bigint';
    return numberColumns.has(column) ? 'int' : 'text';
  });
}

/**
 * An event from the values of {@link eventColumns}. On the way of every record that is read. The casts rest on the
 * table: the schema and this file let only such values in.
 */
export function learningEventOf(row: Row): LearningEvent {
  const event: { -readonly [M in keyof LearningEvent]: LearningEvent[M] } = {
    uln: String(row[10]) as Uln,
    eventId: row[2] as number,
    source: row[8] as string,
    reference: row[7] as string,
    recorded: recordedOf(row[6] as string),
    credits: row[0] as number,
    dateLoaded: row[1] as string,
    standing: row[9] as EventStanding,
    version: row[11] as number,
    underDataChallenge: row[4] !== 0,
  };
  if (row[5] !== null) event.ownerRef = row[5] as string;
  if (row[3] !== null) event.misIdentifier = row[3] as string;
  return event;
}

/** The values of {@link eventColumns} for an event that the register has just numbered. */
export function newEventRow(event: NewLearningEvent, eventId: number): Value[] {
  return [
    event.credits,
    event.dateLoaded,
    eventId,
    event.misIdentifier ?? null,
    0,
    event.ownerRef ?? null,
    recordedText(event.recorded),
    event.reference,
    event.source,
    event.standing,
    event.uln,
    1,
  ];
}

/** The values of {@link changedEventColumns}; the version is the new one. */
export function changedEventRow(event: LearningEvent): Value[] {
  return [
    event.credits,
    event.dateLoaded,
    event.misIdentifier ?? null,
    recordedText(event.recorded),
    event.standing,
    event.version,
  ];
}

/** The values of {@link eventKeyColumns}. */
export function eventKey(event: Pick<LearningEvent, 'uln' | 'source' | 'reference'>): Value[] {
  return [event.uln, event.source, event.reference];
}

/** The column `recorded`: a list in the order of `recordedMembers`, null for what was not recorded. */
export function recordedText(recorded: RecordedEvent): string {
  return JSON.stringify(recordedMembers.map((member) => recorded[member] ?? null));
}

export function recordedOf(column: string): RecordedEvent {
  const values = JSON.parse(column) as (string | null)[];
  const recorded: { -readonly [M in keyof RecordedEvent]: RecordedEvent[M] } = {};
  for (let at = 0; at < recordedMembers.length; at += 1) {
    const member = recordedMembers[at];
    const value = values[at];
    if (member !== undefined && typeof value === 'string') recorded[member] = value;
  }
  return recorded;
}

/** The values of {@link historyColumns}: what an event was before it was changed. */
export function historyRow(
  before: LearningEvent,
  at: Date,
  organisationRef: string,
  change: EventChangeKind,
): Value[] {
  return [
    at.getTime(),
    JSON.stringify(before),
    change,
    before.eventId,
    organisationRef,
    before.uln,
    before.version,
  ];
}

/** An entry from the values of {@link historyColumns}. */
export function historyEntryOf(row: Row): EventHistoryEntry {
  return {
    at: new Date(Number(row[0])),
    before: JSON.parse(text(row[1])) as LearningEvent,
    change: text(row[2]) as EventChangeKind,
    organisationRef: text(row[4]),
    version: Number(row[6]),
  };
}
