/** Which exchanges a scenario need not look at: told by their heads, so that a load test costs little. */
import type { ExchangeHead } from '../register/exchange-ports.js';
import type { Progress } from './progress.js';
import type { Scenario, ScenarioStep } from './scenario.js';
import { attemptPaths, hasAnswerOf, mayBeOf } from './step-verdict.js';

/** Whether the exchange may change how far the scenario is. */
export function mayMatter(scenario: Scenario, progress: Progress, head: ExchangeHead): boolean {
  if (progress.state === 'done' || head.at.getTime() < progress.since) return false;
  const fits = (step: ScenarioStep | undefined) =>
    step !== undefined && mayBeOf(step, head) && (hasAnswerOf(step, head) || step.repeat?.code === head.code);
  if (fits(scenario.steps[0])) return true;
  if (progress.runs.length === 0) return false;
  return (
    progress.runs.some(({ done }) => fits(scenario.steps[done])) ||
    scenario.never.some((rule) => mayBeOf(rule, head) && (rule.code?.includes(head.code) ?? true))
  );
}

/**
 * Digits that are in every request which begins an attempt, such as a ULN. Empty when there are none: names may be
 * written in capitals or as references, digits hardly ever are.
 */
export function tellingDigits(scenario: Scenario): readonly string[] {
  const [step] = scenario.steps;
  for (const path of attemptPaths(step)) {
    const is = step.send[path]?.is;
    if (is !== undefined && /^[\d-]{8,}$/.test(is)) return [is];
  }
  return [];
}
