/** Lets the operating system prefer other threads to this one. */
import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** Of a busy processor, nine in ten parts go to a thread of ordinary priority. */
const LOWER = 10;

/**
 * From now on this thread runs after those that answer requests, wherever they wait for the same processor: what it
 * does can wait. Where threads have no priorities of their own (other systems than Linux), nothing happens.
 * Source: setpriority(2) of Linux, whose priorities are those of threads.
 */
export function stepBack(): void {
  try {
    const [, number] = /\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self')) ?? [];
    const thread = Number(number);
    // To step forward again may be forbidden.
    if (getPriority(thread) < LOWER) setPriority(thread, LOWER);
  } catch {
    // It is a courtesy: without it the work goes on all the same.
  }
}
