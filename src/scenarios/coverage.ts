/** Which codes of which operations the scenarios show. */
import { listCodes } from '../domain/response-code.js';
import { operationsOfServices } from '../contract/request-elements.js';
import type { Condition, Scenario, ScenarioStep } from './scenario.js';

/** `learnerByULN WSRC0004` */
export type OperationAndCode = string;

/** Every operation with every code that the table of codes says it may answer. */
export function pairsOfTheRegister(): readonly OperationAndCode[] {
  const all = [...operationsOfServices.values()].flat();
  return listCodes().flatMap(({ code, usedBy, ownUse }) => {
    const named = [...usedBy, ...ownUse];
    const operations = named.includes('any') ? all : named.filter((each) => each !== 'batch files');
    return operations.map((operation) => `${operation} ${code}`);
  });
}

/** What somebody who goes through the scenario has met. A step of any operation stands for each of them. */
export function pairsOfScenario(scenario: Scenario): ReadonlySet<OperationAndCode> {
  return new Set(
    scenario.steps.flatMap((step) =>
      operationsOf(step).flatMap((operation) => codesOf(step).map((code) => `${operation} ${code}`)),
    ),
  );
}

function operationsOf({ operation, service }: ScenarioStep): readonly string[] {
  if (operation !== undefined) return operation;
  const services = service ?? [...operationsOfServices.keys()];
  return services.flatMap((each) => operationsOfServices.get(each) ?? []);
}

const codeForm = /\b(?:WS[RE]C\d{4}|RC\d{3}|[ABFL]\d{3})\b/g;

function codesOf({ code = [], when, answer, shows }: ScenarioStep): readonly string[] {
  const conditions: readonly Condition[] = [...Object.values(answer), ...Object.values(when.answer)];
  const named = conditions.flatMap(({ is, allOf = [], contains = [] }) =>
    [is ?? '', ...allOf, contains].flat(),
  );
  const told = [...code, ...(when.code ?? []), ...shows, ...named];
  return told.flatMap((text) => text.match(codeForm) ?? []);
}
