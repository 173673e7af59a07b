/** Counts of requests that all copies of the service add to, in one table. */
import type pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { RequestCounts } from '../../register/ports.js';

export const REQUEST_COUNT_TABLE = 'request_count';

/**
 * The window of a key begins with the first copy that counts in it. Times are those of the copies: their clocks must
 * not be further apart than a part of a window.
 */
export class SharedRequestCounts implements RequestCounts {
  readonly #limiter: RateLimiterPostgres;

  constructor(pool: pg.Pool) {
    this.#limiter = new RateLimiterPostgres({
      // Without names its statements outlive a pooler that hands connections round between transactions.
      storeClient: {
        query: ({ text, values }: { text: string; values: unknown[] }) => pool.query(text, values),
      },
      storeType: 'client',
      tableName: REQUEST_COUNT_TABLE,
      tableCreated: true,
      keyPrefix: '',
      points: 1,
      duration: 1,
    });
  }

  async add(
    key: string,
    requests: number,
    windowSeconds: number,
  ): Promise<{ readonly total: number; readonly endsInMs: number }> {
    const { consumedPoints, msBeforeNext } = await this.#limiter.penalty(key, requests, {
      customDuration: windowSeconds,
    });
    return { total: consumedPoints, endsInMs: msBeforeNext };
  }
}
