/** Organisations of the test environment, as the administrator sees them. */
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { hashPassword } from '../../access/password-hash.js';
import { generatePassword } from '../../access/password-rules.js';
import { stateOf } from '../../domain/certificate.js';
import type { OrganisationAccess } from '../../register/ports.js';
import { entryOf } from '../../register/onboarding/onboarding-parts.js';
import { stateTags } from '../certificates/state-words.js';
import { readForm } from '../onboarding/form.js';
import { callerOf, type OnboardingSectionParts } from '../onboarding/section-parts.js';
import { kindWords, rightWords } from '../onboarding/words.js';
import type { PageKit } from '../section.js';
import { pageOf, readPage } from './paging.js';

const aPage = 25;
const passwordForm = z.object({
  previous: z.enum(['keep', 'drop'], { error: 'Select what becomes of the password so far' }),
});

export function mountOrganisations(router: Router, kit: PageKit, parts: OnboardingSectionParts): void {
  const { organisations, certificates, organisationContacts, exchanges, audit, clock, config } = parts;
  const guard = kit.asAdministrator;
  /** Known where exchanges are kept, and for as long as they are. */
  const lastCall = async (organisationRef: string): Promise<Date | undefined> =>
    (await exchanges?.list({ organisationRef }, {}, { limit: 1 }))?.heads[0]?.at;

  router.get('/administration/organisations', guard, async (request, response) => {
    const page = readPage(request);
    const start = (page - 1) * aPage;
    const found = (await organisations.list()).slice(start, start + aPage + 1);
    const shownPage = pageOf(found, aPage, page, '/administration/organisations?');
    const shown = await Promise.all(
      shownPage.shown.map(async (each) => ({ ...each, lastCall: await lastCall(each.organisationRef) })),
    );
    kit.render(request, response, 'administration/organisations', {
      ...shownPage,
      shown,
      kindWords,
      callsAreKnown: exchanges !== undefined,
    });
  });

  const meant = async (request: Request, response: Response): Promise<OrganisationAccess | undefined> => {
    const found = await organisations.byRef(String(request.params['reference']));
    if (found === undefined) kit.notFound(request, response);
    return found;
  };
  const show = async (
    request: Request,
    response: Response,
    { passwordHashes, ...organisation }: OrganisationAccess,
    more: object = {},
    status = 200,
  ): Promise<void> => {
    const { organisationRef } = organisation;
    const now = clock.now();
    const { failures, lockedUntil } = await organisations.lockout(organisationRef);
    const bound = await certificates.list({ organisationRef });
    kit.render(
      request,
      response,
      'administration/organisation',
      {
        organisation,
        passwords: passwordHashes.length,
        failures,
        lockedUntil: lockedUntil !== undefined && lockedUntil > now ? lockedUntil : undefined,
        lastCall: await lastCall(organisationRef),
        callsAreKnown: exchanges !== undefined,
        contact: await organisationContacts.find(organisationRef),
        certificates: bound.map((each) => ({
          ...each,
          state: stateOf(each, now, config.certificateWarningDays),
        })),
        stateTags,
        kindWords,
        rightWords,
        action: `/administration/organisations/${organisationRef}`,
        errorOf: {},
        values: {},
        ...more,
      },
      status,
    );
  };

  router.get('/administration/organisations/:reference', guard, async (request, response) => {
    const organisation = await meant(request, response);
    if (organisation !== undefined) await show(request, response, organisation);
  });

  for (const [word, status] of [
    ['disable', 'disabled'],
    ['enable', 'active'],
  ] as const) {
    router.post(`/administration/organisations/:reference/${word}`, guard, async (request, response) => {
      const organisation = await meant(request, response);
      if (organisation === undefined) return;
      const { organisationRef } = organisation;
      await organisations.setStatus(organisationRef, status);
      const caller = callerOf(kit, request, response, `organisation ${word}`);
      await audit.record(entryOf(caller, clock, status));
      const can = status === 'active' ? 'can call the services again' : 'can no longer call the services';
      kit.flash(request, `${organisationRef} ${can}.`);
      response.redirect(303, `/administration/organisations/${organisationRef}`);
    });
  }

  router.post('/administration/organisations/:reference/password', guard, async (request, response) => {
    const organisation = await meant(request, response);
    if (organisation === undefined) return;
    const form = readForm(passwordForm, request.body);
    if (!form.ok) {
      await show(request, response, organisation, form.again, 400);
      return;
    }
    const { organisationRef } = organisation;
    const keepPrevious = form.value.previous === 'keep';
    const password = generatePassword();
    await organisations.setPassword(organisationRef, await hashPassword(password), keepPrevious);
    await organisations.clearFailedAttempts(organisationRef);
    const caller = callerOf(kit, request, response, 'organisation password');
    await audit.record(entryOf(caller, clock, keepPrevious ? 'set' : 'replaced'));
    kit.render(request, response, 'administration/password', { organisation, password, keepPrevious });
  });
}
