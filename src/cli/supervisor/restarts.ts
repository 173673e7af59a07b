/** When a worker that has died is started again, and when that is hopeless. */

export interface Death {
  /** Milliseconds for which it answered requests; undefined when it never did. */
  readonly answered: number | undefined;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** Whoever answered for so long did not die at once. */
const LIVED_MS = 1000;
/** Takes 100 + 200 + … milliseconds, half a minute in all. */
const HOPELESS_AFTER = 9;

/** Of one worker's place. */
export class Restarts {
  #inARow = 0;

  /** @returns how long to wait before the next start; `hopeless` when it died at once again and again */
  after({ answered }: Death): number | 'hopeless' {
    this.#inARow = answered !== undefined && answered >= LIVED_MS ? 1 : this.#inARow + 1;
    if (this.#inARow > HOPELESS_AFTER) return 'hopeless';
    return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#inARow - 1));
  }
}
