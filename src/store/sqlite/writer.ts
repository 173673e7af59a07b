import { Worker } from 'node:worker_threads';
import type { AuditEntry } from '../../register/ports.js';
import { pushAuditRows, type AuditValue } from '../audit-row.js';
import type { ChangeArguments, ChangeName, ChangeOutcome } from '../changes/changes.js';
import { StoreError } from '../store-error.js';
import type { Failure, WriterAnswer, WriterBatch, WriterRequest, WriterSetup } from './writer-protocol.js';

interface Waiting {
  readonly resolve: (outcome: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What gathers until the writer is free. */
class Batch {
  readonly audit: AuditValue[] = [];
  readonly changes: (readonly [ChangeName, readonly unknown[]])[] = [];
  readonly waiting: Waiting[] = [];
  entries = 0;
  #recorded: PromiseWithResolvers | undefined;

  /** All entries of a batch become durable together, so they share one promise. */
  recorded(): Promise<void> {
    this.#recorded ??= withResolvers();
    return this.#recorded.promise;
  }

  settle(answer: WriterAnswer): void {
    if ('failure' in answer) {
      this.reject(errorOf(answer.failure));
      return;
    }
    this.#recorded?.resolve();
    this.waiting.forEach((change, at) => {
      const own = answer.answers[at];
      if (own === undefined) change.reject(new StoreError('database', 'The writer gave no answer'));
      else if ('failure' in own) change.reject(errorOf(own.failure));
      else change.resolve(own.outcome);
    });
  }

  reject(error: Error): void {
    this.#recorded?.reject(error);
    for (const change of this.waiting) change.reject(error);
  }

  get size(): number {
    return this.entries + this.changes.length;
  }
}

/** The service's side of the writer thread: gathers what comes while the writer is busy, and sends it as one batch. */
export class SqliteWriter {
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  #gathering = new Batch();
  #running: Batch | undefined;
  #scheduled = false;
  #closing = false;
  #dead: StoreError | undefined;
  #idle: (() => void) | undefined;

  /** `beforeAnswering` is called when a batch is durable, before those who wait for it go on. */
  constructor(
    setup: WriterSetup,
    private readonly beforeAnswering: () => void,
  ) {
    this.#worker = new Worker(new URL('./writer-worker.js', import.meta.url), { workerData: setup });
    this.#worker.on('message', (answer: WriterAnswer) => {
      this.#answered(answer);
    });
    this.#worker.on('error', () => {
      this.#die();
    });
    this.#exited = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#die();
        resolve();
      });
    });
  }

  alive(): boolean {
    return this.#dead === undefined && !this.#closing;
  }

  depth(): number {
    return this.#gathering.size + (this.#running?.size ?? 0);
  }

  record(entry: AuditEntry): Promise<void> {
    if (!this.alive()) return Promise.reject(this.#refusal());
    const batch = this.#gathering;
    pushAuditRows(batch.audit, entry);
    batch.entries += 1;
    this.#schedule();
    return batch.recorded();
  }

  perform<N extends ChangeName>(name: N, given: ChangeArguments<N>): Promise<ChangeOutcome<N>> {
    if (!this.alive()) return Promise.reject(this.#refusal());
    return new Promise<ChangeOutcome<N>>((resolve, reject) => {
      this.#gathering.changes.push([name, given]);
      this.#gathering.waiting.push({ resolve: resolve as (outcome: unknown) => void, reject });
      this.#schedule();
    });
  }

  /** Waits for everything that was asked for, then ends the thread. */
  async close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true;
      if (this.#dead === undefined && this.depth() > 0) {
        await new Promise<void>((resolve) => (this.#idle = resolve));
      }
      if (this.#dead === undefined) this.#post('close');
    }
    await this.#exited;
  }

  /** Waits for the end of the turn, so that requests that arrived together travel together. */
  #schedule(): void {
    if (this.#scheduled || this.#running !== undefined) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#running !== undefined || this.#dead !== undefined || this.#gathering.size === 0) return;
    const batch = this.#gathering;
    this.#gathering = new Batch();
    this.#running = batch;
    const message: WriterBatch = { audit: batch.audit, changes: batch.changes };
    this.#post(message);
  }

  #post(request: WriterRequest): void {
    this.#worker.postMessage(request);
  }

  #answered(answer: WriterAnswer): void {
    const batch = this.#running;
    this.#running = undefined;
    this.#send();
    this.beforeAnswering();
    batch?.settle(answer);
    if (this.depth() === 0) this.#idle?.();
  }

  #die(): void {
    if (this.#dead !== undefined) return;
    this.#dead = new StoreError('closed', 'The writer has ended');
    this.#running?.reject(this.#dead);
    this.#gathering.reject(this.#dead);
    this.#idle?.();
  }

  #refusal(): StoreError {
    return this.#dead ?? new StoreError('closed', 'The store is closed');
  }
}

function errorOf({ code, message }: Failure): StoreError {
  if (code === 'liveData' && message !== undefined) return new StoreError('liveData', message);
  return new StoreError('database', `The database failed (${code})`);
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
