/** Whether an exchange is an attempt at a step, and whether it did what the step asks for. */
import { isCode, responseCodes } from '../domain/response-code.js';
import { firstDifference, type Remembered } from './message-values.js';
import type { ExchangeHead } from '../register/exchange-ports.js';
import type { Run } from './progress.js';
import type { Scenario, ScenarioStep } from './scenario.js';
import type { SeenExchange } from './seen-exchange.js';

interface Kind {
  readonly service?: readonly string[] | undefined;
  readonly operation?: readonly string[] | undefined;
}

/** Told by the head of an exchange alone. An operation that is not known yet may be any. */
export function mayBeOf(
  kind: Kind,
  head: { readonly service: string; readonly operation?: string },
): boolean {
  return (
    (kind.service?.includes(head.service) ?? true) &&
    (head.operation === undefined || (kind.operation?.includes(head.operation) ?? true))
  );
}

/** Whether the exchange is of the service and the operation. */
export function isOf(kind: Kind, seen: SeenExchange): boolean {
  if (!mayBeOf(kind, seen.head)) return false;
  if (kind.operation === undefined) return true;
  return seen.operation !== undefined && kind.operation.includes(seen.operation);
}

/** Whether the answer is one that an attempt at the step can have. Told by the head alone. */
export function hasAnswerOf(
  { when }: ScenarioStep,
  { code, status, milliseconds }: Pick<ExchangeHead, 'code' | 'status' | 'milliseconds'>,
): boolean {
  return (
    (when.code?.includes(code) ?? true) &&
    (when.status?.includes(status) ?? true) &&
    milliseconds >= (when.slowerThan ?? 0) * 1000
  );
}

/** The paths that tell whether an exchange is about this step. */
export function attemptPaths(step: ScenarioStep): readonly string[] {
  return step.attempt ?? Object.keys(step.send);
}

/** Whether an exchange is an attempt at a step. */
export function isAttempt(step: ScenarioStep, seen: SeenExchange, run: Run | undefined): boolean {
  const isAskedAgain = run !== undefined && step.repeat?.code === seen.head.code;
  if (!isAskedAgain && !hasAnswerOf(step, seen.head)) return false;
  if (!isOf(step, seen)) return false;
  if (step.sameAs !== undefined && !isSameRequest(seen, run, step.sameAs)) return false;
  const remembered: Remembered = run?.remembered ?? {};
  const paths = new Set(attemptPaths(step));
  const telling = Object.fromEntries(Object.entries(step.send).filter(([path]) => paths.has(path)));
  if (firstDifference(seen.request, telling, remembered) !== undefined) return false;
  return isAskedAgain || firstDifference(seen.answer, step.when.answer, remembered) === undefined;
}

/** Whether the request is, element for element, that of a step which is done. */
export function isSameRequest(seen: SeenExchange, run: Run | undefined, step: number): boolean {
  const digest = run?.digests[step - 1];
  return digest !== undefined && digest !== null && digest === seen.requestDigest;
}

/** Why an attempt at a step is not right, in words; nothing when it is. */
export function whyWrong(
  scenario: Scenario,
  index: number,
  seen: SeenExchange,
  run: Run | undefined,
): string | undefined {
  const step = scenario.steps[index];
  if (step === undefined) throw new Error(`${scenario.id} has no step ${String(index)}`);
  const remembered: Remembered = run?.remembered ?? {};
  const wrong =
    requestProblem(step, seen, remembered) ??
    timeProblem(step, seen, run) ??
    answerProblem(step, seen, remembered);
  if (wrong === undefined) return undefined;
  const capital = wrong.charAt(0).toUpperCase() + wrong.slice(1);
  return scenario.steps.length === 1 ? `${capital}.` : `Step ${String(index + 1)}: ${wrong}.`;
}

function requestProblem(step: ScenarioStep, seen: SeenExchange, remembered: Remembered): string | undefined {
  const different = firstDifference(seen.request, step.send, remembered);
  return different === undefined ? undefined : `in the request, ${different}`;
}

function timeProblem({ pause }: ScenarioStep, seen: SeenExchange, run: Run | undefined): string | undefined {
  const before = run?.ended.at(-1);
  if (pause === undefined || before === undefined) return undefined;
  const wanted = pause === 'Retry-After' ? (run?.retryAfter ?? 0) : pause;
  const passed = Math.max(0, seen.begins - before) / 1000;
  // Clocks are read when a request has begun to arrive: a little early is right.
  if (passed >= wanted - 0.1) return undefined;
  return `it came after ${passed.toFixed(1)} seconds, and should have waited ${String(wanted)}`;
}

function answerProblem(
  { code, status, answer }: ScenarioStep,
  seen: SeenExchange,
  remembered: Remembered,
): string | undefined {
  const { head } = seen;
  if (code !== undefined && !code.includes(head.code)) {
    return `the answer was ${codeInWords(head.code)}, and should have been ${code.join(' or ')}`;
  }
  if (status !== undefined && !status.includes(head.status)) {
    return `the HTTP status was ${String(head.status)}, and should have been ${status.join(' or ')}`;
  }
  const different = firstDifference(seen.answer, answer, remembered);
  return different === undefined ? undefined : `in the answer, ${different}`;
}

/** `WSRC0001 (No learner matches.)` */
export function codeInWords(code: string): string {
  if (!isCode(code)) return code === '' ? 'none' : code;
  return `${code} (${responseCodes[code].meaning.replace(/\.$/, '')})`;
}
