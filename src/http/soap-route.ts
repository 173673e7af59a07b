/** A service's path: POST is SOAP, GET and HEAD describe the service, nothing else is allowed. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Description } from '../soap/service-description.js';
import { pageHeaders } from '../soap/html.js';
import type { SoapAnswer, SoapService } from '../soap/soap-service.js';
import type { RootSpan } from '../tracing/span.js';
import type { KeepExchange } from '../exchanges/ended-exchange.js';
import { refuse, send, XML, type AnswerWatch } from './answer.js';
import type { BodyRoom } from './body-room.js';
import type { CertificateReader } from './client-certificate.js';
import { callerAddress } from './caller-address.js';
import { mayBeSoap } from './content-type.js';
import { BUSY, type Gate, type TurnedAway } from './gate.js';
import type { RequestMeter } from './metrics.js';
import { encodingOf, inflateBody, MOST_INFLATION, readBody } from './read-body.js';

export interface SoapRouteParts {
  /** As in the WSDL: `LearnerService`. */
  readonly name: string;
  /** `/LearnerService.svc` */
  readonly path: string;
  readonly service: SoapService;
  describe(query: string, address: string): Description;
  readonly meter: RequestMeter;
  readonly maxRequestBytes: number;
  /** Of all services together. */
  readonly room: BodyRoom;
  readonly gate: Gate;
  readonly publicUrl?: string | undefined;
  /** Absent where no certificate counts. */
  readonly certificateOf?: CertificateReader | undefined;
  correlationId(request: IncomingMessage): string;
  /** Whether the server stops: then each answer is its connection's last. */
  isStopping(): boolean;
  /** Is told of each answered SOAP request; absent when nobody wants to know. */
  readonly logRequest?: ((line: RequestLine) => void) | undefined;
  /** Begins the span of a request that is recorded; absent where there are no traces. */
  readonly beginSpan?: ((request: IncomingMessage) => RootSpan | undefined) | undefined;
  /** Takes each exchange when it has ended; absent where none are kept. */
  readonly keep?: KeepExchange | undefined;
  /** Past trusted proxies; for `keep`. */
  remoteAddress(request: IncomingMessage): string | undefined;
  reportUnexpected(error: unknown, correlationId: string): void;
}

/** What `keep` wants to know of a request, gathered while it is handled. */
class Trace implements AnswerWatch {
  body: Buffer | undefined;
  answer: string | undefined;
  answerHeaders: readonly string[] = [];

  /** The bytes as far as they are known. */
  read(body: Buffer): void {
    this.body = body;
  }

  answered(text: string, headers: readonly string[]): void {
    this.answer = text;
    this.answerHeaders = headers;
  }
}

/** Of one request. Holds nothing about a person. */
export interface RequestLine {
  readonly correlationId: string;
  readonly operation: string;
  readonly code: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly organisationRef?: string;
  readonly reason?: string;
  /** Of a request that is recorded, by the name that tracing systems look for. */
  readonly trace_id?: string;
}

/** The ways a request may end without SOAP having seen it, for the metrics. */
interface Outcome {
  readonly status: number;
  readonly code: string;
  readonly operation?: string;
  readonly organisationRef?: string;
  readonly reason?: string;
}

export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  query: string,
  waits: boolean,
) => Promise<void>;

const ABORTED: Outcome = { status: 499, code: 'ABORTED' };
const NO_OPERATION = 'none';

/** A body up to this is read and thrown away, so that the connection stays open for the next request. */
const SMALL_BODY = 64 * 1024;
export const noRoom: TurnedAway = {
  status: 503,
  code: BUSY,
  retryAfterSeconds: 2,
  words:
    'The service is reading too many large requests just now. Nothing was done. Try again in two seconds.',
};
const pageHeaderList = Object.entries(pageHeaders)
  .filter(([name]) => name !== 'Content-Type')
  .flat();

/**
 * @returns the route; its `waits` says that the client sends its body only after `100 Continue`.
 * It never rejects.
 */
export function createSoapRoute(parts: SoapRouteParts): Route {
  const { service, meter, maxRequestBytes, room, gate } = parts;
  const { faults } = service;

  async function post(
    request: IncomingMessage,
    response: ServerResponse,
    correlationId: string,
    waits: boolean,
    trace: Trace | undefined,
    span: RootSpan | undefined,
  ): Promise<Outcome> {
    const { headers } = request;
    let bodyIsComing = !waits;
    const reply = ['X-Correlation-Id', correlationId];
    const turnAway = (status: number, furtherDetails: string, more: readonly string[] = []): Outcome => {
      const fault = faults.exception('WSEC0001', furtherDetails);
      const isComing = bodyIsComing && !request.complete;
      refuse(request, response, status, fault.body, [...reply, ...more], isComing, trace);
      return { status, code: fault.code };
    };
    const tooLarge = (): Outcome =>
      turnAway(413, `The request is larger than this service takes, which is ${maxRequestBytes} bytes.`);
    const comeBack = ({ status, code, words, retryAfterSeconds }: TurnedAway): Outcome => {
      const { body } = faults.exception('WSEC0999', words);
      const more = [...reply, 'Retry-After', String(retryAfterSeconds)];
      if (!waits && Number(headers['content-length'] ?? SMALL_BODY + 1) <= SMALL_BODY) {
        send(request, response, status, XML, body, more, trace);
      } else refuse(request, response, status, body, more, bodyIsComing && !request.complete, trace);
      return { status, code };
    };

    const away = gate.turnAway(request);
    if (away !== undefined) return comeBack(away);

    const contentType = headers['content-type'];
    if (!mayBeSoap(contentType)) {
      return turnAway(415, `Content-Type is ${short(contentType)}; SOAP 1.1 is sent as text/xml.`);
    }
    const encoding = encodingOf(headers['content-encoding']);
    if (encoding === 'unsupported') {
      const sent = short(headers['content-encoding']);
      return turnAway(415, `Content-Encoding is ${sent}; this service takes gzip, deflate or none.`, [
        'Accept-Encoding',
        'gzip, deflate',
      ]);
    }
    if (Number(headers['content-length'] ?? 0) > maxRequestBytes) return tooLarge();
    if (waits) {
      response.writeContinue();
      bodyIsComing = true;
    }

    const share = room.share();
    try {
      const sent = await readBody(request, maxRequestBytes, share);
      if (sent === 'aborted') return ABORTED;
      if (sent === 'tooLarge') return tooLarge();
      if (sent === 'noRoom') return comeBack(noRoom);
      trace?.read(sent);
      const body = encoding === 'identity' ? sent : await inflateBody(sent, encoding, maxRequestBytes);
      if (body === 'tooLarge') return tooLarge();
      if (body === 'tooDense') {
        return turnAway(413, `The body becomes more than ${MOST_INFLATION} times as long as it was sent.`);
      }
      if (body !== 'damaged') {
        if (!share.grow(body.length)) return comeBack(noRoom);
        gate.chargeBody(request, body.length);
        trace?.read(body);
      }

      const answer: Pick<SoapAnswer, 'body' | 'code' | 'retryAfterSeconds'> & Outcome =
        body === 'damaged'
          ? {
              status: 500,
              ...faults.exception('WSEC0001', `The body is not what Content-Encoding says: ${encoding}.`),
            }
          : await service.handle(body, contentType, correlationId, parts.certificateOf?.(request), span);
      // Only the test environment asks for this (soap/forced-faults.ts).
      if (answer.status === 499) {
        request.socket.destroy();
        return answer;
      }
      if (parts.isStopping()) response.shouldKeepAlive = false;
      const { retryAfterSeconds } = answer;
      const headersOfAnswer =
        retryAfterSeconds === undefined ? reply : [...reply, 'Retry-After', String(retryAfterSeconds)];
      send(request, response, answer.status, XML, answer.body, headersOfAnswer, trace);
      return answer;
    } finally {
      share.release();
    }
  }

  async function measuredPost(
    request: IncomingMessage,
    response: ServerResponse,
    correlationId: string,
    waits: boolean,
  ): Promise<void> {
    const begun = performance.now();
    meter.begin();
    const span = parts.beginSpan?.(request);
    let outcome: Outcome = { status: 500, code: 'WSEC0999' };
    const trace = parts.keep === undefined ? undefined : new Trace();
    try {
      outcome = await post(request, response, correlationId, waits, trace, span);
    } finally {
      const milliseconds = performance.now() - begun;
      const { status, code, operation = NO_OPERATION, organisationRef, reason } = outcome;
      meter.end(operation, code, milliseconds / 1000);
      parts.logRequest?.({
        correlationId,
        operation,
        code,
        status,
        milliseconds: Math.round(milliseconds * 1000) / 1000,
        ...(organisationRef !== undefined && { organisationRef }),
        ...(reason !== undefined && { reason }),
        ...(span !== undefined && { trace_id: span.traceId }),
      });
      span?.[code === 'WSEC0999' ? 'fail' : 'end']({ operation, code, status, correlationId });
      if (trace !== undefined) keep(request, correlationId, outcome, milliseconds, trace);
    }
  }

  function keep(
    request: IncomingMessage,
    correlationId: string,
    { status, code, operation, organisationRef }: Outcome,
    milliseconds: number,
    { body, answer, answerHeaders }: Trace,
  ): void {
    parts.keep?.({
      service: parts.name,
      request,
      body,
      milliseconds,
      correlationId,
      operation,
      code,
      status,
      organisationRef,
      answer,
      answerHeaders,
      callerAddress: parts.remoteAddress(request),
      certificate: parts.certificateOf?.(request),
    });
  }

  function get(
    request: IncomingMessage,
    response: ServerResponse,
    correlationId: string,
    query: string,
  ): void {
    const own = callerAddress(request, parts.publicUrl);
    const reply = ['X-Correlation-Id', correlationId];
    if (parts.isStopping()) response.shouldKeepAlive = false;
    const away = gate.turnAway(request);
    if (away !== undefined) {
      sendTurnedAway(request, response, away, reply);
      return;
    }
    if (own === undefined) {
      const body = 'The Host header is not the name of a host.\n';
      send(request, response, 400, 'text/plain; charset=utf-8', body, reply);
      return;
    }
    const { kind, body } = parts.describe(query, own + parts.path);
    if (kind === 'page')
      send(request, response, 200, pageHeaders['Content-Type'], body, [...reply, ...pageHeaderList]);
    else send(request, response, 200, XML, body, [...reply, 'Cache-Control', 'no-cache', 'Vary', 'Host']);
  }

  return async (request, response, query, waits) => {
    const correlationId = parts.correlationId(request);
    try {
      switch (request.method) {
        case 'POST':
          await measuredPost(request, response, correlationId, waits);
          break;
        case 'GET':
        case 'HEAD':
          get(request, response, correlationId, query);
          break;
        default: {
          const fault = faults.unsupportedVerb(request.method ?? '');
          const headers = ['Allow', 'GET, HEAD, POST', 'X-Correlation-Id', correlationId];
          const trace = parts.keep === undefined ? undefined : new Trace();
          refuse(request, response, 405, fault.body, headers, !waits, trace);
          if (trace !== undefined) keep(request, correlationId, { status: 405, code: fault.code }, 0, trace);
        }
      }
    } catch (error) {
      parts.reportUnexpected(error, correlationId);
      if (response.headersSent) response.destroy();
      else
        send(request, response, 500, XML, faults.unexpected(correlationId).body, [
          'X-Correlation-Id',
          correlationId,
        ]);
    }
  };
}

/** The answer to one who did not ask for SOAP. */
export function sendTurnedAway(
  request: IncomingMessage,
  response: ServerResponse,
  { status, words, retryAfterSeconds }: TurnedAway,
  headers: readonly string[],
): void {
  const more = [...headers, 'Retry-After', String(retryAfterSeconds)];
  send(request, response, status, 'text/plain; charset=utf-8', `${words}\n`, more);
}

/** A header's value as far as it helps in a message. */
function short(value: string | undefined): string {
  return value === undefined ? 'absent' : `"${value.slice(0, 100)}"`;
}
