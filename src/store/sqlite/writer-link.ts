/** The two ways to the writer thread: from the thread that starts it, and from any other. */
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { WriterAnswer, WriterBatch, WriterRequest, WriterSetup } from './writer-protocol.js';

export interface WriterLink {
  /** Entries and changes that are sent at once, while this thread goes on with the rest of its turn. */
  readonly enough: number;
  /** Changes that one transaction may hold. */
  readonly mostAtOnce: number;
  /** Batches that may be with the writer: while some wait for the disk, it writes the next. */
  readonly mostOnTheirWay: number;
  /** Before anything is sent. */
  listen(answered: (answer: WriterAnswer) => void, ended: () => void): void;
  send(batch: WriterBatch): void;
  /** A port through which one more thread can ask for writes; to be transferred to it. */
  newPort(): MessagePort;
  /** Resolves when the link is no more. */
  close(): Promise<void>;
}

/** Starts the writer. */
export class WriterThread implements WriterLink {
  /** Half of what a busy turn brings: the writer works beside it. Fewer would have it wait for the disk more often. */
  readonly enough = 16;
  /** Requests that wait together travel together: each waits for the disk anyway. */
  readonly mostAtOnce = Number.POSITIVE_INFINITY;
  readonly mostOnTheirWay = 1;
  readonly #worker: Worker;
  readonly #exited: Promise<void>;

  constructor(setup: WriterSetup) {
    this.#worker = new Worker(new URL('./writer-worker.js', import.meta.url), { workerData: setup });
    this.#exited = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        resolve();
      });
    });
  }

  listen(answered: (answer: WriterAnswer) => void, ended: () => void): void {
    this.#worker.on('message', answered);
    this.#worker.on('error', ended);
    this.#worker.once('exit', ended);
  }

  send(batch: WriterBatch): void {
    this.#post(batch);
  }

  newPort(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ connect: port1 } satisfies WriterRequest, [port1]);
    return port2;
  }

  close(): Promise<void> {
    this.#post('close');
    return this.#exited;
  }

  #post(request: WriterRequest): void {
    this.#worker.postMessage(request);
  }
}

/** Changes in one transaction of work that can wait: as long as it is alone, and while requests wait for its end. */
const ALONE = 80;
const BESIDE_OTHERS = 10;
/** Batches: one goes to the disk, one is written, and, while nobody else waits behind it, one is the next. */
const ON_THEIR_WAY_ALONE = 3;
const ON_THEIR_WAY_BESIDE_OTHERS = 2;

/**
 * Asks a writer that another thread started. What comes this way is work that can wait. Each transaction waits for the
 * disk, so few of them do more; but those of the other threads come between them, so these are short while there are any.
 * Source: docs/adr/0014-checkpoints-aside.md and docs/adr/0016-commits-on-the-disk-aside.md.
 */
export class WriterPort implements WriterLink {
  #othersAsk = false;
  readonly #closed: Promise<void>;

  constructor(private readonly port: MessagePort) {
    this.#closed = new Promise((resolve) => {
      port.once('close', () => {
        resolve();
      });
    });
  }

  get enough(): number {
    return this.mostAtOnce;
  }

  get mostAtOnce(): number {
    return this.#othersAsk ? BESIDE_OTHERS : ALONE;
  }

  get mostOnTheirWay(): number {
    return this.#othersAsk ? ON_THEIR_WAY_BESIDE_OTHERS : ON_THEIR_WAY_ALONE;
  }

  listen(answered: (answer: WriterAnswer) => void, ended: () => void): void {
    this.port.on('message', (answer: WriterAnswer) => {
      this.#othersAsk = answer.othersAsk;
      answered(answer);
    });
    this.port.once('close', ended);
  }

  send(batch: WriterBatch): void {
    this.port.postMessage(batch satisfies WriterRequest);
  }

  newPort(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.port.postMessage({ connect: port1 } satisfies WriterRequest, [port1]);
    return port2;
  }

  close(): Promise<void> {
    this.port.close();
    return this.#closed;
  }
}
