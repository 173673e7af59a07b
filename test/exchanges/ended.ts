import type { EndedExchange } from '../../src/exchanges/ended-exchange.js';

/** An answered exchange of LearnerService, or whatever `given` makes of it. */
export function ended(
  organisationRef: string | undefined,
  body: string,
  given: Partial<EndedExchange> = {},
): EndedExchange {
  return {
    service: 'LearnerService',
    request: { method: 'POST', url: '/LearnerService.svc', httpVersion: '1.1', rawHeaders: ['Host', 'here'] },
    body: Buffer.from(body),
    milliseconds: 1.5,
    correlationId: 'id',
    operation: 'learnerByULN',
    code: 'WSRC0004',
    status: 200,
    organisationRef,
    answer: `<answer to="${body}"/>`,
    answerHeaders: ['Content-Type', 'text/xml'],
    callerAddress: '127.0.0.1',
    certificate: undefined,
    ...given,
  };
}
