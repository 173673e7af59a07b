/** What passes between the server's thread and the worker's. */
import type { WorkerEvent } from './worker-event.js';

export type ToWorkerThread = 'wake' | 'stop';

export type FromWorkerThread =
  /** The thread turns: its event loop is not stuck. */
  'beat' | { readonly event: WorkerEvent };

/** How often the thread says that it turns. */
export const BEAT_MS = 1000;
