/** What a supervisor and its workers tell each other. */
import { z } from 'zod';

export const questions = ['metrics', 'readiness'] as const;
export type Question = (typeof questions)[number];

/** To the supervisor. */
export const FromWorker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** Wants what all workers say. */
  z.object({ kind: z.literal('gather'), id: z.number(), question: z.enum(questions) }),
  /** What this worker says. */
  z.object({ kind: z.literal('own'), id: z.number(), text: z.string() }),
]);
export type FromWorker = z.output<typeof FromWorker>;

/** To a worker. */
export const ToWorker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tell'), id: z.number(), question: z.enum(questions) }),
  z.object({ kind: z.literal('gathered'), id: z.number(), text: z.string() }),
]);
export type ToWorker = z.output<typeof ToWorker>;

/** How long a worker has to answer: less than whoever asks for metrics or health waits. */
export const ANSWER_MS = 1000;

export const readinessForm = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), z.enum(['ok', 'failed', 'tooSlow'])),
});
