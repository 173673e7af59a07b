/** What stays of the exchanges that decided a scenario. */
import { createHash } from 'node:crypto';
import type { Exchange } from '../register/exchange-ports.js';
import type { EvidenceReference } from '../register/scenario-ports.js';

/** Bytes of a body that are kept as evidence. */
const MOST_BYTES = 256 * 1024;

/** How a report names an exchange. */
export function referenceTo(exchange: Exchange): EvidenceReference {
  const { id, at, service, operation, code, status, request, response } = exchange;
  return {
    exchangeId: id,
    at,
    service,
    ...(operation === undefined ? {} : { operation }),
    code,
    status,
    requestDigest: digestOf(request),
    responseDigest: digestOf(response),
  };
}

/** SHA-256 in hexadecimal digits. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The exchange with bodies that are not too long to be kept. `requestBytes` and `responseBytes` tell the whole. */
export function shortened(exchange: Exchange): Exchange {
  return {
    ...exchange,
    request: exchange.request.subarray(0, MOST_BYTES),
    response: exchange.response.subarray(0, MOST_BYTES),
  };
}
