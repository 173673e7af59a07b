/** What the tests use of yauzl, which brings no types. */
declare module 'yauzl' {
  import type { EventEmitter } from 'node:events';
  import type { Readable } from 'node:stream';

  export interface Entry {
    readonly fileName: string;
    /** The file's mode is in the upper half. */
    readonly externalFileAttributes: number;
  }

  export interface Zip extends EventEmitter {
    readEntry(): void;
    openReadStream(entry: Entry, callback: (error: Error | null, stream: Readable) => void): void;
  }

  export function fromBuffer(
    buffer: Buffer,
    options: { readonly lazyEntries: true },
    callback: (error: Error | null, zip: Zip) => void,
  ): void;
}
