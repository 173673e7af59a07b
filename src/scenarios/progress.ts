/** How far a scenario is for one organisation. Plain data: it is stored as JSON between two looks at the log. */
import { z } from 'zod';
import type { Scenario } from './scenario.js';

const runSchema = z.object({
  /** Steps that are done. */
  done: z.int(),
  /** Ids of the exchanges that count, in order. */
  evidence: z.array(z.string()),
  remembered: z.record(z.string(), z.array(z.string())),
  /** Of each step's request. */
  digests: z.array(z.string().nullable()),
  startedAt: z.number(),
  /** Of the answer to each step. */
  ended: z.array(z.number()),
  /** Seconds that the latest answer asked to wait. */
  retryAfter: z.number().nullable(),
  /** Something happened that must not: it cannot end well any more, and takes what still belongs to it. */
  isSpent: z.boolean(),
  /** How often each thing happened that must not, by its place. */
  broken: z.record(z.string(), z.int()),
});

/** An attempt that is under way. */
export type Run = z.infer<typeof runSchema>;

/** Attempts under way, as they are stored. */
export const runsSchema = z.array(runSchema);

export interface Progress {
  readonly state: 'open' | 'done' | 'failed';
  /** Why it failed, in words. */
  readonly reason?: string;
  /** Ids of the exchanges that decided it. */
  readonly evidence: readonly string[];
  /** When the last of them was answered. */
  readonly decidedAt?: Date;
  /** Exchanges before this do not count. */
  readonly since: number;
  readonly runs: readonly Run[];
}

export function noProgress(since = 0): Progress {
  return { state: 'open', evidence: [], since, runs: [] };
}

/** How many steps the attempt that is farthest has done. */
export function stepsDone(scenario: Scenario, progress: Progress): number {
  if (progress.state === 'done') return scenario.steps.length;
  return Math.max(0, ...progress.runs.map(({ done, isSpent }) => (isSpent ? 0 : done)));
}
