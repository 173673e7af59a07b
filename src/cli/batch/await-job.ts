import { setTimeout as pause } from 'node:timers/promises';
import type { BatchJob, JobId } from '../../register/batch-ports.js';
import type { Run } from '../command-spec.js';
import type { Register } from '../context.js';
import { achievementSummary, hasEnded } from './job-values.js';
import { progressBar } from './bar.js';
import { packageVersion } from '../package-version.js';

/** How long a job may wait for a server or a worker before this process works on it itself. */
const pickUpMs = 2000;
const lookEveryMs = 250;

/** Something that works on waiting jobs until it is stopped. */
interface Worker {
  stop(): Promise<void>;
}

/** Waits until a job has ended, showing its counts, and works on it when nobody else does. */
export async function awaitJob(run: Run, register: Register, jobId: JobId): Promise<BatchJob | undefined> {
  const { output, signal } = run;
  const { batches } = register.store;
  const began = performance.now();
  let worker: Worker | undefined;
  let job = await batches.find(jobId);
  const bar = progressBar(output, job?.recordCount ?? 0, 'records');
  try {
    while (job !== undefined && !hasEnded(job) && !signal.aborted) {
      bar.update(job.recordsDone, inWords(job));
      if (worker === undefined && job.status === 'Waiting' && performance.now() - began > pickUpMs) {
        worker = await workHere(register);
      }
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
      job = await batches.find(jobId);
    }
    if (job !== undefined) bar.update(job.recordsDone, inWords(job));
    return job;
  } finally {
    bar.stop();
    await worker?.stop();
  }
}

function inWords(job: BatchJob): string {
  const { status, counts } = job;
  if (job.kind === 'achievement') {
    const { errors, successful } = achievementSummary(job);
    return `${status}: ${successful} done, ${errors} errors`;
  }
  const { newLearners, existsUpdated, possibleMatch, notFound, rejected } = counts;
  return `${status}: ${newLearners} new, ${existsUpdated} known, ${possibleMatch + notFound + rejected} exceptions`;
}

async function workHere({ config, store, clock }: Register): Promise<Worker> {
  // Loaded here, so that commands that wait for nothing begin without these parts.
  const { startWorkerHere } = await import('../../batch-worker.js');
  const { createLogger } = await import('../../log.js');
  const { environment } = config;
  const logger = createLogger({
    level: 'error',
    environment,
    version: packageVersion(),
    destination: process.stderr,
  });
  return startWorkerHere({ config, store, logger }, clock);
}
