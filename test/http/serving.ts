/** A server on a free port of 127.0.0.1, with a SOAP service that says what it got. */
import { connect } from 'node:net';
import { correlationIdFrom } from '../../src/correlation-id.js';
import { createMetrics, type Figure, type Metrics } from '../../src/http/metrics.js';
import {
  createHttpServer,
  type HttpServer,
  type HttpServerParts,
  type HttpSettings,
} from '../../src/http/server.js';
import { createFaults } from '../../src/soap/fault.js';
import { createServiceDescription } from '../../src/soap/service-description.js';
import type { SoapAnswer, SoapService } from '../../src/soap/soap-service.js';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

export interface Serving {
  readonly port: number;
  readonly origin: string;
  readonly url: string;
  readonly server: HttpServer;
  readonly log: LogLine[];
  readonly metrics: Metrics;
  /** What the SOAP service was asked. */
  readonly asked: {
    readonly body: Buffer;
    readonly contentType: string | undefined;
    readonly correlationId: string;
  }[];
}

export interface ServingOptions {
  readonly settings?: Partial<HttpSettings>;
  readonly parts?: Partial<HttpServerParts>;
  readonly figures?: readonly Figure[];
  readonly answer?: (body: Buffer) => SoapAnswer | Promise<SoapAnswer>;
}

export const OK = 'WSRC0004';

/** The body as it came, inside an element. */
export function echo(body: Buffer): SoapAnswer {
  const text = `<got>${body.toString()}</got>`;
  return { status: 200, body: text, code: OK, operation: 'learnerByULN', organisationRef: 'TEST01' };
}

const running = new Set<HttpServer>();

/** Stops what {@link serve} started; for `afterEach`. */
export async function stopAll(): Promise<void> {
  const servers = [...running];
  running.clear();
  await Promise.all(servers.map((server) => server.stop()));
}

export async function serve({
  settings,
  parts,
  figures = [],
  answer = echo,
}: ServingOptions = {}): Promise<Serving> {
  const log: LogLine[] = [];
  const asked: Serving['asked'] = [];
  const faults = createFaults({ timeZone: 'Europe/London', now: () => new Date() });
  const service: SoapService = {
    faults,
    async handle(body, contentType, correlationId) {
      asked.push({ body, contentType, correlationId });
      return answer(body);
    },
  };
  const metrics = createMetrics(figures);
  const server = createHttpServer({
    settings: {
      environment: 'test',
      maxRequestBytes: 100_000,
      headersTimeoutSeconds: 5,
      requestTimeoutSeconds: 10,
      keepAliveSeconds: 5,
      maxConnections: 100,
      maxConnectionsPerAddress: 0,
      maxHeaderBytes: 16_384,
      maxBodyMemoryBytes: 2 ** 28,
      logRequests: true,
      ...settings,
    },
    version: '1.2.3',
    services: [
      {
        name: 'LearnerService',
        service,
        describe: createServiceDescription({
          serviceName: 'LearnerService',
          environment: 'test',
          operations: [{ name: 'learnerByULN', supported: true }],
          describe: (address) => `<definitions address="${address}">${'x'.repeat(3000)}</definitions>`,
        }),
      },
    ],
    checks: [],
    metrics,
    log: {
      info: (fields, message) => log.push({ level: 'info', fields, message }),
      warn: (fields, message) => log.push({ level: 'warn', fields, message }),
      error: (fields, message) => log.push({ level: 'error', fields, message }),
    },
    correlationIdFrom,
    stopTimeoutMs: 300,
    ...parts,
  });
  running.add(server);
  const { port } = await server.listen('127.0.0.1', 0);
  const origin = `http://127.0.0.1:${port}`;
  return { port, origin, url: `${origin}/LearnerService.svc`, server, log, metrics, asked };
}

export interface RawReply {
  /** Everything that came until the connection ended. */
  readonly text: string;
  readonly error?: NodeJS.ErrnoException;
  /** How long the connection lasted. */
  readonly milliseconds: number;
}

/**
 * Sends pieces over a connection of its own, `pauseMs` apart, and gathers what comes back until the server closes it.
 * It does not close by itself unless `giveUpAfterMs` is given.
 */
export function sendRaw(
  port: number,
  pieces: readonly (string | Buffer)[],
  { pauseMs = 0, giveUpAfterMs = Infinity, thenEnd = false } = {},
): Promise<RawReply> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const received: Buffer[] = [];
    let error: NodeJS.ErrnoException | undefined;
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: thenEnd });
    const rest = [...pieces];
    let timer: NodeJS.Timeout | undefined;
    const next = (): void => {
      const piece = rest.shift();
      if (piece === undefined) {
        if (thenEnd) socket.end();
        return;
      }
      socket.write(piece, () => {
        timer = setTimeout(next, pauseMs);
      });
    };
    const giveUp = Number.isFinite(giveUpAfterMs)
      ? setTimeout(() => socket.destroy(), giveUpAfterMs)
      : undefined;
    socket.on('connect', next);
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('error', (problem) => (error = problem));
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      clearTimeout(timer);
      clearTimeout(giveUp);
      const text = Buffer.concat(received).toString('latin1');
      const milliseconds = performance.now() - begun;
      resolve(error === undefined ? { text, milliseconds } : { text, milliseconds, error });
    });
  });
}

/** A POST to the service in bytes. */
export function post(body: string, headers: readonly string[] = [], target = '/LearnerService.svc'): string {
  const own = ['Host: 127.0.0.1', 'Content-Type: text/xml', `Content-Length: ${Buffer.byteLength(body)}`];
  return `POST ${target} HTTP/1.1\r\n${[...own, ...headers].join('\r\n')}\r\n\r\n${body}`;
}
