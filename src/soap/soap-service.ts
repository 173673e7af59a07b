/** The way of a SOAP request: read, access, operation, write. It knows nothing of HTTP but the status. */
import type { ClientCertificate } from '../access/certificate-check.js';
import type { AdmissionResult } from '../access/limited-access.js';
import type { MessageOf, MessageReader } from '../contract/read-result.js';
import { isCode } from '../domain/response-code.js';
import type { NeededRight, Operation } from '../operations/operation.js';
import type { Span } from '../tracing/span.js';
import type { Fault, Faults } from './fault.js';
import { forcedAnswer, type ForcedFaults } from './forced-faults.js';
import type { RequestHead } from './request-head.js';
import type { SoapAnswer } from './soap-answer.js';

export type { SoapAnswer } from './soap-answer.js';

export interface SoapServiceParts<
  Requests extends Record<keyof Requests & string, object>,
  Responses extends Record<keyof Requests & string, object>,
> {
  readonly reader: MessageReader<MessageOf<Requests, keyof Requests & string>>;
  /** Finds in a request who calls. */
  headOf(request: Requests[keyof Requests & string]): RequestHead;
  authenticate(
    head: RequestHead,
    right: NeededRight,
    certificate?: ClientCertificate,
  ): Promise<AdmissionResult>;
  readonly operations: {
    readonly [K in keyof Requests & string]: Operation<Requests[K], Responses[K]> | 'notSupported';
  };
  /** The same operations, whose ways to the store are parts of a span; absent where there are no traces. */
  readonly operationsWithin?:
    ((span: Span) => SoapServiceParts<Requests, Responses>['operations']) | undefined;
  /** Gives the whole envelope. */
  write<K extends keyof Requests & string>(operation: K, response: Responses[K]): string;
  readonly faults: Faults;
  /** Faults on demand, in the test environment. */
  readonly forced?: ForcedFaults | undefined;
  /** Is told of each request that was refused access, for the audit. */
  refused?(refusal: { operation: string; code: string; organisationRef: string | undefined }): void;
  /** Is told of every bug and broken machine; the caller is not. */
  reportUnexpected(error: unknown, correlationId: string, operation: string | undefined): void;
}

export interface SoapService {
  readonly faults: Faults;
  /**
   * Answers one request; it never rejects.
   * @param body the bytes as they came, after any gzip
   * @param certificate what the caller's connection proved; absent when it proved nothing
   * @param span of a request that is recorded
   */
  handle(
    body: Buffer,
    contentType: string | undefined,
    correlationId: string,
    certificate?: ClientCertificate,
    span?: Span,
  ): Promise<SoapAnswer>;
}

/** The code of a response that has none of its own (retrieveULNs, ViewAudit). */
const ANSWERED = 'ANSWERED';

export function createSoapService<
  Requests extends Record<keyof Requests & string, object>,
  Responses extends Record<keyof Requests & string, object>,
>(parts: SoapServiceParts<Requests, Responses>): SoapService {
  const { reader, operations, faults } = parts;

  async function run<K extends keyof Requests & string>(
    name: K,
    request: Requests[K],
    correlationId: string,
    certificate: ClientCertificate | undefined,
    span: Span | undefined,
  ): Promise<SoapAnswer> {
    const operation = operations[name];
    if (operation === 'notSupported') {
      return failed(
        faults.exception('WSEC0002', `The operation ${name} is not supported by this service.`),
        name,
      );
    }
    const head = parts.headOf(request);
    const entering = span?.child('access');
    const access = await parts.authenticate(head, operation.right, certificate);
    entering?.end();
    if (!access.ok) {
      const { code, reason } = access;
      parts.refused?.({ operation: name, code, organisationRef: access.organisationRef });
      switch (code) {
        case 'limited':
          return {
            ...comeBack(faults.limited(access.retryAfterSeconds), name, 429, access.retryAfterSeconds),
            reason,
          };
        case 'busy':
          return { ...comeBack(faults.refused(code, name), name, 503, BUSY_SECONDS), reason };
        default:
          return { ...failed(faults.refused(code, name), name), reason };
      }
    }

    const { organisation } = access;
    const { organisationRef } = organisation;
    const caller = { organisationRef, userName: head.userName, operation: name, correlationId };
    const work = async (): Promise<SoapAnswer> => {
      const working = span?.child('operation');
      const context = { organisation, caller };
      const traced = working === undefined ? undefined : parts.operationsWithin?.(working)[name];
      const result =
        traced === undefined || traced === 'notSupported'
          ? await operation.handle(request, context)
          : await traced.handle(request, context);
      working?.end();
      if (!result.ok) {
        return failed(
          faults.exception(result.fault.code, result.fault.furtherDetails),
          name,
          organisationRef,
        );
      }
      const writing = span?.child('write');
      const body = parts.write(name, result.response);
      writing?.end();
      return { status: 200, body, code: responseCodeOf(result.response), operation: name, organisationRef };
    };
    const { forced } = parts;
    const fault = forced?.find(organisationRef, name, request);
    if (forced === undefined || fault === undefined) return work();
    const met = await fault;
    return met === undefined ? work() : forcedAnswer(met, name, organisationRef, { faults, forced, work });
  }

  return {
    faults,
    async handle(body, contentType, correlationId, certificate, span) {
      let operation: string | undefined;
      try {
        const reading = span?.child('read');
        const read = reader.read(body, contentType);
        reading?.end();
        if (!read.ok) return failed(faults.unreadable(read.failure));
        operation = read.message.operation;
        return await run(read.message.operation, read.message.request, correlationId, certificate, span);
      } catch (error) {
        parts.reportUnexpected(error, correlationId, operation);
        return failed(faults.unexpected(correlationId), operation);
      }
    },
  };
}

/** A password's turn comes within so many seconds, or it is refused (check-queue.ts). */
const BUSY_SECONDS = 3;

function comeBack(
  { body }: Fault,
  operation: string,
  status: 429 | 503,
  retryAfterSeconds: number,
): SoapAnswer {
  return { status, body, code: status === 429 ? 'LIMITED' : 'BUSY', operation, retryAfterSeconds };
}

function failed({ code, body }: Fault, operation?: string, organisationRef?: string): SoapAnswer {
  return {
    status: 500,
    body,
    code,
    ...(operation === undefined ? {} : { operation }),
    ...(organisationRef === undefined ? {} : { organisationRef }),
  };
}

/** At the top of the response, or in what its first member holds: of some, that member is the code itself. */
function responseCodeOf(response: object): string {
  if ('responseCode' in response && typeof response.responseCode === 'string') return response.responseCode;
  const values: unknown[] = Object.values(response);
  const inner = values[0];
  if (typeof inner === 'string') return isCode(inner) ? inner : ANSWERED;
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? responseCodeOf(inner)
    : ANSWERED;
}
