/** So long after a request's entry in the audit, more of them are expected. */
const RECENTLY_MS = 50;

/**
 * When requests last asked, in memory that the thread of batches sees as well: while they do, what can wait takes less
 * of the database at a time.
 */
export class Asking {
  readonly #at: Int32Array;

  /** @param memory of the same in another thread */
  constructor(readonly memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.#at = new Int32Array(memory);
  }

  /** A request asks now. */
  note(): void {
    Atomics.store(this.#at, 0, Date.now());
  }

  /** Whether one did just now. */
  isRecent(): boolean {
    // Both wrap around every seven weeks; their difference does not.
    return ((Date.now() - Atomics.load(this.#at, 0)) | 0) < RECENTLY_MS;
  }
}
