/** One scenario: what to send, what must come back, and what proves it. */
import type { Request, RequestHandler, Response } from 'express';
import { guideSteps } from '../../scenarios/scenario-guide.js';
import type { ScenarioResult } from '../../scenarios/scenario-engine.js';
import type { PageKit } from '../section.js';
import { rowOf } from './list-page.js';
import { PAGE_MS, type ScenarioPagesParts } from './scenario-parts.js';

export interface ScenarioPages {
  readonly show: RequestHandler;
  readonly evidence: RequestHandler;
  readonly forget: RequestHandler;
  readonly askForgetAll: RequestHandler;
  readonly forgetAll: RequestHandler;
}

export function scenarioPages(parts: ScenarioPagesParts, kit: PageKit): ScenarioPages {
  const { scenarios, exchanges } = parts;

  const resultOf = async (request: Request): Promise<ScenarioResult | undefined> => {
    const { results } = await scenarios.stateOf(kit.organisation(request), PAGE_MS);
    return results.find(({ scenario }) => scenario.id === request.params['id']);
  };

  return {
    async show(request, response) {
      const organisation = kit.organisation(request);
      const result = await resultOf(request);
      if (result === undefined) {
        kit.notFound(request, response);
        return;
      }
      const { scenario } = result;
      const { organisationRef } = organisation;
      const evidence = await Promise.all(
        result.evidence.map(async (reference, index) => ({
          ...reference,
          number: index + 1,
          isKept: (await exchanges?.find({ organisationRef }, reference.exchangeId)) !== undefined,
          exchangeHref: `/exchanges/${encodeURIComponent(reference.exchangeId)}`,
          copyHref: `/scenarios/${scenario.id}/evidence/${String(index + 1)}`,
        })),
      );
      kit.render(request, response, 'scenarios/scenario', {
        row: rowOf(result, organisation.kind),
        why: scenario.why,
        prepare: scenario.prepare,
        steps: guideSteps(scenario),
        never: scenario.never.map(({ say }) => say),
        evidence,
      });
    },

    async evidence(request, response) {
      const result = await resultOf(request);
      const place = Number(request.params['place']);
      const found = result === undefined ? [] : await scenarios.evidence(kit.organisation(request), result);
      const exchange = Number.isInteger(place) ? found[place - 1] : undefined;
      if (result === undefined || exchange === undefined) {
        kit.notFound(request, response);
        return;
      }
      kit.render(request, response, 'scenarios/evidence', {
        row: rowOf(result, kit.organisation(request).kind),
        exchange,
        number: place,
        request: exchange.request.toString('utf8'),
        response: exchange.response.toString('utf8'),
        isCut:
          exchange.request.length < exchange.requestBytes ||
          exchange.response.length < exchange.responseBytes,
      });
    },

    async forget(request, response) {
      const result = await resultOf(request);
      if (result === undefined) {
        kit.notFound(request, response);
        return;
      }
      await scenarios.forget(kit.organisation(request), result.scenario.id);
      kit.flash(request, `“${result.scenario.title}” is open again. Only what you send from now on counts.`);
      response.redirect(303, `/scenarios/${result.scenario.id}`);
    },

    askForgetAll(request: Request, response: Response) {
      kit.render(request, response, 'scenarios/start-again');
    },

    async forgetAll(request, response) {
      await scenarios.forget(kit.organisation(request));
      kit.flash(request, 'All scenarios are open again. Only what you send from now on counts.');
      response.redirect(303, '/scenarios');
    },
  };
}
