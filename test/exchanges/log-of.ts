/** Reads what a running register keeps as another copy of it would. */
import { createExchangeLog } from '../../src/exchanges/exchange-log.js';
import type { ExchangeLog, ExchangeStore } from '../../src/register/exchange-ports.js';

/** How long a register gathers before it writes, and a little more. */
const WRITTEN_MS = 400;

/** Sees what was written; see `written`. */
export function logOf(store: ExchangeStore, now: Date = new Date()): ExchangeLog {
  return createExchangeLog({
    store,
    recorder: { flush: () => Promise.resolve(), lostOf: () => 0 },
    clock: { now: () => now },
  });
}

/** Resolves when a register has written what it was sent just before. */
export function written(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, WRITTEN_MS));
}
