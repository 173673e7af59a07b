import type { RequestHandler } from 'express';
import type { OrganisationKind } from '../../domain/organisation.js';
import { countStates } from '../../scenarios/report.js';
import { groupTitles, scenarioGroups } from '../../scenarios/scenario.js';
import type { ScenarioResult } from '../../scenarios/scenario-engine.js';
import type { PageKit } from '../section.js';
import { PAGE_MS, type ScenarioPagesParts } from './scenario-parts.js';

export function listPage({ scenarios, exchanges }: ScenarioPagesParts, kit: PageKit): RequestHandler {
  return async (request, response) => {
    const organisation = kit.organisation(request);
    const { results, isComplete, product } = await scenarios.stateOf(organisation, PAGE_MS);
    const { kind } = organisation;
    const required = results.filter(({ scenario }) => scenario.for[kind] === 'required');
    kit.render(request, response, 'scenarios/list', {
      groups: groupsOf(results, kind),
      required: { ...countStates(required), all: required.length },
      every: { ...countStates(results), all: results.length },
      isComplete,
      product,
      isKept: exchanges !== undefined,
    });
  };
}

function groupsOf(results: readonly ScenarioResult[], kind: OrganisationKind) {
  return scenarioGroups
    .map((group) => {
      const rows = results
        .filter(({ scenario }) => scenario.group === group)
        .map((result) => rowOf(result, kind));
      const required = rows.filter(({ isRequired }) => isRequired);
      return {
        id: group,
        title: groupTitles[group],
        rows,
        counts: { ...countStates(rows), all: rows.length },
        required: { ...countStates(required), all: required.length },
      };
    })
    .filter(({ rows }) => rows.length > 0);
}

/** A scenario as lists show it. */
export function rowOf(
  { scenario, state, reason, stepsDone, decidedAt }: ScenarioResult,
  kind: OrganisationKind,
) {
  return {
    id: scenario.id,
    href: `/scenarios/${scenario.id}`,
    title: scenario.title,
    isRequired: scenario.for[kind] === 'required',
    state,
    reason,
    decidedAt,
    stepsDone,
    steps: scenario.steps.length,
  };
}
