/**
 * After a transaction that held the file this long, others get time to take it. A process that waits looks every 100 ms
 * (SQLite's busy handler): after the pause, whoever wanted to write has written.
 */
const LONG_MS = 200;
const PAUSE_MS = 110;

/** Holds up the writer's thread when a transaction that began at this time (of `performance.now`) was long. */
export function pauseAfter(began: number): void {
  if (performance.now() - began <= LONG_MS) return;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}
