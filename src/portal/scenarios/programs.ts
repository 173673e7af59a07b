/** Scenarios for programs: JSON under `/test/scenarios`. What it gives: docs/testing-guide.md, "For programs". */
import type { RequestHandler } from 'express';
import { scenariosFor } from '../../scenarios/load-scenarios.js';
import { countStates } from '../../scenarios/report.js';
import type { PageKit } from '../section.js';
import { productSchema } from './report-pages.js';
import type { ScenarioPagesParts } from './scenario-parts.js';

/** A program waits longer than a person. */
const PROGRAM_MS = 5000;

export interface ScenarioProgramRoutes {
  readonly list: RequestHandler;
  readonly report: RequestHandler;
  readonly forget: RequestHandler;
  readonly forgetAll: RequestHandler;
  readonly setProduct: RequestHandler;
}

export function programRoutes(
  { scenarios, reports }: ScenarioPagesParts,
  kit: PageKit,
): ScenarioProgramRoutes {
  return {
    async list(request, response) {
      const organisation = kit.organisation(request);
      const { results, isComplete, product } = await scenarios.stateOf(organisation, PROGRAM_MS);
      response.json({
        organisationRef: organisation.organisationRef,
        product: product ?? null,
        isComplete,
        counts: countStates(results),
        scenarios: results.map(({ scenario, state, reason, decidedAt, stepsDone, evidence }) => ({
          id: scenario.id,
          group: scenario.group,
          title: scenario.title,
          need: scenario.for[organisation.kind],
          state,
          reason: reason ?? null,
          decidedAt: decidedAt?.toISOString() ?? null,
          steps: scenario.steps.length,
          stepsDone,
          evidence: evidence.map(({ exchangeId }) => exchangeId),
        })),
      });
    },

    async report(request, response) {
      response.json(await reports.of(kit.organisation(request)));
    },

    async forget(request, response) {
      const organisation = kit.organisation(request);
      const { id } = request.params;
      const scenario = scenariosFor(organisation.kind).find((each) => each.id === id);
      if (scenario === undefined) {
        response
          .status(404)
          .json({ error: 'notFound', message: 'There is no such scenario for this organisation.' });
        return;
      }
      await scenarios.forget(organisation, scenario.id);
      response.status(204).end();
    },

    async forgetAll(request, response) {
      await scenarios.forget(kit.organisation(request));
      response.status(204).end();
    },

    async setProduct(request, response) {
      const given = productSchema.safeParse(request.body);
      if (!given.success) {
        const message = given.error.issues.map((issue) => issue.message).join('. ');
        response.status(400).json({ error: 'badRequest', message });
        return;
      }
      await scenarios.setProduct(kit.organisation(request), given.data);
      response.json(given.data);
    },
  };
}
