/** Making certificates: right ones, and wrong ones to see refused. */
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import {
  certificatePurposes,
  issueTestCertificate,
  type CertificatePurpose,
} from '../../access/issue-test-certificate.js';
import { openTestAuthority } from '../../access/test-authority.js';
import { stateOf } from '../../domain/certificate.js';
import type { Organisation } from '../../domain/organisation.js';
import { entryOf } from '../../register/onboarding/onboarding-parts.js';
import { shownFiles } from '../onboarding/files.js';
import { formAgain, formValues, readForm, type FormAgain } from '../onboarding/form.js';
import { callerOf, type OnboardingSectionParts } from '../onboarding/section-parts.js';
import type { PageKit } from '../section.js';
import { purposeWords } from './purpose-words.js';

/** An organisation that has so many certificates that count gets no more until one ends or is revoked. */
const mostCounting = 50;
const mostRequestBytes = 20_000;

const purposeForm = z.object({
  purpose: z.enum(certificatePurposes, { error: 'Select what the certificate is for' }),
});
const issueForm = z
  .object({
    how: z.enum(['pfx', 'request']).catch('pfx'),
    requestPem: z.string().max(mostRequestBytes, { error: 'That is longer than a request' }).default(''),
    oldEncryption: z.literal('yes').optional().catch(undefined),
  })
  .refine(({ how, requestPem }) => how !== 'request' || requestPem.trim() !== '', {
    path: ['requestPem'],
    error: 'Paste the certificate signing request',
  });

export function mountIssue(router: Router, kit: PageKit, parts: OnboardingSectionParts): void {
  router.get('/certificates/new', kit.asOrganisation, (request, response) => {
    kit.render(request, response, 'certificates/purpose', { purposeWords, errorOf: {}, values: {} });
  });

  router.post('/certificates/new', kit.asOrganisation, (request, response) => {
    const form = readForm(purposeForm, request.body);
    if (form.ok) response.redirect(303, `/certificates/new/${form.value.purpose}`);
    else kit.render(request, response, 'certificates/purpose', { purposeWords, ...form.again }, 400);
  });

  router.get('/certificates/new/:purpose', kit.asOrganisation, (request, response) => {
    const purpose = purposeOf(request);
    if (purpose === undefined) kit.notFound(request, response);
    else showForm(kit, request, response, purpose);
  });

  router.post('/certificates/new/:purpose', kit.asOrganisation, async (request, response) => {
    const purpose = purposeOf(request);
    if (purpose === undefined) {
      kit.notFound(request, response);
      return;
    }
    const form = readForm(issueForm, request.body);
    if (form.ok) await issue(parts, kit, request, response, purpose, form.value);
    else showForm(kit, request, response, purpose, form.again);
  });
}

function purposeOf(request: Request): CertificatePurpose | undefined {
  return certificatePurposes.find((known) => known === request.params['purpose']);
}

function showForm(
  kit: PageKit,
  request: Request,
  response: Response,
  purpose: CertificatePurpose,
  again?: FormAgain,
): void {
  const data = { purpose, words: purposeWords[purpose], errorOf: {}, values: {} };
  kit.render(request, response, 'certificates/new', { ...data, ...again }, again === undefined ? 200 : 400);
}

async function issue(
  parts: OnboardingSectionParts,
  kit: PageKit,
  request: Request,
  response: Response,
  purpose: CertificatePurpose,
  { how, requestPem, oldEncryption }: z.output<typeof issueForm>,
): Promise<void> {
  const { certificates, config, clock, audit } = parts;
  const own = kit.organisation(request);
  const refuse = (field: string, words: string): void => {
    showForm(kit, request, response, purpose, formAgain([[field, words]], formValues(request.body)));
  };
  const now = clock.now();
  const counting = (await certificates.list({ organisationRef: own.organisationRef })).filter((each) =>
    ['valid', 'expiring'].includes(stateOf(each, now, config.certificateWarningDays)),
  );
  if (counting.length >= mostCounting) {
    refuse(
      'oldEncryption',
      `You have ${counting.length} certificates in use. Revoke one that you no longer need`,
    );
    return;
  }
  const organisation = purpose === 'otherOrganisation' ? await someOther(parts, own) : own;
  if (organisation === undefined) {
    refuse('oldEncryption', 'There is no other organisation here to make such a certificate for');
    return;
  }
  const authority = await openTestAuthority(config.dataDir, now);
  if ('problem' in authority) throw new Error(authority.problem);
  const made = await issueTestCertificate(
    authority,
    {
      organisation,
      purpose,
      requestPem: how === 'request' ? requestPem : undefined,
      oldEncryption: oldEncryption !== undefined,
    },
    now,
  );
  if ('problem' in made) {
    refuse('requestPem', `The request is not taken: ${made.problem}`);
    return;
  }
  const caller = callerOf(kit, request, response, 'certificate issue');
  const boundTo = purpose === 'foreignAuthority' ? undefined : organisation.organisationRef;
  if (boundTo !== undefined) {
    const { userName: boundBy } = caller;
    await certificates.add({ ...made.facts, organisationRef: boundTo, boundBy, boundAt: now });
  }
  await audit.record(entryOf(caller, clock, purpose));
  const fileName = purpose === 'usual' ? own.organisationRef : `${own.organisationRef}-${purpose}`;
  kit.render(request, response, 'certificates/made', {
    purpose,
    words: purposeWords[purpose],
    made,
    boundTo,
    files: shownFiles(made, fileName),
  });
}

/** One that nobody calls as: a disabled organisation of the published data, else any of them. */
async function someOther(
  { organisations, published }: OnboardingSectionParts,
  own: Organisation,
): Promise<Organisation | undefined> {
  const stored = await Promise.all(
    published.map(({ organisationRef }) => organisations.byRef(organisationRef)),
  );
  const others = stored
    .filter((each) => each !== undefined)
    .filter(({ organisationRef }) => organisationRef !== own.organisationRef);
  return others.find(({ status }) => status === 'disabled') ?? others[0];
}
