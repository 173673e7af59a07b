import type { MessagePort } from 'node:worker_threads';
import type { AuditEntry } from '../../register/ports.js';
import { pushAuditRows, type AuditValue } from '../audit-row.js';
import type { ChangeArguments, ChangeName, ChangeOutcome } from '../changes/changes.js';
import { StoreError } from '../store-error.js';
import type { WriterLink } from './writer-link.js';
import type { Failure, WriterAnswer } from './writer-protocol.js';

/** Audit entries that take as long to write as a registration. */
const ENTRIES_LIKE_A_CHANGE = 4;

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

  /** How long it takes, in changes. */
  get weight(): number {
    return this.entries / ENTRIES_LIKE_A_CHANGE + this.changes.length;
  }
}

/** The asking side of the writer thread: gathers what comes while the writer is busy, and sends it as one batch. */
export class SqliteWriter {
  /** Batches that are as large as they may be, oldest first. */
  readonly #full: Batch[] = [];
  #gathering = new Batch();
  /** With the writer, oldest first; it answers in that order. */
  readonly #running: Batch[] = [];
  #scheduled = false;
  #closing: Promise<void> | undefined;
  #dead: StoreError | undefined;
  #idle: (() => void) | undefined;

  /**
   * `beforeAnswering` is called when a batch is durable, before those who wait for it go on; `hasChanges` unless all of it
   * is audit.
   */
  constructor(
    private readonly link: WriterLink,
    private readonly beforeAnswering: (hasChanges: boolean) => void,
  ) {
    link.listen(
      (answer) => {
        this.#answered(answer);
      },
      () => {
        this.#die();
      },
    );
  }

  alive(): boolean {
    return this.#dead === undefined && this.#closing === undefined;
  }

  depth(): number {
    return [...this.#running, ...this.#full, this.#gathering].reduce((sum, { size }) => sum + size, 0);
  }

  record(entry: AuditEntry): Promise<void> {
    if (!this.alive()) return Promise.reject(this.#refusal());
    const batch = this.#next();
    pushAuditRows(batch.audit, entry);
    batch.entries += 1;
    this.#schedule();
    return batch.recorded();
  }

  perform<N extends ChangeName>(name: N, given: ChangeArguments<N>): Promise<ChangeOutcome<N>> {
    if (!this.alive()) return Promise.reject(this.#refusal());
    return new Promise<ChangeOutcome<N>>((resolve, reject) => {
      const batch = this.#next();
      batch.changes.push([name, given]);
      batch.waiting.push({ resolve: resolve as (outcome: unknown) => void, reject });
      this.#schedule();
    });
  }

  /** A port to the same writer, for another thread. */
  newPort(): MessagePort {
    return this.link.newPort();
  }

  /** Waits for everything that was asked for, then lets go of the writer. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#dead === undefined && this.depth() > 0) {
      await new Promise<void>((resolve) => (this.#idle = resolve));
    }
    await this.link.close();
  }

  /** The batch for what comes now. */
  #next(): Batch {
    if (this.#gathering.weight >= this.link.mostAtOnce) {
      this.#full.push(this.#gathering);
      this.#gathering = new Batch();
    }
    return this.#gathering;
  }

  /** Waits for enough, or for the end of the turn, so that requests that arrived together travel together. */
  #schedule(): void {
    if (this.#full.length > 0 || this.#gathering.size >= this.link.enough) {
      this.#send();
      return;
    }
    if (this.#running.length > 0 || this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#send();
    });
  }

  #send(): void {
    if (this.#dead !== undefined || this.#gathering.size === 0) return;
    const { enough, mostOnTheirWay } = this.link;
    if (this.#running.length >= mostOnTheirWay) return;
    const full = this.#full.shift();
    // While the writer is busy there is time to gather enough.
    if (full === undefined && this.#running.length > 0 && this.#gathering.size < enough) return;
    const batch = full ?? this.#gathering;
    if (full === undefined) this.#gathering = new Batch();
    this.#running.push(batch);
    this.link.send({ audit: batch.audit, changes: batch.changes });
  }

  #answered(answer: WriterAnswer): void {
    const batch = this.#running.shift();
    this.#send();
    this.beforeAnswering(batch === undefined || batch.changes.length > 0);
    batch?.settle(answer);
    if (this.depth() === 0) this.#idle?.();
  }

  #die(): void {
    if (this.#dead !== undefined) return;
    this.#dead = new StoreError('closed', 'The writer has ended');
    const lost = [...this.#running.splice(0), ...this.#full.splice(0), this.#gathering];
    for (const batch of lost) batch.reject(this.#dead);
    this.#gathering = new Batch();
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
