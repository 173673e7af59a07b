import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export interface FileFacts {
  /** SHA-256 of all bytes: a file that was corrected is another file. */
  readonly fingerprint: string;
  /** Lines that end with a line feed, header included: about how many rows there are. */
  readonly lines: number;
}

const lineFeed = 10;

/** Reads the file once, to know it again and to know how long it is. */
export async function fileFacts(path: string): Promise<FileFacts> {
  const hash = createHash('sha256');
  let lines = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    if (!Buffer.isBuffer(piece)) throw new Error('A file without an encoding is read as bytes');
    hash.update(piece);
    for (let at = piece.indexOf(lineFeed); at !== -1; at = piece.indexOf(lineFeed, at + 1)) lines += 1;
  }
  return { fingerprint: hash.digest('hex'), lines };
}
