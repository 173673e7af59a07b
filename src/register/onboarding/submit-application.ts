import { createHash } from 'node:crypto';
import type { Application, ApplicationDetails } from '../../domain/application.js';
import { referenceFrom, type OnboardingParts } from './onboarding-parts.js';

/** So many may wait for the administrator. Whoever floods the form does not fill the database. */
export const mostWaiting = 1000;

/** Names an application by the key of its private link, which only the applicant has. */
export function applicationIdOf(key: string): string {
  return digestOf(key).toString('hex');
}

/** `AP-…`, always the same for the same key. */
export function applicationReferenceOf(key: string): string {
  return referenceFrom('AP', digestOf(`reference ${key}`));
}

/**
 * Keeps an application. To send the same one again, under the same key, changes nothing.
 * @param key at least 128 bits of chance; it is not kept
 */
export async function submitApplication(
  { applications, clock }: Pick<OnboardingParts, 'applications' | 'clock'>,
  key: string,
  details: ApplicationDetails,
): Promise<{ readonly reference: string } | 'tooMany'> {
  const application: Application = {
    applicationId: applicationIdOf(key),
    reference: applicationReferenceOf(key),
    status: 'waiting',
    receivedAt: clock.now(),
    details,
  };
  const outcome = await applications.submit(application, mostWaiting);
  return outcome === 'tooMany' ? outcome : { reference: application.reference };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
