import { recordedMembers, type RecordedEvent } from '../../domain/learning-event.js';
import { parseUln, temporaryUln, type Uln } from '../../domain/uln.js';
import type { EventToImport } from '../../register/plr-ports.js';
import { eventColumns, eventPlaces, usualEmptyText } from './event-columns.js';
import type { RefusedRow, Row } from './row.js';
import { isUnfit } from './value-rules.js';

/** A row that may be stored. */
export interface ReadableEvent {
  readonly row: Row;
  readonly event: EventToImport;
}

/** Characters of a recorded value, and of a reference. */
const longestValue = 255;
const longestReference = 100;
const sourceForm = /^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$/;
const creditsForm = /^\d{1,9}$/;
const dateLoadedForm =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:[ T]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d))?$/;

const { columns } = eventColumns(usualEmptyText);
const { firstRecorded } = eventPlaces;

/**
 * Makes an event of a row, or says everything that is wrong with it. What the source recorded is not judged: any text
 * that a message can carry will do.
 */
export function eventOfRow(row: Row): ReadableEvent | RefusedRow {
  if (row.unreadable !== undefined) return { row, reasons: [row.unreadable] };
  const { values } = row;
  const reasons: string[] = [];
  const uln = ulnOf(values[eventPlaces.uln], reasons);
  const source = values[eventPlaces.source] ?? '';
  if (!sourceForm.test(source)) {
    reasons.push('Source must be a short name: 1 to 20 letters, digits, "-" and "_"');
  }
  const reference = values[eventPlaces.reference] ?? '';
  if (reference.trim() === '' || isLonger(reference, longestReference)) {
    reasons.push(`Reference must be a text of 1 to ${longestReference} characters`);
  }
  const credits = values[eventPlaces.credits] ?? '0';
  if (!creditsForm.test(credits)) reasons.push('Credits must be an integer from 0 to 999999999');
  const dateLoaded = dateLoadedOf(values[eventPlaces.dateLoaded], reasons);
  const recorded = recordedOf(values, reasons);
  // A line end joins no two characters into one, as two halves of a surrogate pair would be.
  if (isUnfit(values.join('\n'))) addUnfit(values, reasons);
  if (uln === undefined || reasons.length > 0) return { row, reasons };
  const event = { uln, source, reference, recorded, credits: Number(credits) };
  return { row, event: dateLoaded === undefined ? event : { ...event, dateLoaded } };
}

function ulnOf(text: string | undefined, reasons: string[]): Uln | undefined {
  const uln = parseUln(text ?? '');
  if (uln === undefined) reasons.push('Uln must be ten digits, the first not 0');
  else if (uln === temporaryUln) reasons.push('Uln is the temporary ULN, which belongs to nobody');
  return uln;
}

function dateLoadedOf(text: string | undefined, reasons: string[]): string | undefined {
  if (text === undefined || text === '') return undefined;
  const [, day = '', time = '00:00:00'] = dateLoadedForm.exec(text) ?? [];
  if (day === '') reasons.push('DateLoaded must be like 2019-11-05 04:12:33');
  return `${day} ${time}`;
}

function recordedOf(values: Row['values'], reasons: string[]): RecordedEvent {
  const recorded: { -readonly [M in keyof RecordedEvent]: RecordedEvent[M] } = {};
  for (let at = 0; at < recordedMembers.length; at += 1) {
    const member = recordedMembers[at];
    const value = values[firstRecorded + at];
    if (member === undefined || value === undefined) continue;
    if (isLonger(value, longestValue)) {
      reasons.push(`${columns[firstRecorded + at] ?? ''} must be at most ${longestValue} characters`);
    }
    recorded[member] = value;
  }
  return recorded;
}

/** Cheap first: a text never has more characters than UTF-16 units. */
function isLonger(text: string, characters: number): boolean {
  return text.length > characters && [...text].length > characters;
}

function addUnfit(values: Row['values'], reasons: string[]): void {
  values.forEach((value, at) => {
    if (value === undefined || !isUnfit(value)) return;
    reasons.push(`${columns[at] ?? ''} has characters that no message can carry: is the file in UTF-8?`);
  });
}
