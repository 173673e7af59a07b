import type { Row } from '../values.js';
import type { PreparedStatement, SqliteConnection } from './connection.js';

/** Entries that are sorted together. A reader looks through as many, and as many again while they are moved. */
const TOGETHER = 40_000;
/** Entries moved in one go: others wait about two milliseconds for it. */
const AT_ONCE = 500;

const newest =
  'select entry_id, place, place - (select min(place) from audit_unsorted) + 1 from audit_unsorted order by place desc limit 1';
const isThere = 'select 1 from audit_unsorted where place = ? and entry_id = ?';
const take = `
  create temp table sorting as
    select uln, at, entry_id from audit_unsorted where place <= ? order by uln, at, entry_id
`;
const move = `
  insert or ignore into audit_sorted (uln, at, entry_id)
    select uln, at, entry_id from temp.sorting where rowid > ? and rowid <= ?
`;
/** The last one stays, so that places go up for ever. */
const forget = `
  delete from audit_unsorted where place < min(?, (select min(place) from audit_unsorted) + ${String(8 * AT_ONCE)})
`;

/** The entries that were there when it began. */
interface Run {
  readonly lastPlace: number;
  readonly lastEntryId: string;
  /** At most. */
  readonly rows: number;
  moved: number;
}

/**
 * Moves audit entries from where they were noted to where a ULN finds them, a little at a time, between batches.
 * It may end at any moment: entries leave the notes only when all of them are in their place.
 * Source: docs/adr/0010-audit-by-learner.md.
 */
export class AuditSorting {
  readonly #prepared = new Map<string, PreparedStatement>();
  #run: Run | undefined;

  /** @param together how many entries must have gathered before it begins */
  constructor(
    private readonly connection: SqliteConnection,
    private readonly together = TOGETHER,
  ) {}

  /** Does a little when there is enough to do, and tells whether there is more. Never throws: a batch will. */
  step(): boolean {
    if (this.connection.inTransaction) return false;
    try {
      if (this.#run === undefined) this.#begin();
      else this.#goOn(this.#run);
    } catch {
      this.#end();
    }
    return this.#run !== undefined;
  }

  #begin(): void {
    const [lastEntryId, lastPlace, rows] = this.#statement(newest).raw(true).get() ?? [];
    if (typeof lastEntryId !== 'string' || typeof lastPlace !== 'number' || typeof rows !== 'number') return;
    if (rows < this.together) return;
    this.connection.exec('drop table if exists temp.sorting');
    this.#statement(take).run(lastPlace);
    this.#run = { lastPlace, lastEntryId, rows, moved: 0 };
  }

  #goOn(run: Run): void {
    try {
      // Nobody waits until it is on the disk: what is not there after a power cut is simply done again.
      this.connection.exec('begin immediate');
      // Another process may have done it, or cleared the register.
      if (this.#statement(isThere).get(run.lastPlace, run.lastEntryId) === undefined) this.#end();
      else if (run.moved < run.rows) this.#move(run);
      else if (this.#statement(forget).run(run.lastPlace).changes === 0) this.#end();
      this.connection.exec('commit');
    } finally {
      if (this.connection.inTransaction) this.connection.exec('rollback');
    }
  }

  #move(run: Run): void {
    const until = run.moved + AT_ONCE;
    this.#statement(move).run(run.moved, until);
    run.moved = until;
  }

  #end(): void {
    this.#run = undefined;
  }

  /** Prepared when it is first needed: the tables may not be there before. It is asked for after each batch. */
  #statement(text: string): PreparedStatement {
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;
    const statement = this.connection.prepare<unknown[], Row>(text);
    this.#prepared.set(text, statement);
    return statement;
  }
}
