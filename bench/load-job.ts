/** What the measuring process asks of the load generator, and what it gets back. */
import { z } from 'zod';
import { workloads } from './requests.js';

export const Job = z.object({
  port: z.number().int(),
  workload: z.enum(workloads),
  /** How many learners the requests are about. */
  population: z.number().int().positive(),
  /** How many different requests are sent in turn. */
  distinct: z.number().int().positive(),
  /** Where in that turn to begin. */
  offset: z.number().int().nonnegative(),
  requests: z.number().int().positive(),
  connections: z.number().int().positive(),
  /** Stands in every right answer. */
  expected: z.string().min(1),
  /** Over TLS, with this certificate; all in PEM. */
  tls: z.object({ ca: z.string(), cert: z.string(), key: z.string() }).optional(),
});
export type Job = z.infer<typeof Job>;

export const JobResult = z.object({
  seconds: z.number().positive(),
  /** Microseconds that the load generator itself used. */
  cpu: z.number(),
  /** How many answers were wrong, by what was wrong. */
  errors: z.record(z.string(), z.number()),
});
export type JobResult = z.infer<typeof JobResult>;
