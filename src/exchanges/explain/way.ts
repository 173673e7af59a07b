/** What became of a request, step by step, and in words. */
import type { Exchange, ExchangeHead } from '../../register/exchange-ports.js';
import { codeWords } from './code-words.js';
import { faultDetails } from './message-fields.js';
import type { ExplainedProblem } from './problems.js';
import type { MessageElement } from '../../contract/read-tree.js';

/** `passed`, `stopped` (the request went no further), or `notReached`. */
export type StepState = 'passed' | 'stopped' | 'notReached';

export interface Step {
  readonly title: string;
  readonly words: string;
  readonly state: StepState;
}

const rungs = ['received', 'read', 'operation', 'access', 'done'] as const;
type Rung = (typeof rungs)[number];

/** What a page knows of an exchange by then. */
export interface WayParts {
  readonly exchange: ExchangeHead & Partial<Pick<Exchange, 'request'>>;
  readonly problems: readonly ExplainedProblem[];
  readonly response: MessageElement | undefined;
}

/** The steps of docs/architecture.md, "The way of a request", as the caller meets them. */
export function wayOf({ exchange, problems, response }: WayParts): readonly Step[] {
  const { code, operation, status, service } = exchange;
  const stoppedAt = stopOf(exchange, problems.length > 0);
  const details = response === undefined ? undefined : faultDetails(response);
  const words = codeWords(code);
  const why = details ?? words.meaning;
  const steps: Record<Rung, { readonly title: string; readonly passed: string; readonly stopped: string }> = {
    received: {
      title: 'Received',
      passed:
        exchange.unproved === true
          ? `A request came to ${service}.`
          : `${exchange.requestBytes} bytes came to ${service}.`,
      stopped: status === 499 ? words.meaning : `Refused before the message was read: ${why}`,
    },
    read: {
      title: 'Read against the schema',
      passed: 'The message is well formed, and every value is of the type that the schema says.',
      stopped:
        problems.length > 1
          ? `The message has ${problems.length} problems. The first: ${problems[0]?.text ?? ''}`
          : (problems[0]?.text ?? why),
    },
    operation: {
      title: 'Operation recognised',
      passed: `The first element of Body is the request of ${operation ?? 'an operation'}.`,
      stopped: why,
    },
    access: {
      title: 'Access given',
      passed: 'The organisation is known, its password is right, and it may use this operation.',
      stopped: why,
    },
    done: {
      title: 'Carried out and answered',
      passed: `${code}: ${words.meaning}`,
      stopped: `${code}: ${why}`,
    },
  };
  const stopIndex = stoppedAt === undefined ? rungs.length : rungs.indexOf(stoppedAt);
  return rungs.map((rung, index) => {
    const { title, passed, stopped } = steps[rung];
    if (index < stopIndex) return { title, words: passed, state: 'passed' };
    if (index > stopIndex) return { title, words: 'Not reached.', state: 'notReached' };
    return { title, words: stopped, state: 'stopped' };
  });
}

/** Where the request stopped; undefined when it went all the way. */
function stopOf({ code, status, operation }: ExchangeHead, unreadable: boolean): Rung | undefined {
  switch (code) {
    case 'ABORTED':
      return 'received';
    case 'VersionMismatch':
    case 'MustUnderstand':
      return 'read';
    case 'WSEC0001':
      // With an operation it was read, and only the register could tell what is wrong.
      if (operation !== undefined) return 'done';
      return unreadable || status === 500 ? 'read' : 'received';
    case 'WSEC0002':
      return 'operation';
    case 'WSEC0003':
    case 'WSEC0004':
    case 'WSEC0005':
    case 'WSEC0006':
      return 'access';
    case 'LIMITED':
    case 'BUSY':
      return operation === undefined ? 'received' : 'access';
    case 'WSEC0999':
      return operation === undefined ? 'read' : 'done';
    default:
      return undefined;
  }
}

/** One sentence for the top of the page. */
export function inShort({ operation, service, code, milliseconds }: ExchangeHead): string {
  const asked = operation === undefined ? `A request to ${service}` : `${operation} of ${service}`;
  return `${asked} was answered with ${code} after ${durationInWords(milliseconds)}. ${codeWords(code).meaning}`;
}

/** `0.42 ms`, `12 ms`, `3.1 s` */
export function durationInWords(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds >= 10) return `${Math.round(milliseconds)} ms`;
  return `${Number(milliseconds.toFixed(2))} ms`;
}
