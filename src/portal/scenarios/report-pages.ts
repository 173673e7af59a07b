/** The report to hand in: as a page that prints well, and as a file. */
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { groupTitles, scenarioGroups } from '../../scenarios/scenario.js';
import { reportText } from '../../scenarios/reports.js';
import type { PageKit } from '../section.js';
import { PAGE_MS, type ScenarioPagesParts } from './scenario-parts.js';

export interface ReportPages {
  readonly show: RequestHandler;
  readonly download: RequestHandler;
  readonly askProduct: RequestHandler;
  readonly setProduct: RequestHandler;
}

const field = (what: string, most: number) =>
  z
    .string({ error: `Enter ${what}` })
    .trim()
    .min(1, `Enter ${what}`)
    .max(most, `Enter ${what} of at most ${String(most)} characters`);

export const productSchema = z.object({
  name: field('the name of your product', 100),
  version: field('the version of your product', 50),
});

export function reportPages({ scenarios, reports }: ScenarioPagesParts, kit: PageKit): ReportPages {
  return {
    async show(request, response) {
      const report = await reports.of(kit.organisation(request));
      const groups = scenarioGroups
        .map((group) => ({
          title: groupTitles[group],
          rows: report.scenarios.filter((each) => each.group === group),
        }))
        .filter(({ rows }) => rows.length > 0);
      kit.render(request, response, 'scenarios/report', { report, groups, madeAt: new Date(report.madeAt) });
    },

    async download(request, response) {
      const report = await reports.of(kit.organisation(request));
      const name = `scenario-report-${report.organisation.organisationRef}-${report.madeAt.slice(0, 10)}.json`;
      response.type('application/json').attachment(name).send(reportText(report));
    },

    async askProduct(request, response) {
      const { product } = await scenarios.stateOf(kit.organisation(request), PAGE_MS);
      kit.render(request, response, 'scenarios/product', { fields: product ?? {} });
    },

    async setProduct(request, response) {
      const given = productSchema.safeParse(request.body);
      if (!given.success) {
        const errors = given.error.issues.map(({ path, message }) => ({
          text: message,
          href: `#${String(path[0])}`,
        }));
        kit.render(request, response, 'scenarios/product', { fields: request.body as unknown, errors }, 400);
        return;
      }
      await scenarios.setProduct(kit.organisation(request), given.data);
      response.redirect(303, '/scenarios/report');
    },
  };
}
