/** Who calls: each service has its own place and its own names for it. */
import type { ExternalServiceRequests } from '../contract/generated/external-service.js';
import type { LearnerServiceR9Requests } from '../contract/generated/learner-service-r9.js';

/** What a request says about who calls. An empty text is the same as an absent one. */
export interface RequestHead {
  readonly organisationRef?: string | undefined;
  readonly ukprn?: string | undefined;
  /** Empty where none was sent: no organisation has such a password. */
  readonly orgPassword: string;
  readonly userName: string;
}

/** What the audit has for a request that names no person. */
export const USER_NOT_GIVEN = '(not given)';

/** In LearnerService the request itself begins with the head. */
export function learnerServiceHead(request: RequestHead): RequestHead {
  return request;
}

interface InvokingOrganisation {
  /** InvokingOrganisation has Reference, InvokingOrganisationR10 has OrganisationRef. */
  readonly reference?: string;
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly password?: string;
  readonly username?: string;
}

export function learnerServiceR9Head(
  request: LearnerServiceR9Requests[keyof LearnerServiceR9Requests],
): RequestHead {
  const organisation: InvokingOrganisation = request.invokingOrganisation ?? {};
  const { reference, organisationRef = reference, ukprn, password, username } = organisation;
  return { organisationRef, ukprn, orgPassword: password ?? '', userName: named(username) };
}

export function externalServiceHead({
  invokingUser = {},
}: ExternalServiceRequests[keyof ExternalServiceRequests]): RequestHead {
  const { organisationRef, orgPassword = '', userName } = invokingUser;
  return { organisationRef, orgPassword, userName: named(userName) };
}

function named(userName: string | undefined): string {
  return userName === undefined || userName.trim() === '' ? USER_NOT_GIVEN : userName;
}
