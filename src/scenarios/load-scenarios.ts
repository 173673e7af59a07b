/** Reads the scenarios, and puts the published test data into them. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { OrganisationKind } from '../domain/organisation.js';
import { scenarioGroups, scenarioSchema, type Scenario } from './scenario.js';

const fixtures = new URL('../../../fixtures/', import.meta.url);

const publishedSchema = z.object({
  learners: z.record(z.string(), z.record(z.string(), z.string())),
  achievement: z.record(z.string(), z.union([z.string(), z.number()])),
});

let scenarios: readonly Scenario[] | undefined;

/**
 * All scenarios, group by group. `{{exact.uln}}` in the files stands for the ULN of the learner `exact` in
 * `fixtures/testdata/index.json`, and `{{achievement.grade}}` for the achievement there.
 * @throws when a file says what no scenario can be: they are part of the program
 */
export function allScenarios(): readonly Scenario[] {
  scenarios ??= scenarioGroups.flatMap(readGroup);
  return scenarios;
}

/** Those that an organisation of this kind works through. */
export function scenariosFor(kind: OrganisationKind): readonly Scenario[] {
  return allScenarios().filter((scenario) => scenario.for[kind] !== undefined);
}

function readGroup(group: string): readonly Scenario[] {
  const values = publishedValues();
  const filled = readFileSync(new URL(`scenarios/${group}.json`, fixtures), 'utf8').replaceAll(
    /\{\{([\w.]+)\}\}/g,
    (_whole, name: string) => {
      const value = values.get(name);
      if (value === undefined) throw new Error(`The scenarios speak of ${name}, which is not published`);
      return JSON.stringify(value).slice(1, -1);
    },
  );
  return z.array(scenarioSchema).parse(JSON.parse(filled));
}

function publishedValues(): ReadonlyMap<string, string> {
  const text = readFileSync(new URL('testdata/index.json', fixtures), 'utf8');
  const { learners, achievement } = publishedSchema.parse(JSON.parse(text));
  return new Map(
    Object.entries({ ...learners, achievement }).flatMap(([key, members]) =>
      Object.entries(members).map(([member, value]) => [`${key}.${member}`, String(value)]),
    ),
  );
}
