import type { Organisation } from '../../domain/organisation.js';
import type { Caller } from '../ports.js';
import { daysToShow } from './decide-application.js';
import { entryOf, type OnboardingParts } from './onboarding-parts.js';
import { applicationIdOf } from './submit-application.js';

const dayMs = 86_400_000;

export interface Credentials {
  readonly organisation: Organisation;
  readonly password: string;
}

/**
 * Makes the passwords of an approved application and gives them to whoever has its key: once. They are made here and now,
 * and kept as hashes alone. Of any number of calls at the same time, one gets them.
 */
export async function showCredentials(
  parts: OnboardingParts,
  key: string,
  caller: Caller,
): Promise<readonly Credentials[] | 'notFound' | 'notToBeShown'> {
  const { applications, organisations, clock, newPassword, hashPassword } = parts;
  const application = await applications.byId(applicationIdOf(key));
  if (application === undefined) return 'notFound';
  const refs = application.decision?.organisationRefs ?? [];
  const made: Credentials[] = [];
  for (const ref of refs) {
    const organisation = await organisations.byRef(ref);
    if (organisation !== undefined) made.push({ organisation, password: newPassword() });
  }
  const hashes = await Promise.all(
    made.map(async ({ organisation: { organisationRef }, password }) => ({
      organisationRef,
      passwordHash: await hashPassword(password),
    })),
  );
  const outcome = await applications.show(
    application.applicationId,
    clock.now(),
    hashes,
    entryOf(caller, clock, 'shown'),
  );
  if (outcome === 'notToBeShown') return outcome;
  for (const { organisationRef } of hashes) await organisations.clearFailedAttempts(organisationRef);
  return made;
}

/** Lets the applicant have new passwords shown, when the time was over or the page was lost. */
export async function offerCredentialsAgain(
  { applications, clock }: Pick<OnboardingParts, 'applications' | 'clock'>,
  reference: string,
  caller: Caller,
): Promise<'offered' | 'notFound' | 'notApproved'> {
  const application = await applications.byReference(reference);
  if (application === undefined) return 'notFound';
  const showUntil = new Date(clock.now().getTime() + daysToShow * dayMs);
  return applications.offerAgain(application.applicationId, showUntil, entryOf(caller, clock, 'offered'));
}
