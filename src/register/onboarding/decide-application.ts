import { rightsGranted, type Application } from '../../domain/application.js';
import type { Organisation } from '../../domain/organisation.js';
import { newTestReference, newTestUkprn } from '../../domain/test-reference.js';
import type { OrganisationToAdd } from '../onboarding-ports.js';
import type { Caller } from '../ports.js';
import { entryOf, type OnboardingParts } from './onboarding-parts.js';

/** For how long an applicant can have the passwords shown. */
export const daysToShow = 14;
const dayMs = 86_400_000;
/** References are chosen by chance; that so many in a row are taken does not happen. */
const mostTries = 20;

export type ApprovalOutcome =
  | {
      readonly kind: 'approved';
      readonly organisations: readonly Organisation[];
      /** Those without test data of their own: to give it to them failed, and can be tried again. */
      readonly withoutCopy: readonly string[];
    }
  | { readonly kind: 'notFound' | 'notWaiting' };

/**
 * Lets an applicant in: makes an organisation of each kind that was asked for, with the usual rights of that kind among
 * those that were asked for. Their passwords are made when they are shown; until then nobody knows any.
 */
export async function approveApplication(
  parts: OnboardingParts,
  reference: string,
  caller: Caller,
): Promise<ApprovalOutcome> {
  const { applications, clock } = parts;
  const application = await applications.byReference(reference);
  if (application === undefined) return { kind: 'notFound' };
  const { contact } = application.details;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const toAdd = await organisationsFor(parts, application);
    const organisations = toAdd.map(({ organisation }) => organisation);
    const at = clock.now();
    const outcome = await applications.approve(
      application.applicationId,
      {
        at,
        by: caller.userName,
        organisationRefs: organisations.map(({ organisationRef }) => organisationRef),
        showUntil: new Date(at.getTime() + daysToShow * dayMs),
      },
      toAdd,
      { contact, origin: originOf(application), recordedAt: at, recordedBy: caller.userName },
      entryOf(caller, clock, 'approved'),
    );
    if (outcome === 'notWaiting') return { kind: outcome };
    if (outcome === 'approved')
      return { kind: 'approved', organisations, withoutCopy: await giveCopies(parts, organisations) };
  }
  throw new Error('No reference for a new organisation is free');
}

/** @param reason in words for the applicant */
export async function declineApplication(
  { applications, clock }: Pick<OnboardingParts, 'applications' | 'clock'>,
  reference: string,
  reason: string,
  caller: Caller,
): Promise<'declined' | 'notFound' | 'notWaiting'> {
  const application = await applications.byReference(reference);
  if (application === undefined) return 'notFound';
  const decision = { at: clock.now(), by: caller.userName, reason, organisationRefs: [] };
  return applications.decline(application.applicationId, decision, entryOf(caller, clock, 'declined'));
}

/** Gives the organisations of one applicant a copy of the test data that they share; names those that have none. */
export async function giveCopies(
  { copies }: Pick<OnboardingParts, 'copies'>,
  organisations: readonly Pick<Organisation, 'organisationRef'>[],
): Promise<readonly string[]> {
  const [first, ...others] = organisations.map(({ organisationRef }) => organisationRef);
  if (copies === undefined || first === undefined) return [];
  const failed: string[] = [];
  const give = async (ref: string, shareWith?: string): Promise<void> => {
    try {
      await copies.giveCopy(ref, shareWith);
    } catch {
      failed.push(ref);
    }
  };
  await give(first);
  for (const other of others) await give(other, first);
  return failed;
}

function originOf({ reference, details }: Application): Readonly<Record<string, string>> {
  const { organisationName, ukprn, product } = details;
  return {
    application: reference,
    applicant: organisationName,
    product: `${product.name} ${product.version}`,
    ...(ukprn === undefined ? {} : { ukprn }),
  };
}

async function organisationsFor(
  { random, newPassword, hashPassword }: OnboardingParts,
  { details }: Application,
): Promise<readonly OrganisationToAdd[]> {
  const choose = (bound: number): number => random.integer(bound);
  const { serves, organisationName, rights } = details;
  return Promise.all(
    serves.map(async (kind) => ({
      organisation: {
        organisationRef: newTestReference(choose),
        ukprn: newTestUkprn(choose),
        name: serves.length > 1 ? `${organisationName} (${wordsFor[kind]})` : organisationName,
        kind,
        rights: rightsGranted(kind, rights),
        status: 'active',
      },
      passwordHash: await hashPassword(newPassword()),
    })),
  );
}

const wordsFor = {
  learningProvider: 'as a learning provider',
  awardingOrganisation: 'as an awarding organisation',
} as const;
