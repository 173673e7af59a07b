/** How long single answers take while something else goes on. */
import { z } from 'zod';
import { Child } from './child.js';

export const ProbeJob = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), port: z.number().int(), population: z.number().int() }),
  z.object({ kind: z.literal('stop') }),
]);

/** Milliseconds from the request to the whole answer. */
const ProbedSchema = z.object({
  answers: z.number(),
  median: z.number(),
  p95: z.number(),
  most: z.number(),
});
export type Probed = z.infer<typeof ProbedSchema>;

/** Asks learnerByULN one at a time, from a process of its own, while the work goes on; gives what came of that as well. */
export async function probeWhile<T>(
  port: number,
  population: number,
  work: () => Promise<T>,
): Promise<{ readonly probed: Probed; readonly result: T }> {
  const child = new Child('batch-probe-process');
  try {
    await child.ask({ kind: 'start', port, population }, z.object({ started: z.literal(true) }));
    const result = await work();
    return { probed: await child.ask({ kind: 'stop' }, ProbedSchema), result };
  } finally {
    await child.stop();
  }
}
