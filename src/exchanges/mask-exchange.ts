import type { EndedExchange } from './ended-exchange.js';
import { maskHeaders, maskTarget, mayHoldSecrets } from './mask-headers.js';
import { maskMessage, type MaskedMessage } from './mask-message.js';
import { maskSecrets } from './secret.js';

/** An exchange without its passwords. */
export interface MaskedExchange {
  /** See {@link headsText}. */
  readonly heads: string;
  readonly request: MaskedMessage;
  readonly answer: string;
  readonly correlationId: string;
}

const NOTHING = Buffer.alloc(0);

/** The password that a message has is masked in everything else too. */
export function maskExchange(ended: EndedExchange): MaskedExchange {
  const { request, body, answer = '', answerHeaders, correlationId } = ended;
  const masked = maskMessage(body ?? NOTHING);
  const { secrets } = masked;
  const { method = '', url = '', httpVersion, rawHeaders } = request;
  const heads = headsText(method, url, httpVersion, rawHeaders, answerHeaders);
  if (!mayHoldSecrets(heads, secrets) && !mayHoldSecrets(correlationId, secrets))
    return { heads, request: masked, answer: maskSecrets(answer, secrets), correlationId };
  return {
    heads: headsText(
      maskSecrets(method, secrets),
      maskTarget(url, secrets),
      httpVersion,
      maskHeaders(rawHeaders, secrets),
      maskHeaders(answerHeaders, secrets),
    ),
    request: masked,
    answer: maskSecrets(answer, secrets),
    correlationId: maskSecrets(correlationId, secrets),
  };
}

/**
 * Request line and headers of both sides as one text: a line feed between what belongs together, a zero between the two
 * sides. No header can hold either.
 */
function headsText(
  method: string,
  target: string,
  httpVersion: string,
  headers: readonly string[],
  answerHeaders: readonly string[],
): string {
  const line = `${method} ${target} HTTP/${httpVersion}`;
  return `${[line, ...headers].join('\n')}\0${answerHeaders.join('\n')}`;
}

export interface Heads {
  readonly requestLine: string;
  /** Name and value in turn. */
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
}

/** The reverse of what {@link maskExchange} makes. */
export function readHeadsText(text: string): Heads {
  const [request = '', answer = ''] = text.split('\0');
  const [requestLine = '', ...requestHeaders] = request.split('\n');
  return { requestLine, requestHeaders, responseHeaders: answer === '' ? [] : answer.split('\n') };
}
