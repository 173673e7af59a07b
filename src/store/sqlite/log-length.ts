import { closeSync, openSync, readSync } from 'node:fs';

/** Pages in the log before the writer copies them home, which is when the log begins anew. */
export const CHECKPOINT_PAGES = 32_000;

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const PAGE_SIZE_AT = 8;
const SALT_BYTES = 8;
const SALT_AT = 16;
const FRAME_SALT_AT = 8;

/**
 * Looks how long SQLite's write-ahead log is. The file keeps its length when the log begins anew at its start, but each
 * frame carries the salt that its beginning had, and a new beginning has another one.
 * Source: https://www.sqlite.org/fileformat2.html, "The Write-Ahead Log".
 */
export class LogLength {
  #descriptor: number | undefined;
  readonly #header = Buffer.alloc(HEADER_BYTES);
  readonly #salt = Buffer.alloc(SALT_BYTES);

  /** @param file of the database, which somebody has open: its log is there as long as that */
  constructor(private readonly file: string) {}

  /** Whether there are this many pages in it. */
  isAtLeast(pages: number): boolean {
    const descriptor = this.#open();
    if (readSync(descriptor, this.#header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return false;
    const frameBytes = FRAME_HEADER_BYTES + this.#header.readUInt32BE(PAGE_SIZE_AT);
    const at = HEADER_BYTES + (pages - 1) * frameBytes + FRAME_SALT_AT;
    if (readSync(descriptor, this.#salt, 0, SALT_BYTES, at) < SALT_BYTES) return false;
    return this.#header.compare(this.#salt, 0, SALT_BYTES, SALT_AT, SALT_AT + SALT_BYTES) === 0;
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    this.#descriptor ??= openSync(`${this.file}-wal`, 'r');
    return this.#descriptor;
  }
}
