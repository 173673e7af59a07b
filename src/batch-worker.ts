/** Starts a batch worker, and turns what it tells into log lines, metrics and a readiness check. */
import { Worker } from 'node:worker_threads';
import { handlersOn, workerSettings, type WorkerThreadData } from './batch-worker-parts.js';
import type { Config } from './config.js';
import type { ReadinessCheck } from './http/health.js';
import type { Figure } from './http/metrics.js';
import { startBatchThread } from './jobs/batch-thread.js';
import { startBatchWorker } from './jobs/batch-worker.js';
import type { WorkerEvent } from './jobs/worker-event.js';
import { count, newWorkerFigures, type WorkerFigures } from './jobs/worker-figures.js';
import { describeError, type Logger } from './log.js';
import type { Clock } from './register/ports.js';
import type { Store } from './store/store.js';
import type { Tracer } from './tracing/span.js';

/** A worker of this process. */
export interface RunningWorker {
  wake(): void;
  /** Finishes the records at hand and lets the jobs go. The store stays open. */
  stop(): Promise<void>;
  readonly figures: WorkerFigures;
  readonly check: ReadinessCheck;
}

interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly logger: Logger;
}

let workers = 0;

/** A worker in a thread beside this one, with connections of its own. */
export function startWorkerThread({
  config,
  store,
  logger,
  version,
}: Parts & { readonly version: string }): RunningWorker {
  const figures = newWorkerFigures();
  const thread = startBatchThread({
    spawn: () => {
      const { shared, transfer } = store.share();
      const workerData: WorkerThreadData = { config, shared, name: newName(), version };
      return new Worker(new URL('./batch-worker-thread.js', import.meta.url), {
        workerData,
        transferList: [...transfer],
      });
    },
    report: reporter(logger, figures),
  });
  const check = {
    name: 'batchWorker',
    check: async () => {
      if (!thread.beats()) throw new Error('The batch worker does not beat');
    },
  };
  return { wake: () => thread.wake(), stop: () => thread.stop(), figures, check };
}

/** A worker on this thread and this store: for a process that does nothing else. */
export function startWorkerHere(
  { config, store, logger, tracer }: Parts & { readonly tracer?: Tracer | undefined },
  clock: Clock,
): RunningWorker {
  const figures = newWorkerFigures();
  const worker = startBatchWorker({
    batches: store.batches,
    ...handlersOn(store, config, clock),
    clock,
    settings: workerSettings(config),
    name: newName(),
    tracer,
    report: reporter(logger, figures),
  });
  const check = { name: 'batchWorker', check: () => Promise.resolve() };
  return { wake: () => worker.wake(), stop: () => worker.stop(), figures, check };
}

function newName(): string {
  workers += 1;
  return `${process.pid}-${workers}`;
}

function reporter(logger: Logger, figures: WorkerFigures): (event: WorkerEvent) => void {
  return (event) => {
    count(figures, event);
    log(logger, event);
  };
}

function log(logger: Logger, event: WorkerEvent): void {
  const { kind, error, ...rest } = { error: undefined, ...event };
  const fields = error === undefined ? rest : { ...rest, failure: described(error) };
  switch (event.kind) {
    case 'claimed':
    case 'released':
      logger.debug(fields, `batch job ${kind}`);
      break;
    case 'finished':
      logger.info(fields, 'batch job finished');
      break;
    case 'expired':
      logger.info(fields, 'old batch jobs removed');
      break;
    case 'sealed':
      logger.info(fields, 'audit sealed');
      break;
    case 'auditRemoved':
      logger.info(fields, 'old audit entries removed');
      break;
    case 'leaseLost':
      logger.warn(fields, 'batch job lost to another worker');
      break;
    case 'parked':
      logger[event.status === 'Failed' ? 'error' : 'warn'](fields, 'batch job parked');
      break;
    case 'recordFailed':
      logger.error(fields, 'batch record failed');
      break;
    case 'trouble':
      logger.warn(fields, 'batch worker in trouble');
      break;
    case 'handled':
    case 'depth':
      break;
  }
}

/** What comes from the worker's thread is described already. */
function described(error: unknown): unknown {
  return error instanceof Error ? describeError(error) : error;
}

/** The figures of a worker as the metrics publish them. */
export function batchFigures(figures: WorkerFigures): readonly Figure[] {
  return [
    {
      name: 'learner_register_batch_jobs',
      help: 'Batch jobs that are not finished, by state; looked up every few seconds.',
      kind: 'gauge',
      labels: ['state'],
      read: () => [
        { labels: { state: 'waiting' }, value: figures.waiting },
        { labels: { state: 'inProgress' }, value: figures.inProgress },
      ],
    },
    {
      name: 'learner_register_batch_jobs_ended_total',
      help: 'Batch jobs that this worker ended, by how.',
      kind: 'counter',
      labels: ['end'],
      read: () => [
        { labels: { end: 'finished' }, value: figures.finished },
        { labels: { end: 'failed' }, value: figures.failed },
      ],
    },
    {
      name: 'learner_register_batch_job_seconds_total',
      help: 'Seconds from the first claim of a batch job to its end, all finished jobs together.',
      kind: 'counter',
      read: () => figures.jobSeconds,
    },
    {
      name: 'learner_register_batch_records_total',
      help: 'Batch records that this worker handled, by code.',
      kind: 'counter',
      labels: ['code'],
      read: () => [...figures.records].map(([code, value]) => ({ labels: { code }, value })),
    },
  ];
}
