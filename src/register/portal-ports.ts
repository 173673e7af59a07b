/** What the web pages of the test environment keep in the store: who is signed in, and the administrator's password. */
import type { Lockout } from './ports.js';

/** Sessions of the web pages, shared by all copies of the service. */
export interface PortalSessions {
  /** What was kept under this digest; undefined when nothing was, or when it has expired. */
  find(digest: string, now: Date): Promise<KeptSession | undefined>;
  /** Keeps or replaces. */
  keep(digest: string, session: KeptSession): Promise<void>;
  /** Moves the end of a session that is there. */
  extend(digest: string, expiresAt: Date): Promise<void>;
  remove(digest: string): Promise<void>;
  /** Removes those that have expired, and gives how many. */
  removeExpired(now: Date): Promise<number>;
}

export interface KeptSession {
  /** JSON. */
  readonly data: string;
  readonly expiresAt: Date;
}

/** The administrator of a test environment: one account, whose password the operator sets. */
export interface AdministratorStore {
  /** argon2id in PHC format; undefined as long as there is none. */
  passwordHash(): Promise<string | undefined>;
  /** `keepExisting` sets a password only where there is none. Ends a lock. */
  setPasswordHash(hash: string, keepExisting: boolean): Promise<'set' | 'kept'>;
  /** Failed attempts, shared by all copies of the service. */
  lockout(): Promise<Lockout>;
  recordFailedAttempt(at: Date, lockAfter: number, lockSeconds: number): Promise<Lockout>;
  clearFailedAttempts(): Promise<void>;
}

/** Secrets that this register made for itself. */
export interface PortalSecrets {
  /** What signs the cookies of sessions: the one that is kept, or `fresh`, which is kept from now on. */
  sessionSecret(fresh: string): Promise<string>;
}
