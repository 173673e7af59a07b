/**
 * Ids of chunks and of exchanges. A chunk's begins with its time in microseconds, so that ids sort as time goes; three
 * characters tell the process, so that no two make the same. An exchange's is its chunk's with its place therein.
 */
import { randomInt } from 'node:crypto';
import type { Clock } from '../register/ports.js';

const TIME = 11;
const PROCESS = 3;
const PLACE = 4;
const CHUNK = TIME + PROCESS;
const RADIX = 36;

/** Sorts before every chunk, and after every one. */
export const FIRST_CHUNK = '';
export const AFTER_LAST_CHUNK = '~';

/** Gives ids that go up, also when the clock goes back or many are asked for at once. */
export function createChunkIds(clock: Pick<Clock, 'now'>): () => string {
  const process = randomInt(RADIX ** PROCESS)
    .toString(RADIX)
    .padStart(PROCESS, '0');
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock.now().getTime() * 1000);
    return timeText(last) + process;
  };
}

function timeText(microseconds: number): string {
  return microseconds.toString(RADIX).padStart(TIME, '0');
}

/** The lowest id that a chunk of this time can have. */
export function firstChunkAt(time: Date): string {
  return timeText(Math.max(0, time.getTime()) * 1000);
}

/** When the first exchange of a chunk ended. */
export function chunkTime(chunkId: string): Date {
  return new Date(Number.parseInt(chunkId.slice(0, TIME), RADIX) / 1000);
}

export function exchangeId(chunkId: string, place: number): string {
  return chunkId + place.toString(RADIX).padStart(PLACE, '0');
}

export interface ExchangePlace {
  readonly chunkId: string;
  readonly place: number;
}

/** Undefined for what is no id: links come from anywhere. */
export function readExchangeId(id: string): ExchangePlace | undefined {
  if (!/^[0-9a-z]{18}$/.test(id)) return undefined;
  return { chunkId: id.slice(0, CHUNK), place: Number.parseInt(id.slice(CHUNK), RADIX) };
}
