import { PERSON_KEY_AT, auditColumns, type AuditValue } from '../audit-row.js';
import { resultColumns } from '../batches/batch-columns.js';
import { auditBinding } from '../changes/change.js';
import { flooredAt } from '../keeping-statements.js';
import { insertColumns } from '../learner-row.js';
import { nameColumns } from '../statements.js';
import type { Row, Value } from '../values.js';

/** The types of {@link auditColumns}. */
export const auditTypes = auditColumns.map((column, at) => {
  if (at === PERSON_KEY_AT) return 'bytea';
  if (column === 'at' || column === 'uln') return 'bigint';
  return column === 'position' ? 'int' : 'text';
});

/** The types of a learner's `insertColumns`. */
export const learnerTypes = insertColumns.map((column) => {
  if (column === 'uln' || column === 'master_uln') return 'bigint';
  return column === 'version_number' ? 'int' : 'text';
});
/** Of the columns of `learner_name`, the ULN last. */
export const nameTypes = [...Array<string>(nameColumns.length).fill('text'), 'bigint'];
/** Of a person key and a ULN. */
export const claimTypes = ['bytea', 'bigint'];
/** Of a record's result. */
export const resultTypes = resultColumns.map((column) => {
  if (column === 'position') return 'int';
  return column === 'job_id' || column === 'uln' ? 'bigint' : 'text';
});

/** `unnest($1::text[], $2::bigint[])` for these types, counting from the parameter `first`. */
export function unnest(types: readonly string[], first: number): string {
  return `unnest(${types.map((type, at) => `$${String(first + at)}::${type}[]`).join(', ')})`;
}

/**
 * Columns of values from rows of values: what {@link unnest} takes, in the database's text for arrays. The driver would
 * make the same in several steps for each value.
 * Source: PostgreSQL's documentation, "Arrays", section 8.15.6.
 */
export function transposed(rows: readonly Row[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    // `unnest` fills the shorter arrays with nulls. The first one tells how many rows there are.
    if (column > 0 && rows.every((row) => (row[column] ?? null) === null)) return '{}';
    let text = '{';
    for (const row of rows) text += `${text.length > 1 ? ',' : ''}${elementText(row[column] ?? null)}`;
    return `${text}}`;
  });
}

/** In quotes, because the text itself may say NULL, or have commas and braces. */
function elementText(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string')
    return `"${hasToBeEscaped(value) ? value.replace(/[\\"]/g, '\\$&') : value}"`;
  return `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}"`;
}

function hasToBeEscaped(text: string): boolean {
  return text.includes('"') || text.includes('\\');
}

/** The insert of audit rows, its parameters counted from `first`. */
export function auditInsert(first: number): string {
  const entries = `${unnest(auditTypes, first)} as trail (${auditColumns.join(', ')})`;
  return `insert into audit (${auditColumns.join(', ')}) select ${auditSelection} from ${entries}`;
}

/** The columns of an audit row out of `trail`, none of them at a time that is sealed. */
export const auditSelection = auditColumns
  .map((column) => (column === 'at' ? flooredAt(false, 'trail.at') : `trail.${column}`))
  .join(', ');

export function auditArrays(audit: readonly AuditValue[]): string[] {
  const rows: Row[] = [];
  for (let at = 0; at < audit.length; at += auditColumns.length) rows.push(auditBinding(audit, at));
  return transposed(rows, auditColumns.length);
}
