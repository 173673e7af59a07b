/** What a scenario says to people: what to send, what must come back, and what must not happen. */
import { isCode, responseCodes } from '../domain/response-code.js';
import { conditionInWords } from './message-values.js';
import type { Conditions, Scenario, ScenarioStep } from './scenario.js';

export interface GuideStep {
  readonly say: string;
  readonly service?: string;
  readonly operation?: string;
  /** Fields of the request. */
  readonly send: readonly GuideField[];
  /** Fields of the answer. */
  readonly answer: readonly GuideField[];
  readonly codes: readonly { readonly code: string; readonly meaning?: string }[];
  /** What counts about the time, in sentences. */
  readonly timing: readonly string[];
}

export interface GuideField {
  readonly field: string;
  readonly value: string;
  /** Whether the value is meant to be copied as it is. */
  readonly isLiteral: boolean;
}

export function guideSteps({ steps }: Scenario): readonly GuideStep[] {
  return steps.map((step) => ({
    say: step.say,
    ...(step.service === undefined ? {} : { service: step.service.join(' or ') }),
    ...(step.operation === undefined ? {} : { operation: step.operation.join(' or ') }),
    send: fieldsOf(step.send),
    answer: [...fieldsOf(step.when.answer), ...fieldsOf(step.answer)],
    codes: (step.code ?? step.when.code ?? []).map((code) =>
      isCode(code) ? { code, meaning: responseCodes[code].meaning } : { code },
    ),
    timing: timingOf(step),
  }));
}

function fieldsOf(conditions: Conditions): readonly GuideField[] {
  return Object.entries(conditions).map(([field, condition]) => ({
    field,
    value: conditionInWords(condition),
    isLiteral: condition.is !== undefined && condition.is !== '' && condition.say === undefined,
  }));
}

function timingOf({ pause, repeat, when, status, code }: ScenarioStep): readonly string[] {
  const wanted = status ?? when.status;
  return [
    ...(wanted === undefined || (wanted.includes(200) && code !== undefined)
      ? []
      : [`HTTP status ${wanted.join(' or ')}`]),
    ...(when.slowerThan === undefined ? [] : [`after ${String(when.slowerThan)} seconds or more`]),
    ...(pause === undefined
      ? []
      : [
          pause === 'Retry-After'
            ? 'not before the time of Retry-After'
            : `not sooner than after ${seconds(pause)}`,
        ]),
    ...(repeat === undefined || repeat.everySeconds === 0
      ? []
      : [`${repeat.code} until then, asked for every ${seconds(repeat.everySeconds)} at most`]),
  ];
}

function seconds(count: number): string {
  return count === 1 ? '1 second' : `${String(count)} seconds`;
}
