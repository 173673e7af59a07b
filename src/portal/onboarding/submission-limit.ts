import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';

export interface SubmissionLimit {
  /** False when this address has sent enough for now. */
  lets(request: Request): Promise<boolean>;
}

/** Those of one college come from one address; a second click counts, too. */
const perHour = 30;

/** Counts in this process: several copies of the service let through as many times more. */
export function createSubmissionLimit(
  addressOf: (request: Request) => string | undefined,
  points = perHour,
): SubmissionLimit {
  const limiter = new RateLimiterMemory({ points, duration: 3600 });
  return {
    async lets(request) {
      try {
        await limiter.consume(addressOf(request) ?? 'unknown');
        return true;
      } catch (refusal) {
        if (refusal instanceof Error) throw refusal;
        return false;
      }
    },
  };
}
