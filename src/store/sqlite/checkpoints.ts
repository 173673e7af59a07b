import { Worker } from 'node:worker_threads';
import type { WriterSetup } from './writer-protocol.js';

/** Rows that are written between two copies: some eight thousand pages when they lie all over. */
const ENOUGH_ROWS = 6000;

/**
 * Has the pages of the log copied to their place by a thread beside the writer's, so that no request waits for it. The
 * thread starts when there is something to do. Whatever it leaves, the writer copies itself at the next opportunity
 * (`wal_autocheckpoint`), which is also the moment when the log begins anew.
 * Source: docs/adr/0014-checkpoints-aside.md.
 */
export class Checkpoints {
  #rows = 0;
  #isBusy = false;
  #worker: Worker | undefined;

  constructor(
    private readonly setup: Pick<WriterSetup, 'file' | 'durable'>,
    private readonly enough = ENOUGH_ROWS,
  ) {}

  /** To be told after each commit. */
  wrote(rows: number): void {
    this.#rows += rows;
    if (this.#isBusy || this.#rows < this.enough) return;
    this.#rows = 0;
    this.#isBusy = true;
    this.#thread().postMessage('copy');
  }

  /** Resolves when the thread has let go of the file. */
  close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      worker.once('exit', () => {
        resolve();
      });
      worker.postMessage('close');
    });
  }

  #thread(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./checkpoint-worker.js', import.meta.url), { workerData: this.setup });
    worker.on('message', () => {
      this.#isBusy = false;
      // Enough may have been written meanwhile, and nothing be written after it.
      this.wrote(0);
    });
    // It stays busy for ever, and the writer does as much by itself.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    this.#worker = worker;
    return worker;
  }
}
