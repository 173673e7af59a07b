/** What the register occupies after many requests, and whether that goes on growing. */
import { Child } from './child.js';
import type { Contestant } from './contestants.js';
import { oneRound } from './throughput.js';
import { workloads } from './requests.js';

export interface MemoryUse {
  /** Bytes at each mark, by the number of requests answered until then. */
  readonly marks: readonly { readonly requests: number; readonly rss: number }[];
  /** Bytes between the middle and the end. */
  readonly growth: number;
}

export async function measureMemory(
  contestant: Contestant,
  plan: { readonly requests: number; readonly population: number; readonly connections: number },
): Promise<MemoryUse> {
  const server = await contestant.start();
  const load = new Child('load-process');
  try {
    const marks = [{ requests: 0, rss: (await server.usage()).rss }];
    const half = plan.requests / 2;
    for (const requests of [half, plan.requests]) {
      for (const workload of workloads) {
        await oneRound(load, server, {
          port: server.port,
          workload,
          population: plan.population,
          distinct: 20_000,
          offset: requests,
          requests: Math.ceil(half / workloads.length),
          connections: plan.connections,
          expected: 'WSRC0004',
        });
      }
      marks.push({ requests, rss: (await server.usage()).rss });
    }
    const [, middle, end] = marks;
    return { marks, growth: (end?.rss ?? 0) - (middle?.rss ?? 0) };
  } finally {
    await Promise.all([load.stop(), server.stop()]);
  }
}
