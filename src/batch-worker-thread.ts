/** The thread in which a server's batch worker runs, with a store of its own. Started by bootstrap.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { handlersOn, workerSettings, type WorkerThreadData } from './batch-worker-parts.js';
import { systemClock } from './clock.js';
import { startBatchWorker } from './jobs/batch-worker.js';
import { stepBack } from './jobs/step-back.js';
import { BEAT_MS, type FromWorkerThread, type ToWorkerThread } from './jobs/thread-messages.js';
import type { WorkerEvent } from './jobs/worker-event.js';
import { describeError } from './log.js';
import { openSharedStore } from './store/open-store.js';
import { openTracer } from './traces.js';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread');

stepBack();
// Whoever starts this file passes just this.
const { config, shared, name, version } = workerData as WorkerThreadData;
const post = (message: FromWorkerThread): void => {
  port.postMessage(message);
};

/** An error loses its code between threads, so it is described here. */
function crossing(event: WorkerEvent): WorkerEvent {
  return 'error' in event ? { ...event, error: describeError(event.error) } : event;
}

// What arrives before the worker has begun must not be lost.
const early: ToWorkerThread[] = [];
const keep = (message: ToWorkerThread): void => void early.push(message);
port.on('message', keep);

const store = await openSharedStore(shared);
const clock = systemClock(config.timeZone);
const tracer = await openTracer({
  config,
  version,
  onTrouble: (error) => {
    post({ event: { kind: 'trouble', step: 'traces', error: describeError(error) } });
  },
});
const worker = startBatchWorker({
  batches: store.batches,
  ...handlersOn(store, config, clock),
  clock,
  settings: workerSettings(config),
  name,
  tracer,
  report: (event) => {
    post({ event: crossing(event) });
  },
});
const beating = setInterval(() => {
  post('beat');
}, BEAT_MS);

port.off('message', keep);
port.on('message', (message: ToWorkerThread) => {
  if (message === 'wake') worker.wake();
  else void stop();
});
if (early.includes('stop')) await stop();

async function stop(): Promise<void> {
  clearInterval(beating);
  await worker.stop();
  await tracer?.stop();
  await store.close();
  port?.close();
}
