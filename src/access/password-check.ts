import type { Clock, OrganisationAccess, OrganisationStore } from '../register/ports.js';
import { CheckQueue } from './check-queue.js';
import { generatePassword } from './password-rules.js';
import { hashPassword, standardCost, verifyPassword, type HashCost } from './password-hash.js';
import type { PasswordDigest } from './verified-passwords.js';

/** `failures`: wrong passwords in a row, this one included. `locks`: this one locked the organisation. */
export type Verdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly failures: number; readonly locks: boolean }
  | { readonly kind: 'locked'; readonly failures: number }
  | { readonly kind: 'busy' };

export interface PasswordCheckParts {
  readonly organisations: OrganisationStore;
  readonly clock: Clock;
  /** 0 never locks. */
  readonly lockoutAfter: number;
  readonly lockoutSeconds: number;
  readonly checksAtOnce: number;
  /** Passwords that are never right here. */
  readonly publishedPasswords?: ReadonlySet<string>;
  /** What the check for an unknown organisation costs: that of the stored hashes. */
  readonly hashCost?: HashCost;
  /** Replaced in tests that count. */
  readonly verify?: (passwordHash: string, password: string) => Promise<boolean>;
}

/** All unknown organisations share one line: they must not crowd out those that exist. */
const unknownLine = '';

/**
 * The slow way: argon2, a few at a time, with the lock. Equal questions at the same time are asked once.
 * What the lock keeps out, and whom it must not, is decided in docs/adr/0004-lockout.md.
 */
export class PasswordCheck {
  readonly #parts: PasswordCheckParts;
  readonly #verify: (passwordHash: string, password: string) => Promise<boolean>;
  readonly #queue: CheckQueue;
  readonly #underWay = new Map<PasswordDigest, Promise<Verdict>>();
  readonly #nobodysHash: Promise<string>;

  constructor(parts: PasswordCheckParts) {
    this.#parts = parts;
    this.#verify = parts.verify ?? verifyPassword;
    this.#queue = new CheckQueue({ atOnce: parts.checksAtOnce, waitingPerLine: 32, waiting: 512 });
    this.#nobodysHash = hashPassword(generatePassword(), parts.hashCost ?? standardCost);
  }

  /** `rightBefore`: this very password was found right earlier, so that a lock does not keep it out. */
  ofOrganisation(
    organisation: OrganisationAccess,
    password: string,
    digest: PasswordDigest,
    rightBefore: boolean,
  ): Promise<Verdict> {
    return this.#once(organisation.organisationRef, digest, () =>
      this.#judge(organisation, password, rightBefore),
    );
  }

  /** Takes as long as for an organisation that exists. `failures` is for the caller to count. */
  ofNobody(password: string, digest: PasswordDigest): Promise<Verdict> {
    return this.#once(unknownLine, digest, async () => {
      await this.#verify(await this.#nobodysHash, password);
      return { kind: 'wrong', failures: 0, locks: false };
    });
  }

  get counts(): CheckQueue['counts'] {
    return this.#queue.counts;
  }

  #once(line: string, digest: PasswordDigest, judge: () => Promise<Verdict>): Promise<Verdict> {
    const underWay = this.#underWay.get(digest);
    if (underWay !== undefined) return underWay;
    const verdict = this.#queue
      .run(line, judge)
      .then((result): Verdict => (result === 'busy' ? { kind: 'busy' } : result))
      .finally(() => this.#underWay.delete(digest));
    this.#underWay.set(digest, verdict);
    return verdict;
  }

  async #judge(organisation: OrganisationAccess, password: string, rightBefore: boolean): Promise<Verdict> {
    const { organisations, clock, lockoutAfter, lockoutSeconds, publishedPasswords } = this.#parts;
    const { organisationRef, passwordHashes } = organisation;
    const { failures, lockedUntil } = await organisations.lockout(organisationRef);
    const locked = lockedUntil !== undefined && lockedUntil > clock.now();
    if (locked && !rightBefore) return { kind: 'locked', failures };

    // Side by side, so that an organisation with two live passwords takes no longer than others.
    const answers = await Promise.all(
      passwordHashes.map((passwordHash) => this.#verify(passwordHash, password)),
    );
    if (answers.includes(true) && publishedPasswords?.has(password) !== true) {
      if (failures > 0 && !locked) await organisations.clearFailedAttempts(organisationRef);
      return { kind: 'right' };
    }
    const now = clock.now();
    const after = await organisations.recordFailedAttempt(organisationRef, now, lockoutAfter, lockoutSeconds);
    const locks = after.lockedUntil !== undefined && after.lockedUntil > now;
    return { kind: 'wrong', failures: after.failures, locks };
  }
}
