/** The scenarios of the testing guide: what is done, what failed and why, what is left, and the report. */
import type { HomeCard, PageKit, Section, Viewer } from '../section.js';
import { listPage } from './list-page.js';
import { programRoutes } from './programs.js';
import { reportPages } from './report-pages.js';
import { PAGE_MS, type ScenarioPagesParts } from './scenario-parts.js';
import { scenarioPages } from './scenario-page.js';
import { countStates } from '../../scenarios/report.js';

const HOME = '/scenarios';

export function scenariosSection(parts: ScenarioPagesParts): Section {
  return {
    navigation: [
      {
        text: 'Scenarios',
        href: HOME,
        shownTo: 'organisation',
        description:
          'What to try, step by step. The list ticks itself as your product sends the right requests, and gives you the report to hand in.',
      },
    ],
    mount(router, kit: PageKit) {
      const report = reportPages(parts, kit);
      const scenario = scenarioPages(parts, kit);
      const programs = programRoutes(parts, kit);
      router.get(HOME, kit.asOrganisation, listPage(parts, kit));
      router.get(`${HOME}/report`, kit.asOrganisation, report.show);
      router.get(`${HOME}/report.json`, kit.asOrganisation, report.download);
      router.get(`${HOME}/product`, kit.asOrganisation, report.askProduct);
      router.post(`${HOME}/product`, kit.asOrganisation, report.setProduct);
      router.get(`${HOME}/start-again`, kit.asOrganisation, scenario.askForgetAll);
      router.post(`${HOME}/start-again`, kit.asOrganisation, scenario.forgetAll);
      router.get(`${HOME}/:id`, kit.asOrganisation, scenario.show);
      router.post(`${HOME}/:id/start-again`, kit.asOrganisation, scenario.forget);
      router.get(`${HOME}/:id/evidence/:place`, kit.asOrganisation, scenario.evidence);
      router.get('/test/scenarios', kit.asProgram, programs.list);
      router.get('/test/scenarios/report', kit.asProgram, programs.report);
      router.delete('/test/scenarios', kit.asProgram, programs.forgetAll);
      router.delete('/test/scenarios/:id', kit.asProgram, programs.forget);
      router.put('/test/scenarios/product', kit.asProgram, programs.setProduct);
    },
    card: (viewer) => cardOf(parts, viewer),
  };
}

async function cardOf({ scenarios }: ScenarioPagesParts, viewer: Viewer): Promise<HomeCard | undefined> {
  if (viewer.kind !== 'organisation') return undefined;
  const { organisation } = viewer;
  const { results } = await scenarios.stateOf(organisation, PAGE_MS);
  const required = results.filter(({ scenario }) => scenario.for[organisation.kind] === 'required');
  const { done, failed } = countStates(required);
  const all = countStates(results);
  return {
    title: 'Scenarios',
    rows: [
      { name: 'Required', value: `${String(done)} of ${String(required.length)} done` },
      { name: 'Failed', value: failed === 0 ? 'None' : String(failed) },
      { name: 'All', value: `${String(all.done)} of ${String(results.length)} done` },
    ],
    link: { text: 'See what is done and what is left', href: HOME },
  };
}
