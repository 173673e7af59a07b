import { randomBytes } from 'node:crypto';

/** Starts each id of this process: 64 random bits. */
const prefix = randomBytes(8).toString('hex');
let count = 0;

/** `9f86d081884c7d65-1z`: unique among all processes, cheap to make, and without meaning. */
export function newCorrelationId(): string {
  return `${prefix}-${(++count).toString(36)}`;
}

/**
 * A caller's own X-Correlation-Id when it is fit to be logged and sent back: 1 to 64 letters, digits and
 * `. _ : -`, and no ten digits alone, which could be somebody's ULN. Otherwise an id of ours.
 */
export function correlationIdFrom(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && /^(?!\d{10}$)[\w.:-]{1,64}$/.test(header)
    ? header
    : newCorrelationId();
}
