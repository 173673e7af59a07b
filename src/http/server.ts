/** The HTTP server: finds the part that answers, guards its time and its connections, and stops without losing anything. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Environment } from '../soap/html.js';
import type { Description } from '../soap/service-description.js';
import type { SoapService } from '../soap/soap-service.js';
import type { Tracer } from '../tracing/span.js';
import type { KeepExchange } from '../exchanges/ended-exchange.js';
import { isLingering } from './answer.js';
import type { CertificateReader } from './client-certificate.js';
import { BodyRoom } from './body-room.js';
import { createAddressTally } from './address-tally.js';
import { createGate, type Gate, type TurnedAway } from './gate.js';
import type { ReadinessCheck } from './health.js';
import type { LoadPages } from './lazy-pages.js';
import type { Metrics } from './metrics.js';
import { createPages } from './pages.js';
import type { Siblings } from './siblings.js';
import { stopServer } from './stop-server.js';
import { createSoapRoute, noRoom, sendTurnedAway, type RequestLine, type Route } from './soap-route.js';
import type { TlsMaterial } from './tls-files.js';
import { createTlsServer, watchHandshakes } from './tls-server.js';

/** A part of the settings of the whole. */
export interface HttpSettings {
  readonly environment: Environment;
  readonly publicUrl?: string | undefined;
  readonly maxRequestBytes: number;
  readonly headersTimeoutSeconds: number;
  readonly requestTimeoutSeconds: number;
  readonly keepAliveSeconds: number;
  readonly maxConnections: number;
  /** 0 is any number. */
  readonly maxConnectionsPerAddress: number;
  readonly maxHeaderBytes: number;
  readonly maxBodyMemoryBytes: number;
  readonly logRequests: boolean;
}

/** A SOAP service and where it is. */
export interface PublishedService {
  /** As in the WSDL: `LearnerService`. Its path is `/LearnerService.svc`. */
  readonly name: string;
  readonly service: SoapService;
  /** See `createServiceDescription`. */
  readonly describe: (query: string, address: string) => Description;
}

/** What the server tells the log; a pino logger fits. */
export interface HttpLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface HttpServerParts {
  readonly settings: HttpSettings;
  readonly version: string;
  readonly services: readonly PublishedService[];
  readonly checks: readonly ReadinessCheck[];
  readonly metrics: Metrics;
  readonly log: HttpLog;
  /** Further processes that answer on the same port. */
  readonly siblings?: Siblings | undefined;
  /** Lets everything through unless given. */
  readonly gate?: Gate;
  /** Whether connections from this address are a proxy's, which has as many as it needs. None is unless given. */
  readonly isProxy?: (address: string) => boolean;
  readonly docsFolder?: string;
  /** Records a share of the requests; absent where there are no traces. */
  readonly tracer?: Tracer | undefined;
  /** Takes each SOAP exchange when it has ended; absent where none are kept. */
  readonly keep?: KeepExchange | undefined;
  /** Past trusted proxies; the other end of the connection unless given. */
  readonly remoteAddressOf?: (request: IncomingMessage) => string | undefined;
  /** Takes the caller's X-Correlation-Id when it is fit to be one, or makes a new one. */
  readonly correlationIdFrom: (header: string | readonly string[] | undefined) => string;
  /** Speaks HTTPS with this certificate, and asks clients for theirs; plain HTTP without. */
  readonly tls?: TlsMaterial | undefined;
  /** Absent where no certificate of a client counts. */
  readonly certificateOf?: CertificateReader | undefined;
  /** The certificate of the test environment's authority, as PEM; undefined as long as there is none. */
  readonly testAuthority?: (() => Promise<string | undefined>) | undefined;
  /** Loads the web pages of the test environment at the first request for one. */
  readonly loadPortal?: LoadPages | undefined;
  /** How long `stop` waits for what has begun. */
  readonly stopTimeoutMs?: number;
  /** How long a connection may stand still, other than between two requests. */
  readonly silenceTimeoutMs?: number;
}

export interface HttpServer {
  /** @param port 0 takes any free one; the answer says which. Rejects when it is taken. */
  listen(host: string, port: number): Promise<{ readonly port: number }>;
  /** For connections from now on. Without effect on a server of plain HTTP. */
  replaceCertificate(tls: TlsMaterial): void;
  /** Accepts nothing new, finishes what began, and cuts what takes too long. */
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 15_000;
/**
 * Far longer than any answer takes. It ends connections whose client does not read: the other timeouts end with
 * the request's last byte.
 */
const SILENCE_TIMEOUT_MS = 120_000;

/** No client sends more without waiting for answers, and each costs memory for as long as one before it takes. */
const MOST_QUEUED = 100;

const MOST_HEADERS = 100;

export function createHttpServer(parts: HttpServerParts): HttpServer {
  const { settings, log, gate = createGate({ addressOf: () => undefined }) } = parts;
  const room = new BodyRoom(settings.maxBodyMemoryBytes);
  const { tracer } = parts;
  let stopping = false;
  const isStopping = (): boolean => stopping;
  const correlationId = ({ headers }: IncomingMessage): string =>
    parts.correlationIdFrom(headers['x-correlation-id']);
  const reportUnexpected = (error: unknown, id: string): void => {
    log.error({ err: error, correlationId: id }, 'unexpected error');
  };

  const routes = new Map<string, Route>();
  for (const { name, service, describe } of parts.services) {
    const path = `/${name}.svc`;
    const route = createSoapRoute({
      name,
      path,
      service,
      describe,
      meter: parts.metrics.meter(name),
      maxRequestBytes: settings.maxRequestBytes,
      room,
      gate,
      publicUrl: settings.publicUrl,
      certificateOf: parts.certificateOf,
      correlationId,
      isStopping,
      logRequest: settings.logRequests
        ? (line: RequestLine) => {
            log.info({ service: name, ...line }, 'request');
          }
        : undefined,
      beginSpan:
        tracer === undefined ? undefined : ({ headers }) => tracer.request(name, headers['traceparent']),
      keep: parts.keep,
      remoteAddress: parts.remoteAddressOf ?? ((request) => request.socket.remoteAddress),
      reportUnexpected,
    });
    routes.set(path.toLowerCase(), route);
    // As it is published, so that most requests are found without a change of case.
    routes.set(path, route);
  }
  const pages = createPages({
    environment: settings.environment,
    version: parts.version,
    servicePaths: parts.services.map(({ name }) => `/${name}.svc`),
    checks: parts.checks,
    metrics: parts.metrics,
    siblings: parts.siblings,
    docsFolder: parts.docsFolder,
    testAuthority: parts.testAuthority,
    loadPortal: parts.loadPortal,
    correlationId,
    isStopping,
    reportUnexpected,
    reportNotReady: (check, error) => {
      log.warn({ err: error, check }, 'not ready');
    },
  });

  function answer(request: IncomingMessage, response: ServerResponse, waits: boolean): void {
    // Without a socket, it waits for the answer to another request on its connection.
    if (response.socket === null && !mayQueue(request.socket, response)) return;
    const url = request.url ?? '/';
    const published = routes.get(url);
    if (published !== undefined) {
      void published(request, response, '', waits);
      return;
    }
    const { path, query } = splitTarget(url);
    const route = routes.get(path);
    if (route === undefined) answerPage(request, response, path);
    else void route(request, response, query, waits);
  }

  function answerPage(request: IncomingMessage, response: ServerResponse, path: string): void {
    // Whoever watches the service asks for these, above all when it has too much to do.
    const away = path.startsWith('/health/') || path === '/metrics' ? undefined : gate.turnAway(request);
    const refused = away ?? holdRoom(request, response);
    if (refused === undefined) pages(request, response);
    else sendTurnedAway(request, response, refused, ['X-Correlation-Id', correlationId(request)]);
  }

  /** Counts a form's body among those of the services until it is answered, by what its headers say of it. */
  function holdRoom(request: IncomingMessage, response: ServerResponse): TurnedAway | undefined {
    const { headers } = request;
    const bytes =
      headers['transfer-encoding'] === undefined
        ? Number(headers['content-length'] ?? 0)
        : settings.maxRequestBytes;
    if (bytes === 0) return undefined;
    const share = room.share();
    if (!share.grow(bytes)) return noRoom;
    gate.chargeBody(request, bytes);
    response.once('close', () => {
      share.release();
    });
    return undefined;
  }

  const options = {
    maxHeaderSize: settings.maxHeaderBytes,
    headersTimeout: settings.headersTimeoutSeconds * 1000,
    requestTimeout: settings.requestTimeoutSeconds * 1000,
    keepAliveTimeout: settings.keepAliveSeconds * 1000,
    // Node looks for late requests only so often: seldom enough to cost nothing, often enough to mean it.
    connectionsCheckingInterval: Math.min(1000, Math.max(50, settings.headersTimeoutSeconds * 250)),
  };
  const tlsServer =
    parts.tls === undefined
      ? undefined
      : createTlsServer(parts.tls, options, settings.headersTimeoutSeconds * 1000);
  const server: Server = tlsServer ?? createServer(options);
  // A request that may take longer to arrive has its own time limit.
  server.timeout =
    parts.silenceTimeoutMs ?? Math.max(SILENCE_TIMEOUT_MS, settings.requestTimeoutSeconds * 2000);
  server.maxConnections = settings.maxConnections;
  // Further ones are not there for the rest of the program; no client sends half as many.
  server.maxHeadersCount = MOST_HEADERS;
  const sockets = new Set<Socket>();
  const ofAddress = createAddressTally(settings.maxConnectionsPerAddress, parts.isProxy);
  server.on('connection', (socket: Socket) => {
    if (!ofAddress(socket)) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const endHandshakes = tlsServer === undefined ? undefined : watchHandshakes(tlsServer, sockets);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, false);
  });
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, true);
  });
  server.on('clientError', endBrokenConnection);

  return {
    listen: (host, port) => listen(server, host, port),
    replaceCertificate: ({ context }) => tlsServer?.setSecureContext(context),
    async stop() {
      stopping = true;
      endHandshakes?.();
      await stopServer(server, sockets, parts.stopTimeoutMs ?? STOP_TIMEOUT_MS);
    },
  };
}

/** Answers that wait for one before them. */
const queued = new WeakMap<Socket, number>();

/** Counts one more; ends the connection when there are too many. */
function mayQueue(socket: Socket, response: ServerResponse): boolean {
  const count = (queued.get(socket) ?? 0) + 1;
  if (count > MOST_QUEUED) {
    socket.destroy();
    return false;
  }
  queued.set(socket, count);
  response.once('close', () => {
    queued.set(socket, (queued.get(socket) ?? 1) - 1);
  });
  return true;
}

/** A target's path in lower case without a slash at the end, and its query; an absolute target counts by its path. */
function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const relative = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = relative.indexOf('?');
  const path = mark < 0 ? relative : relative.slice(0, mark);
  const query = mark < 0 ? '' : relative.slice(mark + 1);
  return { path: (path.endsWith('/') ? path.slice(0, -1) : path).toLowerCase(), query };
}

/** What Node's parser could not read, or what took too long. Nothing of it is echoed. */
function endBrokenConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || isLingering(socket) || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  socket.end(`HTTP/1.1 ${statusOf(error.code)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  // The client may be in the middle of sending: see `refuse` in answer.ts.
  const timer = setTimeout(() => socket.destroy(), 1000);
  timer.unref();
  socket.on('close', () => {
    clearTimeout(timer);
  });
  socket.resume();
}

function statusOf(code: string | undefined): string {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return '408 Request Timeout';
    case 'HPE_HEADER_OVERFLOW':
      return '431 Request Header Fields Too Large';
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return '413 Content Too Large';
    default:
      return '400 Bad Request';
  }
}

function listen(server: Server, host: string, port: number): Promise<{ readonly port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve({ port: portOf(server.address()) });
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}
