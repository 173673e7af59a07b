import { RecentlyUsed } from './recently-used.js';

const windowMs = 60_000;
const namesKept = 1000;

/**
 * Keeps a flood of events from becoming a flood of log lines: the same event is let through once a minute, and of one
 * kind, however different its events are, at most `mostOfKind` a minute.
 */
export class Seldom {
  readonly #mostOfKind: number;
  readonly #seenAt = new RecentlyUsed<number>(namesKept);
  readonly #kinds = new Map<string, { since: number; count: number }>();

  constructor(mostOfKind = 10) {
    this.#mostOfKind = mostOfKind;
  }

  /** Whether to tell of it. Kinds are the program's own words, a few; names may be anything. */
  lets(kind: string, name: string, now: number): boolean {
    const key = `${kind} ${name}`;
    const seen = this.#seenAt.get(key);
    if (seen !== undefined && now - seen < windowMs) return false;
    let ofKind = this.#kinds.get(kind);
    if (ofKind === undefined || now - ofKind.since >= windowMs) {
      ofKind = { since: now, count: 0 };
      this.#kinds.set(kind, ofKind);
    }
    if (ofKind.count >= this.#mostOfKind) return false;
    ofKind.count++;
    this.#seenAt.set(key, now);
    return true;
  }
}
