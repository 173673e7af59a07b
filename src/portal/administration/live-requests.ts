/** Requests for a live connection, as the administrator sees, decides and exports them. */
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { signWithAuthority } from '../../access/signed-file.js';
import { openTestAuthority } from '../../access/test-authority.js';
import { applicationStatuses } from '../../domain/application.js';
import type { LiveRequest } from '../../domain/live-request.js';
import { exportOrganisation } from '../../register/onboarding/export-organisation.js';
import { approveLiveRequest, declineLiveRequest } from '../../register/onboarding/live-requests.js';
import { formAgain, formValues, line, readForm, type FormAgain } from '../onboarding/form.js';
import { callerOf, type OnboardingSectionParts } from '../onboarding/section-parts.js';
import { volumeWords } from '../onboarding/words.js';
import type { PageKit } from '../section.js';

const mostShown = 200;
const statusSchema = z.enum(applicationStatuses).catch('waiting');
const approveForm = z.object({
  liveRef: line(
    'Enter the reference in the live register',
    6,
    'A reference has six letters or digits',
  ).refine((text) => /^[0-9a-zA-Z]{6}$/.test(text), { error: 'A reference has six letters or digits' }),
});
const reasonForm = z.object({
  reason: line(
    'Enter the reason, for the organisation to read',
    1000,
    'The reason must have at most 1000 characters',
  ),
});
const decidedBefore = 'Somebody has decided this request already.';

export function mountLiveRequests(router: Router, kit: PageKit, parts: OnboardingSectionParts): void {
  const { liveRequests } = parts;
  const guard = kit.asAdministrator;

  router.get('/administration/live-requests', guard, async (request, response) => {
    const status = statusSchema.parse(request.query['status']);
    const shown = await liveRequests.list({ status, limit: mostShown });
    kit.render(request, response, 'administration/live-requests', {
      status,
      statuses: applicationStatuses,
      shown,
    });
  });

  const meant = async (request: Request, response: Response): Promise<LiveRequest | undefined> => {
    const found = await liveRequests.byReference(String(request.params['reference']));
    if (found === undefined) kit.notFound(request, response);
    return found;
  };
  const show = (request: Request, response: Response, liveRequest: LiveRequest, again?: FormAgain): void => {
    const action = `/administration/live-requests/${liveRequest.reference}`;
    const data = { liveRequest, action, volumeWords, errorOf: {}, values: {} };
    const status = again === undefined ? 200 : 400;
    kit.render(request, response, 'administration/live-request', { ...data, ...again }, status);
  };

  router.get('/administration/live-requests/:reference', guard, async (request, response) => {
    const liveRequest = await meant(request, response);
    if (liveRequest !== undefined) show(request, response, liveRequest);
  });

  router.get('/administration/live-requests/:reference/report', guard, async (request, response) => {
    const liveRequest = await meant(request, response);
    if (liveRequest === undefined) return;
    const { report, reference } = liveRequest;
    if (report === undefined) kit.notFound(request, response);
    else response.attachment(`${reference}-scenarios.json`).type('application/json').send(report.json);
  });

  router.get('/administration/live-requests/:reference/export', guard, async (request, response) => {
    const liveRequest = await meant(request, response);
    if (liveRequest === undefined) return;
    const authority = await openTestAuthority(parts.config.dataDir, parts.clock.now());
    if ('problem' in authority) throw new Error(authority.problem);
    const caller = callerOf(kit, request, response, 'organisation export');
    const content = await exportOrganisation(parts, liveRequest.organisationRef, caller);
    if (typeof content === 'string') {
      kit.flash(request, 'Only an organisation with an approved request can be exported.');
      response.redirect(303, `/administration/live-requests/${liveRequest.reference}`);
      return;
    }
    const file = signWithAuthority(authority, content);
    response.attachment(`${content.organisationRef}.json`).type('application/json').send(file);
  });

  router.post('/administration/live-requests/:reference/approve', guard, async (request, response) => {
    const liveRequest = await meant(request, response);
    if (liveRequest === undefined) return;
    const form = readForm(approveForm, request.body);
    if (!form.ok) {
      show(request, response, liveRequest, form.again);
      return;
    }
    const caller = callerOf(kit, request, response, 'live request approve');
    const outcome = await approveLiveRequest(parts, liveRequest.reference, form.value.liveRef, caller);
    if (outcome === 'testReference') {
      const words =
        'References that begin with TST belong to the test environment. Enter that of the live register';
      show(request, response, liveRequest, formAgain([['liveRef', words]], formValues(request.body)));
      return;
    }
    kit.flash(
      request,
      outcome === 'decided' ? 'Approved. Export the organisation for the live register.' : decidedBefore,
    );
    response.redirect(303, `/administration/live-requests/${liveRequest.reference}`);
  });

  router.post('/administration/live-requests/:reference/decline', guard, async (request, response) => {
    const liveRequest = await meant(request, response);
    if (liveRequest === undefined) return;
    const form = readForm(reasonForm, request.body);
    if (!form.ok) {
      show(request, response, liveRequest, form.again);
      return;
    }
    const caller = callerOf(kit, request, response, 'live request decline');
    const outcome = await declineLiveRequest(parts, liveRequest.reference, form.value.reason, caller);
    kit.flash(
      request,
      outcome === 'decided' ? 'Declined. The organisation can read the reason.' : decidedBefore,
    );
    response.redirect(303, `/administration/live-requests/${liveRequest.reference}`);
  });
}
