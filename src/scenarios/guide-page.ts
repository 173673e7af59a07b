/** The parts of docs/testing-guide.md that are made from the scenarios. */
import { organisationKinds, type OrganisationKind } from '../domain/organisation.js';
import { groupTitles, scenarioGroups, type Scenario } from './scenario.js';
import { guideSteps, type GuideField, type GuideStep } from './scenario-guide.js';

const kindWords: Readonly<Record<OrganisationKind, string>> = {
  learningProvider: 'learning provider',
  awardingOrganisation: 'awarding organisation',
  other: 'other',
};

/** How many scenarios each kind of organisation has. */
export function countsTable(scenarios: readonly Scenario[]): string {
  const rows = scenarioGroups.map((group) => {
    const ofGroup = scenarios.filter((scenario) => scenario.group === group);
    const cells = organisationKinds.map((kind) => {
      const count = (need: string) => ofGroup.filter((scenario) => scenario.for[kind] === need).length;
      const [required, optional] = [count('required'), count('optional')];
      return required + optional === 0 ? '' : `${String(required)} required, ${String(optional)} optional`;
    });
    return `| [${groupTitles[group]}](#${anchor(groupTitles[group])}) | ${cells.join(' | ')} |`;
  });
  return [
    '| Group | Learning provider | Awarding organisation | Other organisation |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Every scenario, group by group. */
export function scenarioChapters(scenarios: readonly Scenario[]): string {
  return scenarioGroups
    .map((group) => {
      const chapters = scenarios.filter((scenario) => scenario.group === group).map(chapter);
      return [`## ${groupTitles[group]}`, ...chapters].join('\n\n');
    })
    .join('\n\n');
}

function chapter(scenario: Scenario): string {
  const steps = guideSteps(scenario);
  const needs = organisationKinds.flatMap((kind) => {
    const need = scenario.for[kind];
    return need === undefined ? [] : [`${kindWords[kind]}: ${need}`];
  });
  return [
    `### ${scenario.title}`,
    `\`${scenario.id}\` · ${needs.join(', ')}`,
    scenario.why,
    ...(scenario.prepare === undefined ? [] : [`**Before:** ${safe(scenario.prepare)}`]),
    steps.map((step, index) => stepText(step, index + 1)).join('\n'),
    ...(scenario.never.length === 0
      ? []
      : [`It fails when this happens:\n\n${scenario.never.map(({ say }) => `- ${say}`).join('\n')}`]),
  ].join('\n\n');
}

function stepText(step: GuideStep, number: number): string {
  const where = step.operation === undefined ? (step.service ?? 'any operation') : `\`${step.operation}\``;
  const comes = [
    ...step.codes.map(({ code }) => `\`${code}\``),
    ...step.timing.map(safe),
    ...step.answer.map(fieldText),
  ];
  return [
    `${String(number)}. ${safe(step.say)} (${where})`,
    ...(step.send.length === 0 ? [] : [`   - Send: ${step.send.map(fieldText).join('; ')}`]),
    ...(comes.length === 0 ? [] : [`   - Comes back: ${comes.join('; ')}`]),
  ].join('\n');
}

function fieldText({ field, value, isLiteral }: GuideField): string {
  return `\`${field}\` ${isLiteral ? `**${safe(value)}**` : safe(value)}`;
}

/** Text in which Markdown sees no marks of its own. */
function safe(text: string): string {
  return text.replace(/[*_<>[\]^\\]/g, '\\$&');
}

/** As the pages' readers make it of a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
