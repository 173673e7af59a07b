/** How many requests one caller may make: a count in memory, settled now and then with the other copies of the service. */
import type { RequestCounts } from '../register/ports.js';

export interface RequestLimitParts {
  /** Requests a second, over {@link WINDOW_SECONDS}. */
  readonly perSecond: number;
  /** What counts are kept apart from others: `organisation`. */
  readonly name: string;
  /** Where all copies of the service count together. Absent: this process is all there is. */
  readonly counts?: RequestCounts | undefined;
  /** In milliseconds. */
  readonly now?: () => number;
}

/** A limit of 100 a second lets through 1,000 in this time, also when they come all at once. */
export const WINDOW_SECONDS = 10;

/** After this part of the limit a copy tells the others what it let through. Below it, no request costs them anything. */
const PART_TOLD = 20;

const MOST_KEYS = 20_000;

interface Window {
  endsAt: number;
  /** By all copies, as far as this one was told. */
  counted: number;
  /** On their way to the others. */
  telling: number;
  /** Let through by this copy, and not told yet. */
  own: number;
}

/**
 * Windows of fixed length, one for each caller. With several copies the limit is exceeded by what each lets through
 * before it tells the others: a twentieth of the limit for each copy, and what comes while the database answers.
 */
export class RequestLimit {
  readonly #windows = new Map<string, Window>();
  readonly #most: number;
  readonly #part: number;
  readonly #now: () => number;
  #refused = 0;

  constructor(private readonly parts: RequestLimitParts) {
    this.#most = parts.perSecond * WINDOW_SECONDS;
    this.#part = Math.max(1, Math.floor(this.#most / PART_TOLD));
    this.#now = parts.now ?? Date.now;
  }

  /** How many were refused, for the metrics. */
  get refused(): number {
    return this.#refused;
  }

  /** @returns 0 when the request may go on and is counted; else how many milliseconds to wait */
  take(key: string): number {
    const now = this.#now();
    const window = this.#windowOf(key, now);
    if (window.counted + window.telling + window.own >= this.#most) {
      this.#refused += 1;
      return window.endsAt - now;
    }
    window.own += 1;
    if (window.own >= this.#part && window.telling === 0) this.#tell(key, window);
    return 0;
  }

  /** Counts what cannot be refused any more. */
  charge(key: string, requests: number): void {
    const window = this.#windowOf(key, this.#now());
    window.own += requests;
    if (window.own >= this.#part && window.telling === 0) this.#tell(key, window);
  }

  #windowOf(key: string, now: number): Window {
    const known = this.#windows.get(key);
    if (known !== undefined && now < known.endsAt) return known;
    if (known === undefined && this.#windows.size >= MOST_KEYS) this.#makeRoom(now);
    const window = { endsAt: now + WINDOW_SECONDS * 1000, counted: 0, telling: 0, own: 0 };
    this.#windows.set(key, window);
    return window;
  }

  #tell(key: string, window: Window): void {
    const { counts, name } = this.parts;
    if (counts === undefined) return;
    const told = window.own;
    window.telling = told;
    window.own = 0;
    void counts.add(`${name}:${key}`, told, WINDOW_SECONDS).then(
      ({ total, endsInMs }) => {
        window.counted = total;
        window.telling = 0;
        window.endsAt = this.#now() + endsInMs;
      },
      () => {
        // Without the database each copy counts for itself.
        window.counted += told;
        window.telling = 0;
      },
    );
  }

  #makeRoom(now: number): void {
    for (const [key, { endsAt }] of this.#windows) if (now >= endsAt) this.#windows.delete(key);
    const [oldest] = this.#windows.keys();
    if (oldest !== undefined && this.#windows.size >= MOST_KEYS) this.#windows.delete(oldest);
  }
}
