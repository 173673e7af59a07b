/** Reading a request's body, never more of it than allowed. */
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw } from 'node:zlib';
import type { BodyShare } from './body-room.js';

/** `aborted`: the client went away, nobody is left to be answered. `noRoom`: other bodies take all the memory. */
export type Body = Buffer | 'tooLarge' | 'noRoom' | 'aborted';

const NOTHING = Buffer.alloc(0);

/**
 * Each piece costs hundreds of bytes beside its own, and a client may send millions of one byte each:
 * so many are joined as soon as they are there.
 */
const PIECES_JOINED = 256;

/** Reads the bytes as they are sent. On `tooLarge` and `noRoom` the rest is left unread. */
export function readBody(request: Readable, limit: number, room?: BodyShare): Promise<Body> {
  return new Promise((resolve) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let joined: Buffer[] | undefined;
    let length = 0;

    function onData(chunk: Buffer): void {
      length += chunk.length;
      if (length > limit || room?.grow(length) === false) {
        request.removeListener('data', onData);
        request.pause();
        resolve(length > limit ? 'tooLarge' : 'noRoom');
      } else if (first === undefined) {
        first = chunk;
      } else if ((more ??= [first]).push(chunk) === PIECES_JOINED) {
        (joined ??= []).push(Buffer.concat(more));
        more = [];
      }
    }

    request.on('data', onData);
    request.on('end', () => {
      if (more === undefined) resolve(first ?? NOTHING);
      else resolve(Buffer.concat(joined === undefined ? more : [...joined, ...more], length));
    });
    request.on('error', () => {
      resolve('aborted');
    });
  });
}

/** What Content-Encoding may say of a request; `x-gzip` is an old name of gzip (RFC 9110, section 8.4.1.3). */
export type Encoding = 'identity' | 'gzip' | 'deflate' | 'unsupported';

export function encodingOf(contentEncoding: string | undefined): Encoding {
  if (contentEncoding === undefined) return 'identity';
  switch (contentEncoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return 'identity';
    case 'gzip':
    case 'x-gzip':
      return 'gzip';
    case 'deflate':
      return 'deflate';
    default:
      return 'unsupported';
  }
}

const inflaters = { gzip: promisify(gunzip), zlib: promisify(inflate), raw: promisify(inflateRaw) };

/**
 * How many times as long a body may become. Messages of the services become 3 to 40 times as long, deflate itself goes to
 * 1,032: without a bound a caller could have a thousand bytes checked for each that it sends.
 */
export const MOST_INFLATION = 100;

/** A body may always become as long as this. */
const INFLATED_FREELY = 128 * 1024;

/**
 * Undoes gzip or deflate off the main thread; stops as soon as the result is over the limit (`tooLarge`), or longer
 * than a message becomes (`tooDense`).
 */
export async function inflateBody(
  body: Buffer,
  encoding: 'gzip' | 'deflate',
  limit: number,
): Promise<Buffer | 'tooLarge' | 'tooDense' | 'damaged'> {
  const maxOutputLength = Math.min(limit, Math.max(INFLATED_FREELY, body.length * MOST_INFLATION));
  // "deflate" is zlib's format by the standard; some clients send it bare.
  const format = encoding === 'gzip' ? 'gzip' : ((body[0] ?? 0) & 0x0f) === 8 ? 'zlib' : 'raw';
  try {
    return await inflaters[format](body, { maxOutputLength });
  } catch (error) {
    return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      ? maxOutputLength < limit
        ? 'tooDense'
        : 'tooLarge'
      : 'damaged';
  }
}
