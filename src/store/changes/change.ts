/**
 * A change is written once, as a generator that asks for statements and gets their rows: the writer thread of SQLite
 * runs it to its end in one go, PostgreSQL waits for each answer. Either way it runs inside one transaction, which is
 * undone when the change ends with an outcome that says nothing was written, or throws.
 */
import type { AuditValue } from '../audit-row.js';
import { PERSON_KEY_AT, auditColumns } from '../audit-row.js';
import type { StatementName } from '../statements.js';
import { personKeyBytes, type Row, type Value } from '../values.js';

export interface Step {
  readonly statement: StatementName;
  readonly values: readonly Value[];
  /** The other database passes over the step: no rows, nothing touched. */
  readonly onPostgresAlone?: true;
}

export interface StepResult {
  readonly rows: readonly Row[];
  /** Rows that an insert, update or delete touched. */
  readonly changed: number;
}

export type Change<T> = Generator<Step, T, StepResult>;

/** Ends a change and undoes what it wrote; its outcome is still an ordinary answer. */
export class Undo<T> extends Error {
  constructor(readonly outcome: T) {
    super('The change writes nothing');
  }
}

/** All rows. */
export function* rowsOf(statement: StatementName, ...values: Value[]): Change<readonly Row[]> {
  return (yield { statement, values }).rows;
}

/** The first row, if there is one. */
export function* rowOf(statement: StatementName, ...values: Value[]): Change<Row | undefined> {
  return (yield { statement, values }).rows[0];
}

/** How many rows a statement touched. */
export function* run(statement: StatementName, ...values: Value[]): Change<number> {
  return (yield { statement, values }).changed;
}

/** The first row, if there is one; none on SQLite. */
export function* rowOnPostgres(statement: StatementName, ...values: Value[]): Change<Row | undefined> {
  return (yield { statement, values, onPostgresAlone: true }).rows[0];
}

/** How many rows a statement touched; 0 on SQLite. */
export function* runOnPostgres(statement: StatementName, ...values: Value[]): Change<number> {
  return (yield { statement, values, onPostgresAlone: true }).changed;
}

/** Writes the rows of an audit entry, given value after value. */
export function* writeAudit(audit: readonly AuditValue[]): Change<void> {
  for (let at = 0; at < audit.length; at += auditColumns.length) {
    yield* run('insertAudit', ...auditBinding(audit, at));
  }
}

/** The values of one audit row, its person key as bytes. */
export function auditBinding(audit: readonly AuditValue[], at: number): Value[] {
  const values: Value[] = audit.slice(at, at + auditColumns.length);
  const key = values[PERSON_KEY_AT];
  if (typeof key === 'string') values[PERSON_KEY_AT] = personKeyBytes(key);
  return values;
}
