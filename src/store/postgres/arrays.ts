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

/** Columns of values from rows of values: what `unnest` takes. */
export function transposed(rows: readonly Row[], width: number): Value[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? null));
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

export function auditArrays(audit: readonly AuditValue[]): Value[][] {
  const rows: Row[] = [];
  for (let at = 0; at < audit.length; at += auditColumns.length) rows.push(auditBinding(audit, at));
  return transposed(rows, auditColumns.length);
}
