import type { Organisation } from '../domain/organisation.js';
import type { OrganisationStore } from './ports.js';

/** At least one of the two; an empty text is the same as an absent one. */
export interface OrganisationSearch {
  /** A UKPRN, which is longer, counts as one here too. */
  readonly organisationRef?: string | undefined;
  readonly ukprn?: string | undefined;
}

export type FindOrganisationOutcome =
  { readonly responseCode: 'WSRC0004'; readonly found: Organisation } | { readonly responseCode: 'WSRC0001' };

export interface FindOrganisationParts {
  readonly organisations: Pick<OrganisationStore, 'byRef' | 'byUkprn'>;
}

const ukprnLength = 8;

/**
 * The organisation that has the reference or the UKPRN; where both are given, both. Letters of either case. It is on no
 * audit, being about no learner. Rule: docs/interface-specification.md, "GetOrganisation".
 */
export async function findOrganisation(
  { organisations }: FindOrganisationParts,
  { organisationRef = '', ukprn = '' }: OrganisationSearch,
): Promise<FindOrganisationOutcome> {
  const isUkprn = organisationRef.length === ukprnLength;
  const found =
    organisationRef === '' || isUkprn
      ? await organisations.byUkprn((ukprn === '' ? organisationRef : ukprn).toUpperCase())
      : await organisations.byRef(organisationRef.toUpperCase());
  if (found === undefined) return { responseCode: 'WSRC0001' };
  const fits = (given: string, own: string): boolean => given === '' || given.toUpperCase() === own;
  if (!fits(ukprn, found.ukprn) || !fits(organisationRef, isUkprn ? found.ukprn : found.organisationRef))
    return { responseCode: 'WSRC0001' };
  // Without what belongs to its passwords.
  const { kind, name, rights, status } = found;
  const { organisationRef: ref, ukprn: number } = found;
  return {
    responseCode: 'WSRC0004',
    found: { organisationRef: ref, ukprn: number, kind, name, rights, status },
  };
}
