import {
  organisationKinds,
  rights as allRights,
  type Organisation,
  type OrganisationKind,
  type Right,
} from '../domain/organisation.js';
import type { Lockout, OrganisationAccess, OrganisationStore } from '../register/ports.js';
import type { Database } from './database.js';
import { numberOrNull, text, textOrNull, type Row, type Value } from './values.js';

/** Organisations by reference or UKPRN in letters of either case; both are kept in upper case. */
export class StoredOrganisations implements OrganisationStore {
  constructor(
    private readonly database: Database,
    private readonly now: () => number = Date.now,
  ) {}

  async byRef(organisationRef: string): Promise<OrganisationAccess | undefined> {
    return first(await this.database.read('organisationByRef', organisationRef.toUpperCase()));
  }

  async byUkprn(ukprn: string): Promise<OrganisationAccess | undefined> {
    return first(await this.database.read('organisationByUkprn', ukprn.toUpperCase()));
  }

  async list(): Promise<readonly Organisation[]> {
    const { builder } = this.database;
    const rows = await this.database.query(
      builder('organisation')
        .select('kind', 'name', 'organisation_ref', 'rights', 'status', 'ukprn')
        .orderBy('organisation_ref'),
    );
    return rows.map(([kind, name, ref, rights, status, ukprn]) =>
      organisationOf(kind, name, ref, rights, status, ukprn),
    );
  }

  add(organisation: Organisation, passwordHash: string) {
    const organisationRef = organisation.organisationRef.toUpperCase();
    const values = newOrganisationRow(organisation, passwordHash, this.now());
    return this.database.perform('addOrganisation', organisationRef, values);
  }

  setPassword(organisationRef: string, passwordHash: string, keepPrevious: boolean) {
    const ref = organisationRef.toUpperCase();
    return this.database.perform('setPassword', ref, passwordHash, this.now(), keepPrevious);
  }

  setRights(organisationRef: string, rights: Organisation['rights']) {
    return this.database.perform('setRights', organisationRef.toUpperCase(), rightsText(rights));
  }

  setStatus(organisationRef: string, status: Organisation['status']) {
    return this.database.perform('setStatus', organisationRef.toUpperCase(), status);
  }

  async lockout(organisationRef: string): Promise<Lockout> {
    const [row] = await this.database.read('lockout', organisationRef.toUpperCase());
    return row === undefined ? { failures: 0 } : lockoutOf(Number(row[0]), numberOrNull(row[1]));
  }

  async recordFailedAttempt(
    organisationRef: string,
    at: Date,
    lockAfter: number,
    lockSeconds: number,
  ): Promise<Lockout> {
    const ref = organisationRef.toUpperCase();
    return lockoutOf(
      ...(await this.database.perform('recordFailedAttempt', ref, at.getTime(), lockAfter, lockSeconds)),
    );
  }

  async clearFailedAttempts(organisationRef: string): Promise<void> {
    const { failures, lockedUntil } = await this.lockout(organisationRef);
    if (failures === 0 && lockedUntil === undefined) return;
    await this.database.perform('clearFailedAttempts', organisationRef.toUpperCase());
  }
}

/** The values of `newOrganisationColumns`. */
export function newOrganisationRow(organisation: Organisation, passwordHash: string, at: number): Value[] {
  return [
    0,
    organisation.kind,
    organisation.name,
    organisation.organisationRef.toUpperCase(),
    passwordHash,
    at,
    1,
    rightsText(organisation.rights),
    organisation.status,
    organisation.ukprn.toUpperCase(),
  ];
}

function first([row]: readonly Row[]): OrganisationAccess | undefined {
  if (row === undefined) return undefined;
  const [kind, name, ref, hash, previousHash, revision, rights, status, ukprn] = row;
  const previous = textOrNull(previousHash);
  return {
    ...organisationOf(kind, name, ref, rights, status, ukprn),
    passwordHashes: previous === null ? [text(hash)] : [text(hash), previous],
    revision: Number(revision),
  };
}

function organisationOf(
  kind: unknown,
  name: unknown,
  ref: unknown,
  rights: unknown,
  status: unknown,
  ukprn: unknown,
) {
  return {
    organisationRef: String(ref),
    ukprn: String(ukprn),
    name: String(name),
    kind: organisationKinds.find((known) => known === kind) ?? ('other' satisfies OrganisationKind),
    rights: new Set<Right>(allRights.filter((right) => String(rights).split(' ').includes(right))),
    status: status === 'active' ? ('active' as const) : ('disabled' as const),
  };
}

function rightsText(rights: ReadonlySet<Right>): string {
  return allRights.filter((right) => rights.has(right)).join(' ');
}

function lockoutOf(failures: number, lockedUntil: number | null): Lockout {
  return lockedUntil === null ? { failures } : { failures, lockedUntil: new Date(lockedUntil) };
}
