/** Who asks to be let into the test environment, and for what. Source: docs/onboarding.md, "Applying". */
import { rights, usualRights, type OrganisationKind, type Right } from './organisation.js';

/** `vendor`: writes a management information system and calls in the names of those who use it. */
export const applicantKinds = ['learningProvider', 'awardingOrganisation', 'vendor'] as const;
export type ApplicantKind = (typeof applicantKinds)[number];

/** Kinds of organisation that an application can ask for. */
export const servedKinds = ['learningProvider', 'awardingOrganisation'] as const satisfies OrganisationKind[];
export type ServedKind = (typeof servedKinds)[number];

export const applicationStatuses = ['waiting', 'approved', 'declined'] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** Somebody to talk to. */
export interface Contact {
  readonly name: string;
  readonly emailAddress: string;
  readonly telephone?: string;
}

/** The program that will call the services. */
export interface Product {
  readonly name: string;
  readonly version: string;
}

/** What an applicant says. That only fictitious data will be used is agreed to by sending it. */
export interface ApplicationDetails {
  readonly applicant: ApplicantKind;
  readonly organisationName: string;
  /** The organisation's own; a vendor need not have one. */
  readonly ukprn?: string;
  readonly contact: Contact;
  readonly product: Product;
  /** An organisation of each is made; a vendor may ask for both. */
  readonly serves: readonly ServedKind[];
  readonly rights: readonly Right[];
}

export interface Application {
  /** SHA-256 of the key in the applicant's private link, 64 hex digits: the link itself is kept nowhere. */
  readonly applicationId: string;
  /** `AP-` and eight letters or digits: to talk about it. */
  readonly reference: string;
  readonly status: ApplicationStatus;
  readonly receivedAt: Date;
  readonly details: ApplicationDetails;
  readonly decision?: ApplicationDecision;
}

export interface ApplicationDecision {
  readonly at: Date;
  readonly by: string;
  /** Of a refusal, in words for the applicant. */
  readonly reason?: string;
  /** The organisations that were made; none when it was declined. */
  readonly organisationRefs: readonly string[];
  /** Until when the applicant can have the passwords shown. */
  readonly showUntil?: Date;
  /** When they were shown: they can be shown once. */
  readonly shownAt?: Date;
}

/** The rights that can be asked for, in the order of all rights. */
export function rightsOnOffer(serves: readonly ServedKind[]): readonly Right[] {
  return rights.filter((right) => serves.some((kind) => usualRights(kind).has(right)));
}

/** What an organisation of a kind gets of the rights that were asked for: never more than is usual. */
export function rightsGranted(kind: ServedKind, asked: readonly Right[]): ReadonlySet<Right> {
  const usual = usualRights(kind);
  return new Set(asked.filter((right) => usual.has(right)));
}

/** What the applicant is asked for next, or told. */
export type CredentialState = 'notApproved' | 'ready' | 'shown' | 'tooLate';

export function credentialState({ status, decision }: Application, now: Date): CredentialState {
  if (status !== 'approved' || decision === undefined) return 'notApproved';
  if (decision.shownAt !== undefined) return 'shown';
  return decision.showUntil !== undefined && now <= decision.showUntil ? 'ready' : 'tooLate';
}
