import { RecentlyUsed } from './recently-used.js';

const firstDelay = 100;
/** In milliseconds. */
export const longestDelay = 2000;

/**
 * How many milliseconds to hold back the answer to a wrong password: nothing for the first `slowdownAfter` in
 * a row, then 100, 200, 400 … up to 2000.
 */
export function answerDelay(failures: number, slowdownAfter: number): number {
  const beyond = failures - slowdownAfter;
  return beyond <= 0 ? 0 : Math.min(longestDelay, firstDelay * 2 ** (beyond - 1));
}

/** Counts attempts on organisations that do not exist, so that they slow down exactly like wrong passwords. */
export class UnknownAttempts {
  readonly #counts: RecentlyUsed<number>;

  /** Remembers at most `size` names. */
  constructor(size: number) {
    this.#counts = new RecentlyUsed(size);
  }

  /** The attempts so far with this name, the present one included. */
  add(name: string): number {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count;
  }
}
