/** So long after a request's entry in the audit, more of them are expected. */
const RECENTLY_MS = 50;

/**
 * When requests last asked, in memory that the thread of batches sees as well: while they do, what can wait takes less
 * of the database at a time.
 */
export class Asking {
  /** Of the clock, in milliseconds: whole, since 32 bits would come around again. */
  readonly #at: BigInt64Array;

  /**
   * @param memory of the same in another thread
   * @param now the clock of the machine, whatever the register's own says
   */
  constructor(
    readonly memory = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT),
    private readonly now = Date.now,
  ) {
    this.#at = new BigInt64Array(memory);
  }

  /** A request asks now. */
  note(): void {
    Atomics.store(this.#at, 0, BigInt(this.now()));
  }

  /** Whether one did just now. */
  isRecent(): boolean {
    const since = this.now() - Number(Atomics.load(this.#at, 0));
    return since >= 0 && since < RECENTLY_MS;
  }
}
