/** What `npm run fuzz` asks of its attacker, and what it gets back. */
import { z } from 'zod';

export const AttackJob = z.object({
  origin: z.string(),
  messages: z.number().int().positive(),
  connections: z.number().int().positive(),
  seed: z.number().int(),
  /** Of all connections together; as fast as they can unless given. */
  perSecond: z.number().positive().optional(),
  /** Sent in place of hostile messages, to compare. */
  ordinary: z.string().optional(),
});
export type AttackJob = z.output<typeof AttackJob>;

export const AttackResult = z.object({
  /** How many answers there were, by status. */
  seen: z.record(z.string(), z.number()),
  problems: z.array(z.string()),
});
export type AttackResult = z.output<typeof AttackResult>;
