import { hash, randomBytes } from 'node:crypto';
import { RecentlyUsed } from './recently-used.js';
import type { OrganisationAccess } from '../register/ports.js';

/** Stands for one password of one organisation at one revision. Worthless outside this process. */
export type PasswordDigest = string;

/**
 * `fresh`: right, and checked not long ago. `stale`: was right when it was last checked, which must be repeated.
 */
export type Recollection = 'fresh' | 'stale' | 'unknown';

/**
 * Remembers passwords that were found right, so that argon2 (30 ms) is not paid for each request. It keeps a
 * digest under a key that only this process has, never a password. The organisation's revision is part of what is
 * digested: a change of passwords, rights or status makes all its entries unreachable at once.
 */
export class VerifiedPasswords {
  readonly #key = randomBytes(32).toString('hex');
  /** Digest to the time when it was checked. */
  readonly #checkedAt: RecentlyUsed<number>;
  readonly #maxAge: number;
  #hits = 0;
  #misses = 0;

  /** Holds at most `size` entries, 2 or more; one is stale `maxAgeSeconds` after its check. */
  constructor(size: number, maxAgeSeconds: number) {
    this.#checkedAt = new RecentlyUsed(size);
    this.#maxAge = maxAgeSeconds * 1000;
  }

  digest(
    { organisationRef, revision }: Pick<OrganisationAccess, 'organisationRef' | 'revision'>,
    password: string,
  ): PasswordDigest {
    // The key in front is as good as an HMAC here, at a fifth of the cost: nobody outside sees or gives a digest.
    // binary gives one character for each byte: the cheapest key for a Map.
    return hash('sha256', `${this.#key}\n${organisationRef}\n${revision}\n${password}`, 'binary');
  }

  /** `now` in milliseconds, as for {@link remember}. */
  recall(digest: PasswordDigest, now: number): Recollection {
    const checkedAt = this.#checkedAt.get(digest);
    if (checkedAt === undefined) {
      this.#misses++;
      return 'unknown';
    }
    const age = now - checkedAt;
    if (age > this.#maxAge || age < 0) {
      this.#misses++;
      return 'stale';
    }
    this.#hits++;
    return 'fresh';
  }

  remember(digest: PasswordDigest, now: number): void {
    this.#checkedAt.set(digest, now);
  }

  forget(digest: PasswordDigest): void {
    this.#checkedAt.delete(digest);
  }

  /** For the metrics. */
  get counts(): { readonly hits: number; readonly misses: number; readonly entries: number } {
    return { hits: this.#hits, misses: this.#misses, entries: this.#checkedAt.size };
  }
}
