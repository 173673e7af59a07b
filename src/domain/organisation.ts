/** Kinds of organisation and what each may do. Source: docs/interface-specification.md, "Access". */
export const organisationKinds = ['learningProvider', 'awardingOrganisation', 'other'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const rights = [
  'find',
  'register',
  'update',
  'batch',
  'verify',
  'retrieve',
  'plr',
  /** Asks on the learner's own behalf (userType LNR): sees the record whether or not it is shared. */
  'learnerAccess',
  'achievements',
] as const;
export type Right = (typeof rights)[number];

/** An organisation that may call the services, without its passwords. */
export interface Organisation {
  /** Six letters or digits, upper case. */
  readonly organisationRef: string;
  /** Eight letters or digits, upper case. */
  readonly ukprn: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly rights: ReadonlySet<Right>;
  readonly status: 'active' | 'disabled';
}

/** The rights an organisation of a kind starts with. */
export function usualRights(kind: OrganisationKind): ReadonlySet<Right> {
  switch (kind) {
    case 'learningProvider':
      return new Set<Right>(['find', 'register', 'update', 'batch', 'verify', 'retrieve', 'plr']);
    case 'awardingOrganisation':
      return new Set<Right>(['batch', 'verify', 'retrieve', 'achievements']);
    case 'other':
      return new Set<Right>(['find', 'verify', 'retrieve']);
  }
}
