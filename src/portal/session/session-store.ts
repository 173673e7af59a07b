/** Keeps express's sessions in the register's store. A reader of the database cannot take one over: ids are digested. */
import { createHash } from 'node:crypto';
import { Store, type SessionData } from 'express-session';
import type { PortalSessions } from '../../register/portal-ports.js';
import type { Clock } from '../../register/ports.js';
import { sessionSchema } from './session-data.js';

export interface StoredSessionsParts {
  readonly sessions: PortalSessions;
  readonly clock: Clock;
  /** How long a session lasts that nobody uses. */
  readonly idleMinutes: number;
  /** How long a session lasts in which nobody signed in. */
  readonly anonymousMinutes: number;
}

/** Being used moves a session's end this seldom: each move is a write. */
const EXTEND_EVERY_MS = 60_000;

export class StoredSessions extends Store {
  readonly #parts: StoredSessionsParts;
  /** By digest, when the end was moved last. Bounded by being emptied. */
  readonly #extended = new Map<string, number>();

  constructor(parts: StoredSessionsParts) {
    super();
    this.#parts = parts;
  }

  override get(id: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    const { sessions, clock } = this.#parts;
    sessions.find(digestOf(id), clock.now()).then(
      (kept) => {
        callback(undefined, kept === undefined ? undefined : dataOf(kept.data));
      },
      (error: unknown) => {
        callback(error);
      },
    );
  }

  override set(id: string, session: SessionData, callback?: (error?: unknown) => void): void {
    const kept = { data: JSON.stringify(session), expiresAt: this.#expiry(session) };
    settle(this.#parts.sessions.keep(digestOf(id), kept), callback);
  }

  override touch(id: string, session: SessionData, callback?: () => void): void {
    const digest = digestOf(id);
    const now = this.#parts.clock.now().getTime();
    if (now - (this.#extended.get(digest) ?? -Infinity) < EXTEND_EVERY_MS) {
      callback?.();
      return;
    }
    if (this.#extended.size > 10_000) this.#extended.clear();
    this.#extended.set(digest, now);
    settle(this.#parts.sessions.extend(digest, this.#expiry(session)), callback);
  }

  override destroy(id: string, callback?: (error?: unknown) => void): void {
    const digest = digestOf(id);
    this.#extended.delete(digest);
    settle(this.#parts.sessions.remove(digest), callback);
  }

  #expiry({ signedIn, endsAt }: SessionData): Date {
    const { clock, idleMinutes, anonymousMinutes } = this.#parts;
    const minutes = signedIn === undefined ? anonymousMinutes : idleMinutes;
    return new Date(Math.min(clock.now().getTime() + minutes * 60_000, endsAt ?? Infinity));
  }
}

function digestOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** A session that this version cannot read is none. */
function dataOf(text: string): SessionData | undefined {
  const parsed = sessionSchema.safeParse(JSON.parse(text));
  // The cookie's further members are express-session's own, which it takes back as it gave them.
  return parsed.success ? (parsed.data as unknown as SessionData) : undefined;
}

function settle(done: Promise<unknown>, callback?: (error?: unknown) => void): void {
  done.then(
    () => callback?.(),
    (error: unknown) => callback?.(error),
  );
}
