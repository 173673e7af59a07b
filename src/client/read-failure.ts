/** Makes one of our failures out of what node-soap throws, which holds the whole request, password and all. */
import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { NoAnswer, RegisterFault } from './failures.js';

const text = z.string().nullish();

const faultSchema = z.object({
  faultcode: z.string(),
  faultstring: z.string(),
  detail: z
    .object({
      MIAPAPIException: z
        .object({ ErrorCode: z.string(), Description: text, FurtherDetails: text })
        .optional(),
      DomainFault: z.object({ ErrorCode: z.string(), ErrorDetail: text }).optional(),
    })
    .nullish()
    .catch(undefined),
});

const thrownSchema = z.object({
  code: z.string().optional().catch(undefined),
  root: z
    .object({ Envelope: z.object({ Body: z.object({ Fault: faultSchema }) }) })
    .optional()
    .catch(undefined),
  response: z
    .object({
      status: z.number(),
      headers: z.object({ 'x-correlation-id': text, 'retry-after': text }).catch({}),
    })
    .optional()
    .catch(undefined),
});

export interface Asked {
  readonly operation: string;
  readonly correlationId: string;
}

export function failureOf(error: unknown, asked: Asked): RegisterFault | NoAnswer {
  const { code: systemCode, root, response } = thrownSchema.catch({}).parse(error);
  if (root === undefined || response === undefined) {
    const httpStatus = response?.status;
    return new NoAnswer({ ...asked, reason: reasonOf(systemCode, httpStatus), systemCode, httpStatus });
  }
  const { status: httpStatus, headers } = response;
  const correlationId = headers['x-correlation-id'] ?? asked.correlationId;
  const retryAfterSeconds = secondsOf(headers['retry-after']);
  return new RegisterFault({
    ...asked,
    ...faultFacts(root.Envelope.Body.Fault),
    correlationId,
    httpStatus,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** The two forms of faults: docs/interface-specification.md, "Faults". */
function faultFacts({ faultcode, faultstring, detail }: z.output<typeof faultSchema>): {
  code: string;
  description: string;
  furtherDetails: string;
} {
  const { MIAPAPIException: exception, DomainFault: domainFault } = detail ?? {};
  if (exception !== undefined) {
    const { ErrorCode: code, Description: description, FurtherDetails: furtherDetails } = exception;
    return { code, description: description ?? '', furtherDetails: furtherDetails ?? '' };
  }
  if (domainFault !== undefined) {
    const { ErrorCode: code, ErrorDetail: errorDetail } = domainFault;
    const description = without(faultstring, `${code}: `);
    return {
      code,
      description,
      furtherDetails: without(decoded(errorDetail ?? ''), description).trimStart(),
    };
  }
  return { code: faultcode.slice(faultcode.indexOf(':') + 1), description: faultstring, furtherDetails: '' };
}

function without(whole: string, beginning: string): string {
  return whole.startsWith(beginning) ? whole.slice(beginning.length) : whole;
}

/** ErrorDetail is base64 by its schema; what is in it, no schema says. */
function decoded(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  return isUtf8(bytes) ? bytes.toString() : '';
}

/** RFC 9110, section 10.2.3: seconds, or the date from which on. */
function secondsOf(header: string | null | undefined): number | undefined {
  if (header === undefined || header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

function reasonOf(systemCode: string | undefined, httpStatus: number | undefined): string {
  if (httpStatus !== undefined) return `the answer (HTTP ${String(httpStatus)}) is no SOAP message`;
  if (systemCode === 'ECONNABORTED' || systemCode === 'ETIMEDOUT') return 'no answer came in time';
  if (systemCode === 'ERR_CANCELED') return 'the call was given up';
  return systemCode === undefined ? 'the answer cannot be read' : `no connection (${systemCode})`;
}
