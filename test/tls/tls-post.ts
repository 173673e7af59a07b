/** Sends requests over TLS with Node's own client. */
import { Agent, request, type AgentOptions } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { Answer } from '../post.js';

export interface TlsAnswer extends Answer {
  /** The port of the client's end: the same for requests over one connection. */
  readonly localPort: number | undefined;
  /** SHA-256 of the certificate that the server showed, in lower case. */
  readonly serverFingerprint: string;
}

/** A client with its certificate, whose connection stays open; `destroy()` it at the end. */
export function tlsAgent(options: AgentOptions): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1, ...options });
}

/** POSTs, or GETs when there is no body. */
export function tlsPost(
  agent: Agent,
  url: string,
  body?: string,
  headers: Readonly<Record<string, string | string[]>> = {},
): Promise<TlsAnswer> {
  return new Promise((resolve, reject) => {
    const own =
      body === undefined ? {} : { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) };
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request(url, { agent, method, headers: { ...own, ...headers } }, (response) => {
      const { socket } = response;
      const localPort = socket.localPort;
      const shown = fingerprintShown(socket);
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
          localPort,
          serverFingerprint: shown,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function fingerprintShown(socket: object): string {
  if (!(socket instanceof TLSSocket)) return '';
  return (socket.getPeerX509Certificate()?.fingerprint256 ?? '').replaceAll(':', '').toLowerCase();
}
