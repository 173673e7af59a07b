/** Changes as one transaction: what is refused or fails leaves nothing, and the others stay. */
import { auditColumns, type AuditValue } from '../audit-row.js';
import { Undo, auditBinding, type Change, type Step, type StepResult } from '../changes/change.js';
import { startChange, type SteppedName } from '../changes/changes.js';
import { StoreError, errorCode } from '../store-error.js';
import type { PreparedStatement, PreparedStatements, SqliteConnection } from './connection.js';
import type { ChangeAnswer, Failure } from './writer-protocol.js';

export type SteppedChange = readonly [name: SteppedName, given: readonly unknown[]];

const passedOver: StepResult = { rows: [], changed: 0 };

export class WriterTransaction {
  /** Since they were taken last. Audit entries do not count: they lie together, and many of them touch few pages. */
  #rowsChanged = 0;
  readonly #begin: PreparedStatement;
  readonly #commit: PreparedStatement;
  readonly #rollback: PreparedStatement;
  readonly #savepoint: PreparedStatement;
  readonly #release: PreparedStatement;
  readonly #undo: PreparedStatement;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly statements: PreparedStatements,
  ) {
    this.#begin = connection.prepare('begin immediate');
    this.#commit = connection.prepare('commit');
    this.#rollback = connection.prepare('rollback');
    this.#savepoint = connection.prepare('savepoint change');
    this.#release = connection.prepare('release change');
    this.#undo = connection.prepare('rollback to change');
  }

  /** Writes them all, or throws. */
  run(audit: readonly AuditValue[], changes: readonly SteppedChange[]): readonly ChangeAnswer[] {
    this.#open(audit);
    let answers = this.#runTogether(changes);
    if (answers === undefined) {
      this.#rollback.run();
      this.#open(audit);
      answers = changes.map((change) => this.#runApart(change));
    }
    this.#commit.run();
    return answers;
  }

  /** Undoes what was begun, if SQLite has not done so itself. */
  rollBack(): void {
    if (this.connection.inTransaction) this.#rollback.run();
  }

  /** How many rows changes touched since this was asked last; those of undone ones too. */
  takeRowsChanged(): number {
    const changed = this.#rowsChanged;
    this.#rowsChanged = 0;
    return changed;
  }

  #open(audit: readonly AuditValue[]): void {
    this.#begin.run();
    if (audit.length === 0) return;
    const insert = this.statements.get('insertAudit');
    for (let at = 0; at < audit.length; at += auditColumns.length) insert.run(auditBinding(audit, at));
  }

  /**
   * As one: to be able to undo each change alone, SQLite would copy every page before the change touches it. Undefined
   * when one of them fails, or is to write nothing and has written: then they are to run again, each apart.
   */
  #runTogether(changes: readonly SteppedChange[]): readonly ChangeAnswer[] | undefined {
    const answers: ChangeAnswer[] = [];
    for (const [name, given] of changes) {
      const before = this.#rowsChanged;
      try {
        answers.push({ outcome: this.#stepThrough(startChange(name, given)) });
      } catch (error) {
        // A full disk ends the whole transaction.
        if (!this.connection.inTransaction) throw error;
        if (!(error instanceof Undo) || this.#rowsChanged !== before) return undefined;
        answers.push({ outcome: error.outcome as unknown });
      }
    }
    return answers;
  }

  #runApart([name, given]: SteppedChange): ChangeAnswer {
    this.#savepoint.run();
    try {
      const outcome = this.#stepThrough(startChange(name, given));
      this.#release.run();
      return { outcome };
    } catch (error) {
      // A full disk ends the whole transaction: then there is no savepoint to go back to.
      if (!this.connection.inTransaction) throw error;
      this.#undo.run();
      this.#release.run();
      return error instanceof Undo ? { outcome: error.outcome as unknown } : { failure: failureOf(error) };
    }
  }

  #stepThrough(change: Change<unknown>): unknown {
    let step = change.next();
    while (step.done !== true) step = change.next(this.#take(step.value));
    return step.value;
  }

  #take({ statement: name, values, onPostgresAlone }: Step): StepResult {
    if (onPostgresAlone === true) return passedOver;
    const statement = this.statements.get(name);
    if (statement.reader) return { rows: statement.all(values), changed: 0 };
    const { changes: changed } = statement.run(values);
    this.#rowsChanged += changed;
    return { rows: [], changed };
  }
}

/** What may be told of an error. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StoreError) return { code: error.code, message: error.message };
  return { code: errorCode(error) ?? (error instanceof Error ? error.name : 'no code') };
}
