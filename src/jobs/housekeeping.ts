import type { BatchStore } from '../register/batch-ports.js';

/** Jobs that are removed before others may write in between. */
const JOBS_AT_ONCE = 20;
const DAY_MS = 86_400_000;

/** Removes the jobs whose output need not be kept any longer, and gives how many. */
export async function removeExpired(
  batches: Pick<BatchStore, 'expire'>,
  now: Date,
  keepDays: number,
  isStopping: () => boolean,
): Promise<number> {
  const finishedBefore = new Date(now.getTime() - keepDays * DAY_MS);
  let removed = 0;
  while (!isStopping()) {
    const some = await batches.expire(finishedBefore, JOBS_AT_ONCE);
    removed += some;
    if (some < JOBS_AT_ONCE) break;
  }
  return removed;
}
