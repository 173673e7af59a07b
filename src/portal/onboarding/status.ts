/** The applicant's private link: how the application stands, and the credentials, once. */
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { issueTestCertificate, type NewTestCertificate } from '../../access/issue-test-certificate.js';
import { openTestAuthority } from '../../access/test-authority.js';
import { credentialState, type Application } from '../../domain/application.js';
import type { Organisation } from '../../domain/organisation.js';
import { showCredentials } from '../../register/onboarding/show-credentials.js';
import { applicationIdOf } from '../../register/onboarding/submit-application.js';
import type { PageKit } from '../section.js';
import { privatePage } from './apply.js';
import { shownFiles } from './files.js';
import { callerOf, onboardingPartsOf, type OnboardingSectionParts } from './section-parts.js';
import { applicantWords, kindWords, rightWords } from './words.js';

/** 256 bits in base64url. */
const keyForm = /^[\w-]{43}$/;
const showForm = z.object({ certificate: z.literal('yes').optional().catch(undefined) }).catch({});

export function mountStatus(router: Router, kit: PageKit, parts: OnboardingSectionParts): void {
  const applicationOf = async (key: unknown): Promise<Application | undefined> =>
    typeof key === 'string' && keyForm.test(key) ? parts.applications.byId(applicationIdOf(key)) : undefined;

  router.get('/applications/:key', async (request, response) => {
    const application = await applicationOf(request.params.key);
    if (application === undefined) kit.notFound(request, response);
    else showStatus(parts, kit, request, response, application);
  });

  router.post('/applications/:key/credentials', async (request, response) => {
    const { key } = request.params;
    const application = await applicationOf(key);
    if (application === undefined) {
      kit.notFound(request, response);
      return;
    }
    const caller = callerOf(kit, request, response, 'credentials show');
    const shown = await showCredentials(onboardingPartsOf(parts), key, caller);
    if (typeof shown === 'string') {
      const now = (await applicationOf(key)) ?? application;
      showStatus(parts, kit, request, response, now, 409);
      return;
    }
    const wantsCertificate = showForm.parse(request.body).certificate !== undefined;
    const organisations = shown.map(({ organisation }) => organisation);
    const certificate = wantsCertificate ? await certificateOrNone(parts, organisations) : undefined;
    privatePage(response);
    kit.render(request, response, 'onboarding/credentials', {
      credentials: shown,
      certificate,
      ...(certificate === undefined
        ? {}
        : { files: shownFiles(certificate, organisations[0]?.organisationRef ?? '') }),
      certificateFailed: wantsCertificate && certificate === undefined,
      kindWords,
      rightWords,
    });
  });
}

function showStatus(
  { clock }: OnboardingSectionParts,
  kit: PageKit,
  request: Request,
  response: Response,
  application: Application,
  status = 200,
): void {
  privatePage(response);
  const state = credentialState(application, clock.now());
  // The key of the link, and not who is signed in, says who looks.
  const data = { application, state, action: `${request.path.replace(/\/credentials$/, '')}/credentials` };
  kit.render(request, response, 'onboarding/status', { ...data, applicantWords, rightWords }, status);
}

/** The passwords are set by now: that they can be shown must not hang on a certificate. */
async function certificateOrNone(
  parts: OnboardingSectionParts,
  organisations: readonly Organisation[],
): Promise<NewTestCertificate | undefined> {
  try {
    return await certificateFor(parts, organisations);
  } catch (error) {
    parts.log.error({ err: error }, 'no certificate was made for an applicant');
    return undefined;
  }
}

/** One certificate that is bound to all of the applicant's organisations; undefined when none can be made. */
async function certificateFor(
  { config, clock, log, certificates }: OnboardingSectionParts,
  organisations: readonly Organisation[],
): Promise<NewTestCertificate | undefined> {
  const [first] = organisations;
  if (first === undefined) return undefined;
  const now = clock.now();
  const authority = await openTestAuthority(config.dataDir, now);
  if ('problem' in authority) {
    log.error(authority, 'no certificate was made for an applicant');
    return undefined;
  }
  const made = await issueTestCertificate(authority, { organisation: first, purpose: 'usual' }, now);
  if ('problem' in made) throw new Error('A certificate with a key of our own was refused');
  for (const { organisationRef } of organisations)
    await certificates.add({ ...made.facts, organisationRef, boundBy: 'applicant', boundAt: now });
  return made;
}
