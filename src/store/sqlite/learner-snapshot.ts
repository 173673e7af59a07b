import type { Statements } from '../statements.js';
import { ChangeMark } from './change-mark.js';
import {
  PreparedStatements,
  openForReading,
  type PreparedStatement,
  type SqliteConnection,
} from './connection.js';
import { CHECKPOINT_PAGES, LogLength } from './log-length.js';

/** Kibibytes of pages kept for reading. */
const CACHE_KIB = 8 * 1024;

/**
 * How long one state of the register may be read. Changes end it at once; this is for those that are made by other
 * programs than this one, and lets pages be copied home.
 */
const HOLD_MS = 50;

/** A log of this length is soon to begin anew, which it cannot while somebody reads in it all the time. */
const LONG_LOG = CHECKPOINT_PAGES - 1000;

/**
 * A connection for finding learners, which keeps its view of the register from one turn of the event loop to the next as
 * long as no learner changes. Each find writes to the audit, and SQLite empties a connection's pages at the first read
 * after any commit: without this, every third find would begin with reading the way down the tree anew.
 *
 * Whoever reads sees what was answered before as done, by this process or another one ({@link ChangeMark}).
 * Source: docs/adr/0017-finds-keep-their-view.md.
 */
export class LearnerSnapshot {
  readonly #connection: SqliteConnection;
  readonly #statements: PreparedStatements;
  readonly #begin: PreparedStatement;
  readonly #end: PreparedStatement;
  readonly #mark: ChangeMark;
  readonly #log: LogLength;
  #isOpen = false;
  /** Longer than this turn. */
  #isHeld = false;
  /** In this turn, it is known to be the newest. */
  #isCurrent = false;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param durable see `SqliteOptions`
   * @param longLog pages in the log from which on a view is let go at the end of each turn
   */
  constructor(
    file: string,
    durable: boolean,
    texts: Statements,
    private readonly longLog = LONG_LOG,
  ) {
    this.#connection = openForReading(file, durable, CACHE_KIB);
    this.#begin = this.#connection.prepare('begin');
    this.#end = this.#connection.prepare('commit');
    this.#statements = new PreparedStatements(this.#connection, texts);
    this.#mark = new ChangeMark(file);
    this.#log = new LogLength(file);
  }

  /** Reads at once; throws what the database throws. */
  reading<T>(read: (statements: PreparedStatements) => T): T {
    if (!this.#isCurrent) this.#renew();
    return read(this.#statements);
  }

  /** A change is done: what is read from now on must show it. */
  lookAgain(): void {
    this.#isCurrent = false;
  }

  close(): void {
    this.#letGo();
    if (this.#connection.open) this.#connection.close();
    this.#mark.close();
    this.#log.close();
  }

  /** The mark is read before the view begins: a change between the two ends it too early, and none too late. */
  #renew(): void {
    const hasChanged = this.#mark.hasChanged();
    if (hasChanged) this.#letGo();
    if (!this.#isOpen) {
      this.#begin.run();
      this.#isOpen = true;
      // While there is one change after another, it would not last, and only be in the way of those who copy pages.
      this.#isHeld = !hasChanged && !this.#log.isAtLeast(this.longLog);
      if (this.#isHeld) this.#timer = setTimeout(this.#letGo, HOLD_MS).unref();
    }
    this.#isCurrent = true;
    setImmediate(this.#turnOver);
  }

  readonly #turnOver = (): void => {
    this.#isCurrent = false;
    if (!this.#isHeld) this.#letGo();
  };

  readonly #letGo = (): void => {
    if (!this.#isOpen) return;
    clearTimeout(this.#timer);
    this.#isOpen = false;
    this.#isHeld = false;
    this.#isCurrent = false;
    if (this.#connection.inTransaction) this.#end.run();
  };
}
