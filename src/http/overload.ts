/** Whether this process has more to do than it can answer in time. */

export interface OverloadParts {
  /** How late the event loop may be, in milliseconds. */
  readonly maxDelayMs: number;
  /** How many writes may wait to become durable. */
  readonly maxQueue: number;
  /** Writes that wait; a service without a store has none. */
  readonly queueDepth?: (() => number) | undefined;
}

const LOOK_EVERY_MS = 50;

/** How much a new look counts against those before: one slow request is no overload. */
const WEIGHT = 0.3;

/**
 * Looks twenty times a second how late its own timer comes, since a request waits as long for its turn, and how many
 * writes wait. Beyond either bound a share of the requests is to be refused: as many as are too many.
 */
export class Overload {
  readonly #parts: OverloadParts;
  readonly #timer: NodeJS.Timeout;
  #last = performance.now();
  #delay = 0;
  /** Which part of the requests to refuse. */
  #share = 0;
  #owed = 0;
  #refused = 0;

  constructor(parts: OverloadParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => {
      this.#look();
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** Whether to refuse the request that has just come. */
  refuses(): boolean {
    if (this.#share === 0) return false;
    this.#owed += this.#share;
    if (this.#owed < 1) return false;
    this.#owed -= 1;
    this.#refused += 1;
    return true;
  }

  /** For the metrics. */
  get refused(): number {
    return this.#refused;
  }

  get delayMs(): number {
    return this.#delay;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    const late = Math.max(0, now - this.#last - LOOK_EVERY_MS);
    this.#last = now;
    this.#delay += (late - this.#delay) * WEIGHT;
    const { maxDelayMs, maxQueue, queueDepth } = this.#parts;
    const beyond = (value: number, most: number): number => (value > most ? 1 - most / value : 0);
    this.#share = Math.max(beyond(this.#delay, maxDelayMs), beyond(queueDepth?.() ?? 0, maxQueue));
  }
}
