import type { Organisation } from '../domain/organisation.js';
import type { OrganisationAccess, OrganisationStore } from '../register/ports.js';

/** An organisation as read not long ago. */
export interface KnownOrganisation {
  readonly access: OrganisationAccess;
  /** The same without what belongs to its passwords: this may be handed on. */
  readonly organisation: Organisation;
  readonly readAt: number;
}

/** After this many milliseconds a record is read again: what another copy of the service changed takes effect. */
const maxAge = 1000;
const maxEntries = 20_000;

/** Keeps organisations in memory for a second. Unknown ones are not kept, and so found as soon as they exist. */
export class OrganisationDirectory {
  readonly #store: OrganisationStore;
  readonly #byRef = new Map<string, KnownOrganisation>();
  readonly #byUkprn = new Map<string, KnownOrganisation>();
  /** Reads under way, so that many requests at once cost one read. */
  readonly #reads = new Map<string, Promise<KnownOrganisation | undefined>>();
  /** Goes up with each {@link forget}: a read that began before is not kept. */
  #generation = 0;

  constructor(store: OrganisationStore) {
    this.#store = store;
  }

  /** Letters of either case. `now` in milliseconds. Answers at once what it holds. */
  byRef(organisationRef: string, now: number): KnownOrganisation | Promise<KnownOrganisation | undefined> {
    const ref = organisationRef.toUpperCase();
    return this.#held(this.#byRef, ref, now) ?? this.#read(`ref ${ref}`, () => this.#store.byRef(ref), now);
  }

  byUkprn(ukprn: string, now: number): KnownOrganisation | Promise<KnownOrganisation | undefined> {
    const upper = ukprn.toUpperCase();
    return (
      this.#held(this.#byUkprn, upper, now) ??
      this.#read(`ukprn ${upper}`, () => this.#store.byUkprn(upper), now)
    );
  }

  /** To be called when this process changed an organisation. */
  forget(organisationRef: string): void {
    this.#generation++;
    this.#reads.clear();
    const known = this.#byRef.get(organisationRef.toUpperCase());
    if (known !== undefined) this.#drop(known);
  }

  #held(entries: Map<string, KnownOrganisation>, name: string, now: number): KnownOrganisation | undefined {
    const known = entries.get(name);
    const age = known === undefined ? Number.NaN : now - known.readAt;
    return age >= 0 && age < maxAge ? known : undefined;
  }

  #read(
    name: string,
    read: () => Promise<OrganisationAccess | undefined>,
    now: number,
  ): Promise<KnownOrganisation | undefined> {
    const underWay = this.#reads.get(name);
    if (underWay !== undefined) return underWay;
    const generation = this.#generation;
    const reading = read()
      .then((access) => {
        if (access === undefined) return undefined;
        const known = knownOrganisation(access, now);
        if (generation === this.#generation) this.#keep(known);
        return known;
      })
      .finally(() => {
        if (this.#reads.get(name) === reading) this.#reads.delete(name);
      });
    this.#reads.set(name, reading);
    return reading;
  }

  #keep(known: KnownOrganisation): void {
    if (this.#byRef.size >= maxEntries) {
      const [oldest] = this.#byRef.values();
      if (oldest !== undefined) this.#drop(oldest);
    }
    this.#byRef.set(known.organisation.organisationRef.toUpperCase(), known);
    this.#byUkprn.set(known.organisation.ukprn.toUpperCase(), known);
  }

  #drop({ organisation }: KnownOrganisation): void {
    this.#byRef.delete(organisation.organisationRef.toUpperCase());
    this.#byUkprn.delete(organisation.ukprn.toUpperCase());
  }
}

function knownOrganisation(access: OrganisationAccess, readAt: number): KnownOrganisation {
  const { organisationRef, ukprn, name, kind, rights, status } = access;
  return { access, organisation: { organisationRef, ukprn, name, kind, rights, status }, readAt };
}
