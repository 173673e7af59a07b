import type { EndedExchange } from './ended-exchange.js';
import { maskMessage, type MaskedMessage } from './mask-message.js';
import { maskedHeaders, maskedTarget } from './mask-headers.js';
import { maskSecrets } from './secret.js';

/** An exchange without its passwords. */
export interface MaskedExchange {
  /** Request line, and names and values of headers, with line feeds between them. */
  readonly requestHead: string;
  readonly request: MaskedMessage;
  /** Names and values of headers, with line feeds between them. */
  readonly answerHead: string;
  readonly answer: string;
  readonly correlationId: string;
}

const NOTHING = Buffer.alloc(0);

/** The password that a message has is masked in everything else too. */
export function maskExchange({
  request,
  body,
  answer = '',
  answerHeaders,
  correlationId,
}: EndedExchange): MaskedExchange {
  const masked = maskMessage(body ?? NOTHING);
  const { secrets } = masked;
  const { method = '', url = '', httpVersion, rawHeaders } = request;
  const line = `${method} ${maskedTarget(url, secrets)} HTTP/${httpVersion}`;
  return {
    requestHead: rawHeaders.length === 0 ? line : `${line}\n${maskedHeaders(rawHeaders, secrets)}`,
    request: masked,
    answerHead: maskSecrets(answerHeaders.join('\n'), secrets),
    answer: maskSecrets(answer, secrets),
    correlationId: maskSecrets(correlationId, secrets),
  };
}
