/** What one more exchange means for a scenario. No input, no output, no clock: the same exchanges give the same result. */
import { firstDifference, valuesAt } from './message-values.js';
import type { Progress, Run } from './progress.js';
import type { NeverRule, Scenario, ScenarioStep } from './scenario.js';
import type { SeenExchange } from './seen-exchange.js';
import { isAttempt, isOf, isSameRequest, whyWrong } from './step-verdict.js';

/** Attempts at one scenario at the same time; older ones are given up. */
const MOST_RUNS = 8;

/**
 * A scenario that is done stays done. A failed one can be tried again as often as you like.
 * @param seen each exchange of the organisation, oldest first
 */
export function observe(scenario: Scenario, progress: Progress, seen: SeenExchange): Progress {
  if (progress.state === 'done' || seen.begins < progress.since) return progress;
  const current = progress.runs.filter((run) => seen.begins - run.startedAt <= scenario.giveUpAfter * 1000);
  let now: Progress = current.length === progress.runs.length ? progress : { ...progress, runs: current };
  const [taker, next] = whoGoesOn(scenario, current, seen);
  const before = now;
  for (const run of current) if (run !== taker) now = applyNever(scenario, now, run, seen);
  // What counts against an attempt begins none.
  if (taker === undefined || next === undefined) return now === before ? begin(scenario, now, seen) : now;
  return settle(scenario, now, taker, next, seen);
}

/** The attempt that the exchange belongs to: one that it brings forward, or else the first that it breaks. */
function whoGoesOn(
  scenario: Scenario,
  runs: readonly Run[],
  seen: SeenExchange,
): readonly [Run, Next] | readonly [] {
  let broken: readonly [Run, Next] | undefined;
  for (const run of runs) {
    const next = goOn(scenario, run, seen);
    if (next === run) continue;
    if (next !== 'over' && !('failed' in next)) return [run, next];
    broken ??= [run, next];
  }
  return broken ?? [];
}

type Next = Run | { readonly failed: string } | 'over';

/** The run after this exchange; the same one when the exchange is not about it. */
function goOn(scenario: Scenario, run: Run, seen: SeenExchange): Next {
  const step = scenario.steps[run.done];
  if (step === undefined || !isAttempt(step, seen, run)) return run;
  if (run.isSpent) return 'over';
  const again = askedAgain(scenario, step, run, seen);
  if (again !== undefined) return again;
  const wrong = whyWrong(scenario, run.done, seen, run);
  return wrong === undefined ? advanced(run, step, seen) : { failed: wrong };
}

/** A question that may be repeated, such as how far a job is. */
function askedAgain(scenario: Scenario, step: ScenarioStep, run: Run, seen: SeenExchange): Next | undefined {
  const { repeat } = step;
  if (repeat === undefined) return undefined;
  const last = run.remembered['(asked)']?.[0] ?? askedByStepBefore(scenario, run);
  const passed = Math.max(0, seen.begins - Number(last)) / 1000;
  if (last !== undefined && passed < repeat.everySeconds - 0.1) {
    const place = scenario.steps.length === 1 ? 'it' : `step ${String(run.done + 1)}`;
    return {
      failed: `Asked again after ${passed.toFixed(1)} seconds (${place}): not sooner than after ${String(repeat.everySeconds)}.`,
    };
  }
  if (seen.head.code !== repeat.code) return undefined;
  return { ...run, remembered: { ...run.remembered, '(asked)': [String(seen.ends)] } };
}

/** The step before may have asked the same question. */
function askedByStepBefore(scenario: Scenario, run: Run): number | undefined {
  const [before, step] = [scenario.steps[run.done - 1], scenario.steps[run.done]];
  return before?.operation?.join() === step?.operation?.join() ? run.ended.at(-1) : undefined;
}

function advanced(run: Run, step: ScenarioStep, seen: SeenExchange): Run {
  const values = Object.entries(step.remember).map(([name, { from, path }]): [string, string[]] => {
    const found = valuesAt(from === 'request' ? seen.request : seen.answer, path);
    return [name, found.slice(0, 200)];
  });
  const { '(asked)': _, ...remembered } = run.remembered;
  return {
    ...run,
    done: run.done + 1,
    evidence: [...run.evidence, seen.head.id],
    remembered: { ...remembered, ...Object.fromEntries(values) },
    digests: [...run.digests, seen.requestDigest ?? null],
    ended: [...run.ended, seen.ends],
    retryAfter: seen.retryAfter ?? null,
  };
}

function settle(
  scenario: Scenario,
  progress: Progress,
  before: Run,
  next: Next,
  seen: SeenExchange,
): Progress {
  if (next === 'over') return { ...progress, runs: progress.runs.filter((run) => run !== before) };
  if ('failed' in next) return fail(progress, before, next.failed, seen);
  if (next.done < scenario.steps.length) {
    return { ...progress, runs: progress.runs.map((run) => (run === before ? next : run)) };
  }
  return {
    state: 'done',
    evidence: next.evidence,
    decidedAt: new Date(seen.ends),
    since: progress.since,
    runs: [],
  };
}

function fail(progress: Progress, run: Run | undefined, reason: string, seen: SeenExchange): Progress {
  return {
    state: 'failed',
    reason,
    evidence: [...(run?.evidence ?? []), seen.head.id],
    decidedAt: new Date(seen.ends),
    since: progress.since,
    runs: progress.runs.filter((other) => other !== run),
  };
}

function begin(scenario: Scenario, progress: Progress, seen: SeenExchange): Progress {
  const [step] = scenario.steps;
  if (!isAttempt(step, seen, undefined)) return progress;
  const wrong = whyWrong(scenario, 0, seen, undefined);
  if (wrong !== undefined) return fail(progress, undefined, wrong, seen);
  const run = advanced(newRun(seen), step, seen);
  if (scenario.steps.length === 1) return settle(scenario, progress, run, run, seen);
  const known = JSON.stringify(run.remembered);
  const others = progress.runs.filter(
    (other) => other.done > 1 || JSON.stringify(other.remembered) !== known,
  );
  return { ...progress, runs: [...others, run].slice(-MOST_RUNS) };
}

function newRun(seen: SeenExchange): Run {
  return {
    done: 0,
    evidence: [],
    remembered: {},
    digests: [],
    startedAt: seen.begins,
    ended: [],
    retryAfter: null,
    isSpent: false,
    broken: {},
  };
}

function applyNever(scenario: Scenario, progress: Progress, run: Run, seen: SeenExchange): Progress {
  let now = run;
  let reason: string | undefined;
  for (const [index, rule] of scenario.never.entries()) {
    if (!breaks(rule, now, seen)) continue;
    const times = (now.broken[index] ?? 0) + 1;
    now = { ...now, broken: { ...now.broken, [index]: times } };
    if (times > rule.allowed) {
      reason ??= rule.say;
      now = { ...now, isSpent: true };
    }
  }
  if (now === run) return progress;
  const runs = progress.runs.map((other) => (other === run ? now : other));
  if (reason === undefined || run.isSpent) return { ...progress, runs };
  return { ...fail(progress, run, reason, seen), runs };
}

function breaks(rule: NeverRule, run: Run, seen: SeenExchange): boolean {
  const ended = run.ended[rule.after - 1];
  if (ended === undefined || !isOf(rule, seen)) return false;
  const { withinSeconds } = rule;
  const limit = withinSeconds === 'Retry-After' ? (run.retryAfter ?? 0) : withinSeconds;
  // As in the rules for pauses, a little early is right.
  if (limit !== undefined && seen.begins - ended > limit * 1000 - 100) return false;
  if (rule.code !== undefined && !rule.code.includes(seen.head.code)) return false;
  if (rule.sameAs !== undefined && !isSameRequest(seen, run, rule.sameAs)) return false;
  return firstDifference(seen.request, rule.send, run.remembered) === undefined;
}
