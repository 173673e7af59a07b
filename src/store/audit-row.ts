/** Audit entries as rows of the table `audit`: one row for each learner concerned, or one when there is none. */
import { randomBytes } from 'node:crypto';
import type { Uln } from '../domain/uln.js';
import type { AuditEntry, StoredAuditEntry } from '../register/ports.js';
import { personKeyText, text, type Row } from './values.js';

/** In the order of {@link pushAuditRows}; sorted, as knex sorts the columns of an insert. */
export const auditColumns = [
  'at',
  'correlation_id',
  'entry_id',
  'operation',
  'organisation_ref',
  'outcome',
  'person_key',
  'position',
  'uln',
  'user_name',
] as const;

export const PERSON_KEY_AT = auditColumns.indexOf('person_key');

/** Like a row, but the person key still as 32 hex digits: text travels between threads for less than bytes do. */
export type AuditValue = string | number | null;

const origin = randomBytes(6).toString('base64url');
let count = 0;

/** Differs between entries, processes and restarts; sorts nothing: the time does that. */
function newEntryId(): string {
  count += 1;
  return `${origin}${count.toString(36)}`;
}

/**
 * Appends the rows of an entry, value after value, and gives their number. The person key stands in the first row
 * alone, which keeps its index small.
 */
export function pushAuditRows(values: AuditValue[], entry: AuditEntry): number {
  const at = entry.at.getTime();
  const entryId = newEntryId();
  const rows = Math.max(1, entry.ulns.length);
  for (let position = 0; position < rows; position += 1) {
    values.push(
      at,
      entry.correlationId,
      entryId,
      entry.operation,
      entry.organisationRef,
      entry.outcome,
      position === 0 ? (entry.personKey ?? null) : null,
      position,
      entry.ulns[position] ?? null,
      entry.userName,
    );
  }
  return rows;
}

/** The rows of one entry, value after value. */
export function auditRows(entry: AuditEntry): AuditValue[] {
  const values: AuditValue[] = [];
  pushAuditRows(values, entry);
  return values;
}

/** Entries from rows in the order of {@link auditColumns}, each entry's rows next to one another. */
export function entriesOf(rows: readonly Row[]): StoredAuditEntry[] {
  const entries: (StoredAuditEntry & { ulns: Uln[] })[] = [];
  for (const row of rows) {
    const [at, correlationId, entryId, operation, organisationRef, outcome, key, , uln, userName] = row;
    let entry = entries.at(-1);
    if (entry?.entryId !== entryId) {
      entry = {
        at: new Date(Number(at)),
        correlationId: text(correlationId),
        entryId: text(entryId),
        operation: text(operation),
        organisationRef: text(organisationRef),
        outcome: text(outcome),
        userName: text(userName),
        ulns: [],
        ...(key === null ? {} : { personKey: personKeyText(key) }),
      };
      entries.push(entry);
    }
    if (uln !== null) entry?.ulns.push(text(uln) as Uln);
  }
  return entries;
}
