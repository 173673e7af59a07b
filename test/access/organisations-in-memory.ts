import { usualRights, type Organisation } from '../../src/domain/organisation.js';
import { hashPassword, type HashCost } from '../../src/access/password-hash.js';
import type { Clock, Lockout, OrganisationAccess, OrganisationStore } from '../../src/register/ports.js';

/** Real argon2id, so light that tests are quick. */
export const lightCost: HashCost = { memoryCost: 64, timeCost: 1 };

export class ClockByHand implements Clock {
  #now = Date.parse('2026-09-01T10:00:00Z');
  now(): Date {
    return new Date(this.#now);
  }
  today(): string {
    return this.now().toISOString().slice(0, 10);
  }
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export function collegeOf(organisationRef: string, ukprn: string): Organisation {
  const kind = 'learningProvider';
  return { organisationRef, ukprn, name: 'College', kind, rights: usualRights(kind), status: 'active' };
}

/** A store that also counts how often it was asked. */
export class OrganisationsInMemory implements OrganisationStore {
  readonly #organisations = new Map<string, OrganisationAccess>();
  readonly #lockouts = new Map<string, Lockout>();
  reads = 0;

  async addWith(organisation: Organisation, password: string): Promise<void> {
    await this.add(organisation, await hashPassword(password, lightCost));
  }
  byRef(organisationRef: string): Promise<OrganisationAccess | undefined> {
    this.reads++;
    return Promise.resolve(this.#organisations.get(organisationRef.toUpperCase()));
  }
  byUkprn(ukprn: string): Promise<OrganisationAccess | undefined> {
    this.reads++;
    const found = [...this.#organisations.values()].find((one) => one.ukprn === ukprn.toUpperCase());
    return Promise.resolve(found);
  }
  list(): Promise<readonly Organisation[]> {
    return Promise.resolve([...this.#organisations.values()]);
  }
  add(organisation: Organisation, passwordHash: string): Promise<'added'> {
    const { organisationRef } = organisation;
    this.#organisations.set(organisationRef, {
      ...organisation,
      passwordHashes: [passwordHash],
      revision: 1,
    });
    return Promise.resolve('added');
  }
  setPassword(
    organisationRef: string,
    passwordHash: string,
    keepPrevious: boolean,
  ): Promise<'set' | 'notFound'> {
    return this.#change(organisationRef, ({ passwordHashes: [newest] }) => ({
      passwordHashes: keepPrevious && newest !== undefined ? [passwordHash, newest] : [passwordHash],
    }));
  }
  setRights(organisationRef: string, rights: Organisation['rights']): Promise<'set' | 'notFound'> {
    return this.#change(organisationRef, () => ({ rights }));
  }
  setStatus(organisationRef: string, status: Organisation['status']): Promise<'set' | 'notFound'> {
    return this.#change(organisationRef, () => ({ status }));
  }
  lockout(organisationRef: string): Promise<Lockout> {
    return Promise.resolve(this.#lockouts.get(organisationRef) ?? { failures: 0 });
  }
  async recordFailedAttempt(ref: string, at: Date, lockAfter: number, lockSeconds: number): Promise<Lockout> {
    const before = await this.lockout(ref);
    const lockIsOver = before.lockedUntil !== undefined && before.lockedUntil <= at;
    const failures = lockIsOver ? 1 : before.failures + 1;
    const locks = lockAfter > 0 && failures >= lockAfter;
    const lockout: Lockout = locks
      ? { failures, lockedUntil: new Date(at.getTime() + lockSeconds * 1000) }
      : { failures };
    this.#lockouts.set(ref, lockout);
    return lockout;
  }
  clearFailedAttempts(organisationRef: string): Promise<void> {
    this.#lockouts.delete(organisationRef);
    return Promise.resolve();
  }
  #change(
    organisationRef: string,
    change: (before: OrganisationAccess) => Partial<OrganisationAccess>,
  ): Promise<'set' | 'notFound'> {
    const before = this.#organisations.get(organisationRef);
    if (before === undefined) return Promise.resolve('notFound');
    const after = { ...before, ...change(before), revision: before.revision + 1 };
    this.#organisations.set(organisationRef, after);
    return Promise.resolve('set');
  }
}
