/** Turns requests away before anything is done for them: too many of one address, or too many for this process. */
import type { IncomingMessage } from 'node:http';
import type { RequestLimit } from '../access/request-limit.js';
import type { Overload } from './overload.js';

export interface TurnedAway {
  readonly status: 429 | 503;
  /** For the metrics and the log; no code of a fault. */
  readonly code: typeof LIMITED | typeof BUSY;
  readonly retryAfterSeconds: number;
  /** For the caller. */
  readonly words: string;
}

export const LIMITED = 'LIMITED';
export const BUSY = 'BUSY';

export interface Gate {
  /** @returns undefined when the request may go on */
  turnAway(request: IncomingMessage): TurnedAway | undefined;
  /** A body that takes long to read counts as several requests of its address. */
  chargeBody(request: IncomingMessage, bytes: number): void;
}

export interface GateParts {
  readonly overload?: Overload | undefined;
  /** Of each address; absent without a limit. */
  readonly addresses?: RequestLimit | undefined;
  /** The address that a request comes from, past the proxies that are trusted. */
  readonly addressOf: (request: IncomingMessage) => string | undefined;
}

const BYTES_LIKE_A_REQUEST = 64 * 1024;

const busy: TurnedAway = {
  status: 503,
  code: BUSY,
  retryAfterSeconds: 1,
  words: 'The service has more to do than it can. Nothing was done. Try again in a second.',
};

/** The answer to a caller over its limit. */
export function overLimit(whose: string, retryAfterSeconds: number): TurnedAway {
  const words = `${whose} sends more requests than it may. Nothing was done. Try again in ${retryAfterSeconds} seconds.`;
  return { status: 429, code: LIMITED, retryAfterSeconds, words };
}

export function createGate({ overload, addresses, addressOf }: GateParts): Gate {
  return {
    turnAway(request) {
      if (addresses !== undefined) {
        const milliseconds = addresses.take(keyOf(addressOf(request)));
        if (milliseconds > 0) return overLimit('This address', Math.max(1, Math.ceil(milliseconds / 1000)));
      }
      return overload?.refuses() === true ? busy : undefined;
    },
    chargeBody(request, bytes) {
      if (addresses === undefined || bytes < BYTES_LIKE_A_REQUEST) return;
      addresses.charge(keyOf(addressOf(request)), Math.floor(bytes / BYTES_LIKE_A_REQUEST));
    },
  };
}

/** One customer's share of IPv6 is a /64 at least: its addresses count as one (RFC 6177). */
export function keyOf(address: string | undefined): string {
  if (address === undefined) return 'none';
  const plain = address
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...new Array<string>(zeros).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
