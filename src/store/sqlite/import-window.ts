import type { NewLearner } from '../changes/register-learner.js';
import { nameColumns } from '../statements.js';
import { StoreError } from '../store-error.js';
import type { PreparedStatement, PreparedStatements, SqliteConnection } from './connection.js';
import { pauseAfter } from './pause.js';

const names = [...nameColumns, 'uln'].join(', ');

/** Of this connection alone, and gone with it. Without an index: each row goes to the end. */
const staging = `
  create temp table if not exists import_name (${[...nameColumns, 'uln'].join(' not null, ')} not null);
`;

/**
 * In the order of the key of each table: what is written then lies together, and each page is touched once.
 * "or ignore" is what cannot fail half-way. For anything else SQLite would keep, in memory, a copy of each page that
 * the statement touches, to be able to take it back.
 */
const merge = `
  insert or ignore into learner_name (${names}) select ${names} from import_name order by ${names};
  delete from import_name;
`;

/**
 * One transaction for many chunks of an import. A register's names lie all over their table and its indexes: the more of
 * them are written at once, and in order, the fewer times each page goes to the disk.
 * Learners go straight to their table. Their names wait in a temporary table until the window is saved: everybody else
 * sees chunks, names and progress together, or nothing of them.
 */
export class ImportWindow {
  #inserts: Inserts | undefined;
  #isOpen = false;
  #hasFailed = false;
  #openedAt = 0;
  #version: unknown;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly statements: PreparedStatements,
  ) {}

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * Adds learners and the progress; gives the ULNs that were there already and stay as they are. Nobody else can
   * write from now on until the window is saved.
   * An old register may hold a person twice, and both are stored.
   * Of two lines with one ULN the first stays.
   */
  append(chunk: readonly NewLearner[], fingerprint: string, rowsDone: number): readonly string[] {
    // Without the chunk that failed, the progress would pass over it.
    if (this.#hasFailed) throw notStored();
    try {
      const inserts = this.#open();
      const existing = chunk.toSorted(byUln).filter((learner) => !add(learner, inserts));
      this.statements.get('saveRowsDone').run(fingerprint, rowsDone);
      return existing.map(({ uln }) => uln);
    } catch (error) {
      this.fail();
      throw error;
    }
  }

  /**
   * Makes durable what was appended, gives others the time to write, and tells whether anybody did.
   * When it cannot, or a chunk could not be stored, it throws, and the next window begins anew.
   */
  save(): boolean {
    const wasOpen = this.#isOpen;
    try {
      if (this.#hasFailed) throw notStored();
      this.close();
    } catch (error) {
      this.fail();
      this.#hasFailed = false;
      throw error;
    }
    if (wasOpen) pauseAfter(this.#openedAt);
    const before = this.#version;
    this.#version = this.#dataVersion();
    return this.#version !== before;
  }

  /** Makes durable what was appended, if anything was. */
  close(): void {
    if (!this.#isOpen) return;
    this.connection.exec(merge);
    this.connection.exec('commit');
    this.#isOpen = false;
  }

  /** Forgets what was appended, and takes nothing more before the next {@link save}. */
  fail(): void {
    this.#hasFailed = true;
    this.#isOpen = false;
    if (this.connection.inTransaction) this.connection.exec('rollback');
  }

  #open(): Inserts {
    this.#version ??= this.#dataVersion();
    this.#inserts ??= prepare(this.connection, this.statements);
    if (!this.#isOpen) {
      this.connection.exec('begin immediate');
      this.#isOpen = true;
      this.#openedAt = performance.now();
    }
    return this.#inserts;
  }

  /** A number that changes when another connection writes. */
  #dataVersion(): unknown {
    return this.connection.pragma('data_version', { simple: true });
  }
}

interface Inserts {
  readonly learner: PreparedStatement;
  readonly name: PreparedStatement;
}

function prepare(connection: SqliteConnection, statements: PreparedStatements): Inserts {
  connection.exec(staging);
  return {
    learner: statements.get('insertLearner'),
    name: connection.prepare('insert into import_name values (?, ?, ?, ?, ?, ?)'),
  };
}

/** False when the ULN was there already. */
function add({ uln, row, names: rows }: NewLearner, inserts: Inserts): boolean {
  if (inserts.learner.run(row).changes === 0) return false;
  for (const name of rows) inserts.name.run(name, uln);
  return true;
}

/** Of two with one ULN, the first stays first. */
function byUln(a: NewLearner, b: NewLearner): number {
  return Number(a.uln) - Number(b.uln);
}

function notStored(): StoreError {
  return new StoreError('database', 'A chunk of the import was not stored');
}
