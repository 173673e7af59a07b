import type {
  AdministratorStore,
  KeptSession,
  PortalSecrets,
  PortalSessions,
} from '../register/portal-ports.js';
import type { Lockout } from '../register/ports.js';
import { lockoutOfText, portalSettings } from './changes/portal.js';
import type { Database } from './database.js';
import { dateOf, text } from './values.js';

export class StoredPortalSessions implements PortalSessions {
  constructor(private readonly database: Database) {}

  async find(digest: string, now: Date): Promise<KeptSession | undefined> {
    const [row] = await this.database.read('portalSession', digest, now.getTime());
    return row === undefined ? undefined : { data: text(row[0]), expiresAt: dateOf(row[1]) };
  }

  keep(digest: string, { data, expiresAt }: KeptSession): Promise<void> {
    return this.database.perform('keepPortalSession', digest, data, expiresAt.getTime());
  }

  extend(digest: string, expiresAt: Date): Promise<void> {
    return this.database.perform('extendPortalSession', digest, expiresAt.getTime());
  }

  remove(digest: string): Promise<void> {
    return this.database.perform('removePortalSession', digest);
  }

  removeExpired(now: Date): Promise<number> {
    return this.database.perform('removeExpiredPortalSessions', now.getTime());
  }
}

/** The administrator and the secrets of the web pages, among the settings of the register. */
export class StoredPortalSettings implements AdministratorStore, PortalSecrets {
  constructor(private readonly database: Database) {}

  sessionSecret(fresh: string): Promise<string> {
    return this.database.perform('keepSessionSecret', fresh);
  }

  passwordHash(): Promise<string | undefined> {
    return this.#setting(portalSettings.administratorPasswordHash);
  }

  setPasswordHash(hash: string, keepExisting: boolean): Promise<'set' | 'kept'> {
    return this.database.perform('setAdministratorPassword', hash, keepExisting);
  }

  async lockout(): Promise<Lockout> {
    const kept = await this.#setting(portalSettings.administratorLockout);
    return kept === undefined ? { failures: 0 } : lockoutOf(lockoutOfText(kept));
  }

  async recordFailedAttempt(at: Date, lockAfter: number, lockSeconds: number): Promise<Lockout> {
    return lockoutOf(
      await this.database.perform('recordAdministratorFailure', at.getTime(), lockAfter, lockSeconds),
    );
  }

  clearFailedAttempts(): Promise<void> {
    return this.database.perform('clearAdministratorFailures');
  }

  async #setting(name: string): Promise<string | undefined> {
    const [row] = await this.database.read('setting', name);
    return row === undefined ? undefined : text(row[0]);
  }
}

function lockoutOf([failures, lockedUntil]: readonly [number, number | null]): Lockout {
  return lockedUntil === null ? { failures } : { failures, lockedUntil: new Date(lockedUntil) };
}
