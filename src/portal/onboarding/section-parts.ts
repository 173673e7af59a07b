/** What the pages of onboarding, certificates and administration take from the parts of all sections. */
import type { Request, Response } from 'express';
import { hashPassword } from '../../access/password-hash.js';
import { generatePassword } from '../../access/password-rules.js';
import type { OnboardingParts } from '../../register/onboarding/onboarding-parts.js';
import type { Caller } from '../../register/ports.js';
import type { SectionParts } from '../portal-parts.js';
import type { PageKit } from '../section.js';

export type OnboardingSectionParts = Pick<
  SectionParts,
  | 'config'
  | 'clock'
  | 'log'
  | 'audit'
  | 'organisations'
  | 'exchanges'
  | 'applications'
  | 'liveRequests'
  | 'organisationContacts'
  | 'certificates'
  | 'random'
  | 'testCopies'
  | 'reports'
  | 'published'
>;

/** The deeds' parts: passwords are made by the rules of access. */
export function onboardingPartsOf(parts: OnboardingSectionParts): OnboardingParts {
  return { ...parts, newPassword: generatePassword, hashPassword, copies: parts.testCopies };
}

/** What stands in the audit for whoever runs the environment. */
const operatorRef = 'LOCAL';

/** Who acts through a page. An applicant acts in the operator's name until there is an organisation. */
export function callerOf(kit: PageKit, request: Request, response: Response, operation: string): Caller {
  const viewer = kit.viewer(request);
  const correlationId = response.get('X-Correlation-Id') ?? '';
  if (viewer?.kind === 'organisation') {
    const { organisationRef } = viewer.organisation;
    return { organisationRef, userName: 'web page', operation, correlationId };
  }
  const userName = viewer?.kind === 'administrator' ? 'administrator' : 'applicant';
  return { organisationRef: operatorRef, userName, operation, correlationId };
}
