/**
 * Faults that the test environment makes on demand, so that a client can be tried against each.
 * Source: docs/test-environment.md, "Faults on demand".
 */
import { isCode, responseCodes, type FaultCode } from './response-code.js';

/** The codes that can be asked for, in their order. */
export const forcibleCodes = [
  'WSEC0001',
  'WSEC0002',
  'WSEC0003',
  'WSEC0004',
  'WSEC0005',
  'WSEC0006',
  'WSEC0999',
] as const satisfies readonly FaultCode[];
export type ForcibleCode = (typeof forcibleCodes)[number];

export function isForcibleCode(text: string): text is ForcibleCode {
  return (forcibleCodes as readonly string[]).includes(text);
}

export const faultKinds = ['fault', 'slow', 'drop', 'outage', 'closed', 'limited'] as const;
export type FaultKind = (typeof faultKinds)[number];

export function isFaultKind(text: string): text is FaultKind {
  return (faultKinds as readonly string[]).includes(text);
}

export type ForcedFault =
  /** Answered with this fault; nothing is done. */
  | { readonly kind: 'fault'; readonly code: ForcibleCode }
  /** Done and answered as ever, so many seconds late. */
  | { readonly kind: 'slow'; readonly seconds: number }
  /** The connection is cut: before anything is done, or after it was done, so that only the answer is lost. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  /** 503 with Retry-After; nothing is done. */
  | { readonly kind: 'outage'; readonly retryAfterSeconds: number }
  /** Outside the operating hours: WSEC0004. */
  | { readonly kind: 'closed' }
  /** 429 with Retry-After; nothing is done. */
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number };

/** What the fault does to a request, in a sentence. */
export function describeFault(fault: ForcedFault): string {
  switch (fault.kind) {
    case 'fault':
      return `is answered with the fault ${fault.code}${meaningOf(fault.code)}; nothing is done`;
    case 'slow':
      return `is done, and answered ${count(fault.seconds)} late`;
    case 'drop':
      return fault.when === 'before'
        ? 'loses its connection before anything is done'
        : 'is done, and loses its connection in place of the answer';
    case 'outage':
      return `is answered with HTTP 503 and Retry-After ${fault.retryAfterSeconds}; nothing is done`;
    case 'closed':
      return 'is answered as outside the operating hours, WSEC0004; nothing is done';
    case 'limited':
      return `is answered with HTTP 429 and Retry-After ${fault.retryAfterSeconds}; nothing is done`;
  }
}

function meaningOf(code: string): string {
  return isCode(code) ? ` (${responseCodes[code].meaning.replace(/\.$/, '')})` : '';
}

function count(seconds: number): string {
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
