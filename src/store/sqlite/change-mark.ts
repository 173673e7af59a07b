import { randomBytes } from 'node:crypto';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';

const BYTES = 8;
const COUNTER_AT = 4;

/**
 * A few bytes in a file beside the database, other after each change of it than before. The database itself says only that
 * something was committed, and most of that is audit. They tell nothing but that, and may be lost: a file without them is
 * made anew.
 */
export class ChangeMark {
  #descriptor: number | undefined;
  #count = 0;
  /** Of this object: no two processes leave the same mark. */
  readonly #own = Buffer.concat([randomBytes(COUNTER_AT), Buffer.alloc(BYTES - COUNTER_AT)]);
  #seen = Buffer.alloc(BYTES);
  #read = Buffer.alloc(BYTES);

  /** @param file of the database */
  constructor(private readonly file: string) {}

  /** To be called after a commit, and before anybody hears of it. */
  note(): void {
    this.#count = (this.#count + 1) >>> 0;
    this.#own.writeUInt32LE(this.#count, COUNTER_AT);
    writeSync(this.#open(), this.#own, 0, BYTES, 0);
  }

  /** Whether anybody noted a change since this was asked last. */
  hasChanged(): boolean {
    readSync(this.#open(), this.#read, 0, BYTES, 0);
    if (this.#read.equals(this.#seen)) return false;
    [this.#seen, this.#read] = [this.#read, this.#seen];
    return true;
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    this.#descriptor ??= openSync(markFile(this.file), constants.O_RDWR | constants.O_CREAT, 0o600);
    return this.#descriptor;
  }
}

/** Beside this database. */
export function markFile(file: string): string {
  return `${file}-changes`;
}
