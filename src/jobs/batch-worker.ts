import { backoffMs, pause, type Pause } from './pause.js';
import { JobRun } from './job-run.js';
import { leaseEnd } from './lease.js';
import { removeExpired } from './housekeeping.js';
import { keepAudit } from './keeping.js';
import { usualRetryMs, type WorkerParts } from './worker-parts.js';

/** Works on batch jobs until told to stop. */
export interface BatchWorker {
  /** Looks for jobs at once: somebody has just handed one in. */
  wake(): void;
  /** Finishes the records at hand, lets its jobs go, and resolves. */
  stop(): Promise<void>;
}

/**
 * Jobs that one worker has in hand. While some wait for the disk the others go on; more than these bring nothing.
 */
const JOBS_AT_ONCE = 4;
const DEPTH_EVERY_MS = 5000;
const HOUSEKEEPING_EVERY_MS = 3_600_000;

/**
 * Starts a worker. It claims a job, handles its records and finishes it, then the next; what fails in passing is
 * tried again, and a job that cannot be done is parked with the reason. It may end at any moment without loss: each
 * effect on a learner is stored with the record's result, and a job whose lease runs out is claimed anew.
 */
export function startBatchWorker(parts: WorkerParts): BatchWorker {
  const { batches, clock, settings, report, retryMs = usualRetryMs } = parts;
  const pauses = new Set<Pause>();
  const idling = new Set<Pause>();
  let stopping = false;
  let wakes = 0;

  async function wait(milliseconds: number, kind = pauses): Promise<void> {
    if (stopping) return;
    const waiting = pause(milliseconds);
    kind.add(waiting);
    await waiting.over;
    kind.delete(waiting);
  }

  async function work(): Promise<void> {
    for (let failures = 0; !stopping;) {
      const wakesBefore = wakes;
      const outcome = await workOnce();
      failures = outcome === 'trouble' ? failures + 1 : 0;
      if (outcome === 'trouble') await wait(backoffMs(failures, retryMs.first, retryMs.most));
      else if (outcome === 'idle' && wakes === wakesBefore) await wait(settings.pollSeconds * 1000, idling);
    }
  }

  async function workOnce(): Promise<'worked' | 'idle' | 'trouble'> {
    let run: JobRun | undefined;
    try {
      const claim = await batches.claim(
        parts.name,
        clock.now(),
        leaseEnd(clock, settings.leaseSeconds * 1000),
      );
      if (claim === undefined) return 'idle';
      run = new JobRun(parts, claim, () => stopping);
      await run.run();
      return 'worked';
    } catch (error) {
      report({ kind: 'trouble', step: run === undefined ? 'claim' : 'job', error });
      await run?.putOff().catch(() => undefined);
      return 'trouble';
    }
  }

  async function everyNow(milliseconds: number, step: string, task: () => Promise<void>): Promise<void> {
    while (!stopping) {
      try {
        await task();
      } catch (error) {
        report({ kind: 'trouble', step, error });
      }
      await wait(milliseconds);
    }
  }

  const keeping = parts.keeping;
  const running = [
    ...(keeping === undefined
      ? []
      : [everyNow(keeping.sealSeconds * 1000, 'audit', () => keepAudit(keeping, report, () => stopping))]),
    ...Array.from({ length: JOBS_AT_ONCE }, work),
    everyNow(DEPTH_EVERY_MS, 'depth', async () => {
      report({ kind: 'depth', ...(await batches.depth()) });
    }),
    everyNow(HOUSEKEEPING_EVERY_MS, 'housekeeping', async () => {
      await parts.tidyAudit?.(clock.now());
      const jobs = await removeExpired(batches, clock.now(), settings.keepDays, () => stopping);
      if (jobs > 0) report({ kind: 'expired', jobs });
    }),
  ];

  return {
    wake() {
      wakes += 1;
      for (const each of idling) each.end();
    },
    async stop() {
      stopping = true;
      for (const each of [...pauses, ...idling]) each.end();
      await Promise.all(running);
    },
  };
}
