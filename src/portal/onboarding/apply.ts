/** Applying for access: one question a page, check your answers, send. */
import type { Response, Router } from 'express';
import { rightsOnOffer } from '../../domain/application.js';
import { applicationReferenceOf, submitApplication } from '../../register/onboarding/submit-application.js';
import type { PageKit } from '../section.js';
import { detailsOf, draftIn, keepDraft, keyOf, markSent, sentNumber, servesOf, type Draft } from './draft.js';
import { mountQuestions, nextStep, type Journey } from './journey.js';
import type { OnboardingSectionParts } from './section-parts.js';
import { applySteps } from './steps.js';
import type { SubmissionLimit } from './submission-limit.js';
import { applicantWords, rightWords, servedWords } from './words.js';

const journey: Journey<Draft> = {
  base: '/apply',
  views: 'onboarding',
  steps: applySteps,
  guards: [],
  draftIn,
  keepDraft,
  words: (draft) => ({
    applicantWords,
    rightWords,
    servedWords,
    serves: servesOf(draft),
    offer: rightsOnOffer(servesOf(draft)),
  }),
};

export function mountApply(
  router: Router,
  kit: PageKit,
  parts: OnboardingSectionParts,
  limit: SubmissionLimit,
): void {
  router.get('/apply', (request, response) => {
    kit.render(request, response, 'onboarding/start');
  });
  mountQuestions(router, kit, journey);

  router.get('/apply/check', (request, response) => {
    const draft = draftIn(request);
    const open = nextStep(applySteps, draft);
    if (open !== undefined) response.redirect(303, `/apply/${open.name}`);
    else kit.render(request, response, 'onboarding/check', { ...journey.words(draft), draft });
  });

  router.post('/apply/check', async (request, response) => {
    if (!(await limit.lets(request))) {
      kit.render(request, response, 'onboarding/too-many', {}, 429);
      return;
    }
    const draft = draftIn(request);
    const details = detailsOf(draft);
    if (details === undefined) {
      // A second click: the first one has sent it.
      const sent = sentNumber(request) !== undefined;
      response.redirect(303, sent ? '/apply/sent' : '/apply/check');
      return;
    }
    const outcome = await submitApplication(parts, keyOf(request, draft.number), details);
    if (outcome === 'tooMany') {
      kit.render(request, response, 'onboarding/too-many', {}, 503);
      return;
    }
    parts.log.info({ application: outcome.reference }, 'application received');
    markSent(request, draft);
    response.redirect(303, '/apply/sent');
  });

  router.get('/apply/sent', (request, response) => {
    const number = sentNumber(request);
    if (number === undefined) {
      response.redirect(303, '/apply');
      return;
    }
    const key = keyOf(request, number);
    privatePage(response);
    kit.render(request, response, 'onboarding/sent', {
      reference: applicationReferenceOf(key),
      link: `/applications/${key}`,
    });
  });
}

/** Pages of a private link tell nobody where they are. */
export function privatePage(response: Response): void {
  response.set('Referrer-Policy', 'no-referrer');
  response.set('X-Robots-Tag', 'noindex');
}
