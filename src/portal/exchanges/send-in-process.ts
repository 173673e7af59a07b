/**
 * Sends a request to a service of this process, without a connection: nothing of TLS, certificates and the limits of
 * connections is in the way, and all the rest is as for any other request.
 */
import type { KeepExchange } from '../../exchanges/ended-exchange.js';
import type { SoapService } from '../../soap/soap-service.js';
import type { SendAgain } from './exchange-ports.js';

export interface InProcessParts {
  /** @param name `LearnerService` */
  readonly serviceOf: (name: string) => SoapService | undefined;
  readonly keep: KeepExchange;
  readonly newCorrelationId: () => string;
}

const XML = 'text/xml; charset=utf-8';

export function sendInProcess({ serviceOf, keep, newCorrelationId }: InProcessParts): SendAgain {
  return async ({ service: name, body }) => {
    const service = serviceOf(name);
    if (service === undefined) throw new Error(`There is no service ${name}`);
    const correlationId = newCorrelationId();
    const begun = performance.now();
    const answer = await service.handle(body, XML, correlationId);
    const { status, code, operation, organisationRef, retryAfterSeconds } = answer;
    // A fault on demand may cut the connection, and here is none: the exchange has no answer then.
    const cut = status === 499;
    const later = retryAfterSeconds === undefined ? [] : ['Retry-After', String(retryAfterSeconds)];
    keep({
      service: name,
      request: {
        method: 'POST',
        url: `/${name}.svc`,
        httpVersion: '1.1',
        rawHeaders: [
          'Content-Type',
          XML,
          'Content-Length',
          String(body.length),
          'User-Agent',
          'Send again (pages)',
        ],
      },
      body,
      milliseconds: performance.now() - begun,
      correlationId,
      operation,
      code,
      status,
      organisationRef,
      answer: cut ? undefined : answer.body,
      answerHeaders: cut
        ? []
        : [
            ...['Content-Type', XML, 'Content-Length', String(Buffer.byteLength(answer.body))],
            ...['X-Correlation-Id', correlationId, ...later],
          ],
      callerAddress: undefined,
      certificate: undefined,
    });
    return correlationId;
  };
}
