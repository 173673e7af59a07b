import type { Worker } from 'node:worker_threads';
import type { BatchWorker } from './batch-worker.js';
import { backoffMs } from './pause.js';
import { BEAT_MS, type FromWorkerThread, type ToWorkerThread } from './thread-messages.js';
import type { ReportEvent } from './worker-event.js';

/** A worker in a thread of its own, so that requests never wait for what it computes. */
export interface BatchThread extends BatchWorker {
  /** Whether the thread is there and turns. */
  beats(): boolean;
}

export interface BatchThreadParts {
  /** Starts the thread anew each time: it posts {@link FromWorkerThread} and obeys {@link ToWorkerThread}. */
  readonly spawn: () => Worker;
  readonly report: ReportEvent;
}

const BEATS_MISSED = 15;
const FIRST_RESTART_MS = 500;
const LAST_RESTART_MS = 30_000;
/** A thread that lived so long did not die of its start. */
const SETTLED_MS = 60_000;

/** Starts the thread, and again whenever it ends without having been told to. */
export function startBatchThread({ spawn, report }: BatchThreadParts): BatchThread {
  let worker: Worker | undefined;
  let exited: Promise<void> = Promise.resolve();
  let restart: NodeJS.Timeout | undefined;
  let stopping = false;
  let lastBeat = performance.now();
  let deaths = 0;

  function start(): void {
    const started = performance.now();
    const thread = spawn();
    worker = thread;
    lastBeat = started;
    thread.on('message', (message: FromWorkerThread) => {
      if (message === 'beat') lastBeat = performance.now();
      else report(message.event);
    });
    thread.on('error', (error) => {
      report({ kind: 'trouble', step: 'worker thread', error });
    });
    exited = new Promise((resolve) => {
      thread.once('exit', () => {
        worker = undefined;
        resolve();
        if (stopping) return;
        deaths = performance.now() - started > SETTLED_MS ? 1 : deaths + 1;
        restart = setTimeout(start, backoffMs(deaths, FIRST_RESTART_MS, LAST_RESTART_MS));
      });
    });
  }

  function post(message: ToWorkerThread): void {
    worker?.postMessage(message);
  }

  start();
  return {
    beats: () => worker !== undefined && performance.now() - lastBeat < BEATS_MISSED * BEAT_MS,
    wake() {
      post('wake');
    },
    async stop() {
      stopping = true;
      clearTimeout(restart);
      post('stop');
      await exited;
    },
  };
}
