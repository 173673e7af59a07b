/** Applications for access, as the administrator sees and decides them. */
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { applicationStatuses, credentialState, type Application } from '../../domain/application.js';
import {
  approveApplication,
  declineApplication,
  giveCopies,
} from '../../register/onboarding/decide-application.js';
import { offerCredentialsAgain } from '../../register/onboarding/show-credentials.js';
import { line, readForm, type FormAgain } from '../onboarding/form.js';
import { callerOf, onboardingPartsOf, type OnboardingSectionParts } from '../onboarding/section-parts.js';
import { applicantWords, rightWords, servedWords } from '../onboarding/words.js';
import type { PageKit } from '../section.js';
import { pageOf, readPage } from './paging.js';

const aPage = 25;
const reasonForm = z.object({
  reason: line(
    'Enter the reason, for the applicant to read',
    1000,
    'The reason must have at most 1000 characters',
  ),
});
const statusSchema = z.enum(applicationStatuses).catch('waiting');
const decidedBefore = 'Somebody has decided this application already.';

export function mountApplications(router: Router, kit: PageKit, parts: OnboardingSectionParts): void {
  const { applications } = parts;
  const deeds = onboardingPartsOf(parts);
  const guard = kit.asAdministrator;

  router.get('/administration/applications', guard, async (request, response) => {
    const status = statusSchema.parse(request.query['status']);
    const page = readPage(request);
    const found = await applications.list({ status, limit: aPage + 1, offset: (page - 1) * aPage });
    kit.render(request, response, 'administration/applications', {
      status,
      statuses: applicationStatuses,
      counts: await applications.counts(),
      applicantWords,
      ...pageOf(found, aPage, page, `/administration/applications?status=${status}&`),
    });
  });

  const show = async (
    request: Request,
    response: Response,
    application: Application,
    again?: FormAgain,
  ): Promise<void> => {
    const { reference, decision } = application;
    const refs = decision?.organisationRefs ?? [];
    const copies = await Promise.all(refs.map((ref) => parts.testCopies.copyOf(ref)));
    const data = {
      application,
      state: credentialState(application, parts.clock.now()),
      action: `/administration/applications/${reference}`,
      withoutCopy: refs.filter((_ref, index) => copies[index] === undefined),
      applicantWords,
      rightWords,
      servedWords,
      errorOf: {},
      values: {},
    };
    const status = again === undefined ? 200 : 400;
    kit.render(request, response, 'administration/application', { ...data, ...again }, status);
  };
  /** The application of the address; undefined once the page was answered that says there is none. */
  const meant = async (request: Request, response: Response): Promise<Application | undefined> => {
    const found = await applications.byReference(String(request.params['reference']));
    if (found === undefined) kit.notFound(request, response);
    return found;
  };
  const back = (response: Response, { reference }: Application): void => {
    response.redirect(303, `/administration/applications/${reference}`);
  };

  router.get('/administration/applications/:reference', guard, async (request, response) => {
    const application = await meant(request, response);
    if (application !== undefined) await show(request, response, application);
  });

  router.post('/administration/applications/:reference/approve', guard, async (request, response) => {
    const application = await meant(request, response);
    if (application === undefined) return;
    const caller = callerOf(kit, request, response, 'application approve');
    const outcome = await approveApplication(deeds, application.reference, caller);
    if (outcome.kind === 'approved') {
      const refs = outcome.organisations.map(({ organisationRef }) => organisationRef).join(' and ');
      kit.flash(request, `Approved: ${refs}. The applicant can now have the credentials shown.`);
      for (const ref of outcome.withoutCopy) kit.flash(request, withoutCopy(ref));
      parts.log.info({ application: application.reference, organisations: refs }, 'application approved');
    } else kit.flash(request, decidedBefore);
    back(response, application);
  });

  router.post('/administration/applications/:reference/decline', guard, async (request, response) => {
    const application = await meant(request, response);
    if (application === undefined) return;
    const form = readForm(reasonForm, request.body);
    if (!form.ok) {
      await show(request, response, application, form.again);
      return;
    }
    const caller = callerOf(kit, request, response, 'application decline');
    const outcome = await declineApplication(deeds, application.reference, form.value.reason, caller);
    kit.flash(
      request,
      outcome === 'declined' ? 'Declined. The applicant can read the reason.' : decidedBefore,
    );
    back(response, application);
  });

  router.post('/administration/applications/:reference/offer', guard, async (request, response) => {
    const application = await meant(request, response);
    if (application === undefined) return;
    const caller = callerOf(kit, request, response, 'credentials offer');
    const outcome = await offerCredentialsAgain(deeds, application.reference, caller);
    kit.flash(
      request,
      outcome === 'offered'
        ? 'The applicant can have new passwords shown, once. Until then the ones before go on working.'
        : 'Only approved applications have credentials.',
    );
    back(response, application);
  });

  router.post('/administration/applications/:reference/copies', guard, async (request, response) => {
    const application = await meant(request, response);
    if (application === undefined) return;
    const refs = application.decision?.organisationRefs ?? [];
    const failed = await giveCopies(
      deeds,
      refs.map((organisationRef) => ({ organisationRef })),
    );
    if (failed.length === 0) kit.flash(request, 'The organisations have test data of their own.');
    for (const ref of failed) kit.flash(request, withoutCopy(ref));
    back(response, application);
  });
}

function withoutCopy(organisationRef: string): string {
  return `${organisationRef} could not be given test data of its own: it shares the published data. Try again below.`;
}
