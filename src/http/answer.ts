/** Sending an answer, whole and at once; and refusing a request whose body is still on its way. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gzip, gzipSync } from 'node:zlib';
import { acceptsGzip } from './accept-encoding.js';

export const XML = 'text/xml; charset=utf-8';

/** Below this a body fits into one packet with its headers: gzip would cost and save nothing. */
const GZIP_FROM = 1024;

/** Up to this, gzip at once is cheaper than handing the body to another thread and back (docs/adr/0008-gzip.md). */
const GZIP_AT_ONCE_UP_TO = 32 * 1024;

/** Level 1 and a small window: for XML of this size nearly as small as the best, for half the work. */
const cheap = { level: 1, windowBits: 13, memLevel: 5, chunkSize: 4096 } as const;

/** How long a client that is still sending may take to notice that it was refused. */
const LINGER_MS = 3000;

const lingering = new WeakSet<Socket>();

/** Whether this connection's last answer is out already, and only the rest of its request is awaited. */
export function isLingering(socket: Socket): boolean {
  return lingering.has(socket);
}

/** Is told of an answer as it goes out: the text before any gzip, headers as name and value in turn, without Node's own. */
export interface AnswerWatch {
  answered(text: string, headers: readonly string[]): void;
}

/**
 * Sends text with a Content-Length, gzip'd where the client offered that. `headers` are name and value in turn.
 * @param watch hears of it; of a large answer that is gzip'd, without its length
 */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: readonly string[],
  watch?: AnswerWatch,
): void {
  if (body.length < GZIP_FROM || !acceptsGzip(request.headers['accept-encoding'])) {
    const length = String(Buffer.byteLength(body));
    const all = ['Content-Type', contentType, 'Content-Length', length, ...headers];
    watch?.answered(body, all);
    response.writeHead(status, all);
    response.end(body);
  } else if (body.length <= GZIP_AT_ONCE_UP_TO) {
    const gzipped = gzipSync(body, cheap);
    const all = sendGzipped(response, status, contentType, gzipped, headers);
    watch?.answered(body, all);
  } else {
    watch?.answered(body, gzipHeaders(contentType, headers));
    gzip(body, { level: 1 }, (error, gzipped) => {
      if (error === null) sendGzipped(response, status, contentType, gzipped, headers);
      else response.destroy(error);
    });
  }
}

function sendGzipped(
  response: ServerResponse,
  status: number,
  contentType: string,
  gzipped: Buffer,
  headers: readonly string[],
): readonly string[] {
  const all = gzipHeaders(contentType, ['Content-Length', String(gzipped.length), ...headers]);
  response.writeHead(status, all);
  response.end(gzipped);
  return all;
}

function gzipHeaders(contentType: string, headers: readonly string[]): string[] {
  return ['Content-Type', contentType, 'Content-Encoding', 'gzip', 'Vary', 'Accept-Encoding', ...headers];
}

/**
 * Refuses a request without reading its body, and ends the connection.
 * A connection that is closed while the client still sends is reset, and the answer is lost with it
 * (RFC 9112, section 9.6): so the answer goes out at once, and what still comes is thrown away for a while.
 */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: string,
  headers: readonly string[],
  bodyIsComing: boolean,
  watch?: AnswerWatch,
): void {
  response.shouldKeepAlive = false;
  const all = ['Content-Type', XML, 'Content-Length', String(Buffer.byteLength(body)), ...headers];
  watch?.answered(body, all);
  response.writeHead(status, all);
  if (!bodyIsComing) {
    response.end(body);
    return;
  }
  response.write(body);
  lingering.add(request.socket);
  const end = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  timer.unref();
  request.once('end', end);
  request.once('close', end);
  request.on('error', end);
  request.resume();
}
