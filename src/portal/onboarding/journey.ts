/** Questions one a page, in their order, with answers that wait in the session until all are there. */
import type { Request, RequestHandler, Response, Router } from 'express';
import type { PageKit } from '../section.js';
import type { FormAgain, ReadForm } from './form.js';

export interface Step<Draft> {
  /** The last part of its address, and of its template's name. */
  readonly name: string;
  /** Whether this one is asked. */
  applies(draft: Draft): boolean;
  isAnswered(draft: Draft): boolean;
  /** Takes the answer into the draft. */
  read(body: unknown, draft: Draft): ReadForm<Draft>;
}

export interface Journey<Draft extends object> {
  /** `/apply`: where it starts; each question lies below it, and `check` at the end. */
  readonly base: string;
  /** The folder of the templates: `onboarding`. */
  readonly views: string;
  readonly steps: readonly Step<Draft>[];
  readonly guards: readonly RequestHandler[];
  draftIn(request: Request): Draft;
  keepDraft(request: Request, draft: Draft): void;
  /** What the templates need beside the draft. */
  words(draft: Draft): object;
}

/** The first question without an answer; undefined when all have one. */
export function nextStep<Draft>(steps: readonly Step<Draft>[], draft: Draft): Step<Draft> | undefined {
  return steps.find((step) => step.applies(draft) && !step.isAnswered(draft));
}

/** Adds a page for each question. After an answer comes the next open question, or `check`. */
export function mountQuestions<Draft extends object>(
  router: Router,
  kit: PageKit,
  journey: Journey<Draft>,
): void {
  for (const step of journey.steps) mountQuestion(router, kit, journey, step);
}

function mountQuestion<Draft extends object>(
  router: Router,
  kit: PageKit,
  journey: Journey<Draft>,
  step: Step<Draft>,
): void {
  const { base, views, steps, guards } = journey;
  const path = `${base}/${step.name}`;
  const show = (request: Request, response: Response, draft: Draft, again?: FormAgain): void => {
    const data = {
      values: draft,
      errorOf: {},
      ...journey.words(draft),
      backTo: backFrom(journey, step, draft),
      draft,
    };
    kit.render(
      request,
      response,
      `${views}/${step.name}`,
      { ...data, ...again },
      again === undefined ? 200 : 400,
    );
  };
  const askedTooEarly = (draft: Draft): Step<Draft> | undefined => {
    const open = nextStep(steps, draft);
    if (!step.applies(draft)) return open ?? steps[0];
    return open !== undefined && steps.indexOf(open) < steps.indexOf(step) ? open : undefined;
  };

  router.get(path, ...guards, (request, response) => {
    const draft = journey.draftIn(request);
    const earlier = askedTooEarly(draft);
    if (earlier === undefined) show(request, response, draft);
    else response.redirect(303, `${base}/${earlier.name}`);
  });

  router.post(path, ...guards, (request, response) => {
    const draft = journey.draftIn(request);
    const earlier = askedTooEarly(draft);
    if (earlier !== undefined) {
      response.redirect(303, `${base}/${earlier.name}`);
      return;
    }
    const read = step.read(request.body, draft);
    if (!read.ok) {
      show(request, response, draft, read.again);
      return;
    }
    journey.keepDraft(request, read.value);
    response.redirect(303, `${base}/${nextStep(steps, read.value)?.name ?? 'check'}`);
  });
}

/** The question before this one, or the start. */
function backFrom<Draft extends object>(
  { base, steps }: Journey<Draft>,
  step: Step<Draft>,
  draft: Draft,
): string {
  const asked = steps.filter((each) => each.applies(draft));
  const before = asked[asked.indexOf(step) - 1];
  return before === undefined ? base : `${base}/${before.name}`;
}
