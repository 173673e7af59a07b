/** Signing in as an organisation or as the administrator, and signing out. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { RefusalCode } from '../../access/authenticate.js';
import type { AdministratorVerdict } from '../../access/administrator.js';
import type { PortalParts, PublishedOrganisation } from '../portal-parts.js';
import type { PageKit, Section } from '../section.js';
import { endSession } from '../session/session-handler.js';
import type { Viewers } from '../session/viewers.js';
import { localPath } from './local-path.js';

const text = z.string().default('');
const organisationForm = z.object({ organisation: text, password: text, return: text });
const administratorForm = z.object({ password: text, return: text });

export interface FieldError {
  readonly text: string;
  readonly href: string;
}

export type SignInParts = Pick<PortalParts, 'access' | 'administrator' | 'organisations' | 'published'> & {
  readonly viewers: Pick<Viewers, 'signIn'>;
};

export function signInSection(parts: SignInParts): Section {
  return {
    navigation: [],
    mount(router, kit) {
      router.get('/sign-in', async (request, response) => {
        await showOrganisationForm(parts, kit, request, response, {
          back: localPath(request.query['return']),
        });
      });
      router.post('/sign-in', (request, response) => signInOrganisation(parts, kit, request, response));
      router.get('/sign-in/administrator', (request, response) => {
        kit.render(request, response, 'sign-in/administrator', { back: localPath(request.query['return']) });
      });
      router.post('/sign-in/administrator', (request, response) =>
        signInAdministrator(parts, kit, request, response),
      );
      router.post('/sign-out', async (request, response) => {
        await endSession(request);
        response.redirect(303, '/');
      });
    },
  };
}

async function signInOrganisation(
  parts: SignInParts,
  kit: PageKit,
  request: Request,
  response: Response,
): Promise<void> {
  const form = organisationForm.parse(request.body);
  const organisation = form.organisation.trim();
  const back = localPath(form.return);
  const missing = [
    ...(organisation === ''
      ? [{ text: "Enter your organisation's reference or UKPRN", href: '#organisation' }]
      : []),
    ...(form.password === '' ? [{ text: 'Enter the password', href: '#password' }] : []),
  ];
  const again = (errors: readonly FieldError[], status: number): Promise<void> =>
    showOrganisationForm(parts, kit, request, response, { organisation, back, errors }, status);
  if (missing.length > 0) return again(missing, 400);
  const result = await parts.access.authenticate(
    { organisationRef: organisation, orgPassword: form.password },
    'none',
  );
  if (!result.ok) return again([{ text: refusalWords(result.code), href: '#organisation' }], 403);
  await parts.viewers.signIn(request, { kind: 'organisation', organisation: result.organisation });
  response.redirect(303, back);
}

async function signInAdministrator(
  parts: SignInParts,
  kit: PageKit,
  request: Request,
  response: Response,
): Promise<void> {
  const form = administratorForm.parse(request.body);
  const back = localPath(form.return);
  const again = (words: string, status: number): void => {
    kit.render(
      request,
      response,
      'sign-in/administrator',
      { back, errors: [{ text: words, href: '#password' }] },
      status,
    );
  };
  if (form.password === '') {
    again('Enter the password', 400);
    return;
  }
  const verdict = await parts.administrator.authenticate(form.password);
  if (verdict.kind !== 'right') {
    again(verdictWords(verdict), 403);
    return;
  }
  await parts.viewers.signIn(request, { kind: 'administrator' });
  response.redirect(303, back);
}

async function showOrganisationForm(
  { organisations, published }: SignInParts,
  kit: PageKit,
  request: Request,
  response: Response,
  data: { readonly organisation?: string; readonly back: string; readonly errors?: readonly FieldError[] },
  status = 200,
): Promise<void> {
  const there = await thoseThere(published, organisations);
  kit.render(request, response, 'sign-in/organisation', { ...data, published: there }, status);
}

/** Published organisations that can sign in here. */
async function thoseThere(
  published: readonly PublishedOrganisation[],
  organisations: SignInParts['organisations'],
): Promise<readonly PublishedOrganisation[]> {
  const stored = await Promise.all(
    published.map(({ organisationRef }) => organisations.byRef(organisationRef)),
  );
  return published.filter((_each, index) => stored[index]?.status === 'active');
}

/** Does not tell an unknown organisation from a wrong password. */
function refusalWords(code: RefusalCode): string {
  switch (code) {
    case 'WSEC0006':
      return 'This organisation is locked for some minutes after too many wrong passwords. Try again later.';
    case 'busy':
      return 'Too many passwords are waiting to be checked. Try again in a moment.';
    case 'WSEC0003':
    case 'WSEC0004':
    case 'WSEC0005':
      return 'The organisation or the password is wrong. Check both: capital letters count in passwords.';
  }
}

function verdictWords({ kind }: Exclude<AdministratorVerdict, { kind: 'right' }>): string {
  switch (kind) {
    case 'wrong':
      return 'The password is wrong';
    case 'locked':
      return 'The administrator is locked out for some minutes after too many wrong passwords. Try again later.';
    case 'busy':
      return 'Too many passwords are waiting to be checked. Try again in a moment.';
    case 'noPassword':
      return 'There is no password yet. The operator sets one with "learner-register administrator password".';
  }
}
