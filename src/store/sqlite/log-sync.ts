/** Waiting until the disk has what was committed. */
import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** How to reach the disk; a test has others. */
export interface Disk {
  open(file: string): number;
  sync(descriptor: number): Promise<void>;
  syncNow(descriptor: number): void;
  close(descriptor: number): void;
}

const disk: Disk = {
  // Windows syncs only what may be written.
  open: (file) => openSync(file, 'r+'),
  sync: promisify(fdatasync),
  syncNow: fdatasyncSync,
  close: closeSync,
};

/**
 * Brings SQLite's write-ahead log to the disk. With `synchronous = NORMAL` a commit stands in the log and is seen by all,
 * and the power may still take it; when the log is on the disk, so are all commits before, in their order. What SQLite does
 * for `FULL` within each commit is done here after it, so that the next transaction can be written meanwhile.
 * Source: https://www.sqlite.org/pragma.html#pragma_synchronous, and docs/adr/0016-commits-on-the-disk-aside.md.
 */
export class LogSync {
  #descriptor: number | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /**
   * @param file of the database; its log exists from the first transaction on
   * @param durable whether anything of it must survive a power cut
   */
  constructor(
    private readonly file: string,
    private readonly durable: boolean,
    private readonly reach: Disk = disk,
  ) {}

  /**
   * Returns when everything committed before is on the disk. Throws when the disk fails: what it has then is unknown, and
   * nothing may be promised any more.
   */
  now(): void {
    if (this.durable) this.reach.syncNow(this.#open());
  }

  /** The same, while this thread goes on. Those who ask while one is under way share the one after it. */
  soon(): Promise<void> {
    if (!this.durable) return Promise.resolve();
    this.#next ??= this.#begin(this.#running);
    return this.#next;
  }

  async #begin(running: Promise<void> | undefined): Promise<void> {
    // It may have begun before the commits that this one is asked for.
    await running;
    this.#running = this.#next;
    this.#next = undefined;
    await this.reach.sync(this.#open());
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    await (this.#next ?? this.#running);
    if (this.#descriptor !== undefined) this.reach.close(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    this.#descriptor ??= this.reach.open(`${this.file}-wal`);
    return this.#descriptor;
  }
}
