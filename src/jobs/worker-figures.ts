import type { WorkerEvent } from './worker-event.js';

/** What the metrics say of the workers of this process. */
export interface WorkerFigures {
  waiting: number;
  inProgress: number;
  finished: number;
  failed: number;
  /** From the first claim to the end, all finished jobs together. */
  jobSeconds: number;
  readonly records: Map<string, number>;
}

export function newWorkerFigures(): WorkerFigures {
  return { waiting: 0, inProgress: 0, finished: 0, failed: 0, jobSeconds: 0, records: new Map() };
}

/** Adds what an event says to the figures. */
export function count(figures: WorkerFigures, event: WorkerEvent): void {
  switch (event.kind) {
    case 'depth':
      figures.waiting = event.waiting;
      figures.inProgress = event.inProgress;
      break;
    case 'finished':
      figures.finished += 1;
      figures.jobSeconds += event.seconds;
      break;
    case 'parked':
      if (event.status === 'Failed') figures.failed += 1;
      break;
    case 'handled':
      for (const [code, records] of Object.entries(event.codes)) {
        figures.records.set(code, (figures.records.get(code) ?? 0) + records);
      }
      break;
    default:
  }
}
