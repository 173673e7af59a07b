import type pg from 'pg';
import { text, type Row, type Value } from '../values.js';
import type { ConnectionSettings, ReplicaSettings } from '../store.js';
import { execute, retrying, type NamedStatement } from './connections.js';
import { findDeadline, openPool } from './pool.js';

const MOST_BETWEEN_LOOKS_MS = 500;
const LEAST_BETWEEN_LOOKS_MS = 50;
/** A replica that does not answer must not hold up what the primary could answer. */
const CONNECT_SECONDS = 1;
const READ_MS = 2000;

/** What was written to the primary so far, as a number of bytes. */
const written: NamedStatement = {
  name: 'primaryWritten',
  text: `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')`,
};
/** What of it the replica shows; nothing where it follows no primary. */
const shown: NamedStatement = {
  name: 'replicaShows',
  text: `select case when pg_is_in_recovery() then pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') end`,
};
const secret: NamedStatement = {
  name: 'replicaSecret',
  text: `select value from register_setting where name = 'personKeySecret'`,
};

interface Mark {
  /** When the primary was asked, by this process's own clock. */
  readonly at: number;
  readonly written: bigint;
}

/**
 * Reads from a replica while its data are fresh enough, and from the primary otherwise.
 *
 * How old the data are is measured without trusting any clock but this process's: marks say how far the primary had
 * written at a time, and the data are as old as the newest mark that the replica has passed.
 */
export class Replica {
  readonly #pool: pg.Pool;
  readonly #staleMs: number;
  readonly #readMs: number;
  readonly #timer: NodeJS.Timeout;
  #marks: Mark[] = [];
  #freshAt: number | undefined;
  /** Kept when the replica goes away. */
  #lastFreshAt = performance.now();
  #isSameRegister = false;
  #looking: Promise<void> | undefined;

  constructor(
    private readonly primary: pg.Pool,
    { url, staleSeconds }: ReplicaSettings,
    settings: ConnectionSettings,
    private readonly readPrimary: (
      statement: NamedStatement,
      values: readonly (Value | readonly Value[])[],
    ) => Promise<readonly Row[]>,
  ) {
    this.#pool = openPool(url, { ...settings, connectSeconds: CONNECT_SECONDS });
    this.#staleMs = staleSeconds * 1000;
    this.#readMs = Math.min(READ_MS, findDeadline(settings));
    const pause = Math.max(LEAST_BETWEEN_LOOKS_MS, Math.min(MOST_BETWEEN_LOOKS_MS, this.#staleMs / 4));
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = undefined;
      });
    }, pause);
    this.#timer.unref();
  }

  /** Whether a find that is asked now may be answered by the replica. */
  isFresh(): boolean {
    return this.#freshAt !== undefined && performance.now() - this.#freshAt <= this.#staleMs;
  }

  /** How long it is since the newest moment whose data the replica was known to show, or since the start. */
  staleSeconds(): number {
    return (performance.now() - this.#lastFreshAt) / 1000;
  }

  async readWith(
    statement: NamedStatement,
    values: readonly (Value | readonly Value[])[],
  ): Promise<readonly Row[]> {
    if (this.isFresh()) {
      try {
        return (await execute(this.#pool, statement, values, this.#readMs)).rows;
      } catch {
        // Not before it has answered a look again.
        this.#freshAt = undefined;
      }
    }
    return this.readPrimary(statement, values);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#pool.end();
  }

  async #look(): Promise<void> {
    try {
      const at = performance.now();
      this.#marks.push({ at, written: BigInt(text(await this.#value(this.primary, written))) });
      const passed = await this.#value(this.#pool, shown);
      if (passed === null || !(await this.#belongsHere())) {
        this.#freshAt = undefined;
        return;
      }
      const reached = this.#marks.findLastIndex((mark) => mark.written <= BigInt(text(passed)));
      const newest = this.#marks[reached];
      if (newest === undefined) return;
      this.#freshAt = newest.at;
      this.#lastFreshAt = newest.at;
      this.#marks = this.#marks.slice(reached);
    } catch {
      this.#freshAt = undefined;
    } finally {
      // Older marks could not make the data fresh any more.
      this.#marks = this.#marks.filter(({ at }) => performance.now() - at <= this.#staleMs);
    }
  }

  /** An address of another register must not answer for this one. */
  async #belongsHere(): Promise<boolean> {
    if (this.#isSameRegister) return true;
    const [own, other] = [await this.#value(this.primary, secret), await this.#value(this.#pool, secret)];
    this.#isSameRegister = own !== null && own === other;
    return this.#isSameRegister;
  }

  async #value(on: pg.Pool, statement: NamedStatement): Promise<Value> {
    const { rows } = await retrying(() => execute(on, statement, [], this.#readMs));
    return rows[0]?.[0] ?? null;
  }
}
