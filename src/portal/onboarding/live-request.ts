/** A signed-in organisation asks for a live connection. */
import { randomBytes } from 'node:crypto';
import type { Router } from 'express';
import { submitLiveRequest } from '../../register/onboarding/live-requests.js';
import type { PageKit } from '../section.js';
import { mountQuestions, nextStep, type Journey } from './journey.js';
import { dropLiveDraft, keepLiveDraft, liveDetailsOf, liveDraftIn, type LiveDraft } from './live-draft.js';
import { liveSteps } from './live-steps.js';
import { callerOf, type OnboardingSectionParts } from './section-parts.js';
import { volumeWords } from './words.js';

const mostShown = 20;

export function mountLiveRequest(router: Router, kit: PageKit, parts: OnboardingSectionParts): void {
  const { liveRequests, reports } = parts;
  const guards = [kit.asOrganisation];
  const journey: Journey<LiveDraft> = {
    base: '/live-request',
    views: 'onboarding/live',
    steps: liveSteps,
    guards,
    draftIn: liveDraftIn,
    keepDraft: keepLiveDraft,
    words: () => ({ volumeWords }),
  };

  router.get('/live-request', ...guards, async (request, response) => {
    const { organisationRef } = kit.organisation(request);
    const sent = await liveRequests.list({ organisationRef, limit: mostShown });
    const report = await reports.report(organisationRef);
    const isWaiting = sent.some(({ status }) => status === 'waiting');
    kit.render(request, response, 'onboarding/live/start', { sent, report, isWaiting });
  });
  mountQuestions(router, kit, journey);

  router.get('/live-request/check', ...guards, async (request, response) => {
    const draft = liveDraftIn(request);
    const open = nextStep(liveSteps, draft);
    if (open !== undefined) {
      response.redirect(303, `/live-request/${open.name}`);
      return;
    }
    const report = await reports.report(kit.organisation(request).organisationRef);
    kit.render(request, response, 'onboarding/live/check', { volumeWords, draft, report });
  });

  router.post('/live-request/check', ...guards, async (request, response) => {
    const details = liveDetailsOf(liveDraftIn(request));
    if (details === undefined) {
      // A second click: the first one has sent it.
      response.redirect(303, '/live-request');
      return;
    }
    const caller = callerOf(kit, request, response, 'live request');
    const outcome = await submitLiveRequest(parts, randomBytes(8), details, caller);
    dropLiveDraft(request);
    if (outcome !== 'waiting') parts.log.info({ liveRequest: outcome.reference }, 'live request received');
    response.redirect(303, '/live-request/sent');
  });

  router.get('/live-request/sent', ...guards, async (request, response) => {
    const { organisationRef } = kit.organisation(request);
    const [newest] = await liveRequests.list({ organisationRef, limit: 1 });
    if (newest === undefined) response.redirect(303, '/live-request');
    else kit.render(request, response, 'onboarding/live/sent', { newest });
  });
}
