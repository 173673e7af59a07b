import type { Clock, OrganisationStore } from '../ports.js';

const KEPT_MS = 60_000;
const MOST_KEPT = 10_000;

/** The names of learning providers by UKPRN, remembered for a minute: a job names few of them again and again. */
export class ProviderNames {
  readonly #names = new Map<string, { readonly name: string | undefined; readonly until: number }>();

  constructor(
    private readonly organisations: Pick<OrganisationStore, 'byUkprn'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Undefined for a provider that the register does not know. */
  async of(ukprn: string): Promise<string | undefined> {
    const now = this.clock.now().getTime();
    const known = this.#names.get(ukprn);
    if (known !== undefined && known.until > now) return known.name;
    const name = (await this.organisations.byUkprn(ukprn))?.name;
    if (this.#names.size >= MOST_KEPT) this.#names.clear();
    this.#names.set(ukprn, { name, until: now + KEPT_MS });
    return name;
  }
}
