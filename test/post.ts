/** Sends requests as plain HTTP, with no header that the test did not ask for. */
import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface PostOptions {
  readonly headers?: OutgoingHttpHeaders;
  readonly agent?: Agent;
  /** POST unless given. */
  readonly method?: string;
}

/** POSTs the bytes. Rejects when the connection breaks before the answer is whole. */
export function post(url: string, body: string | Buffer, options: PostOptions = {}): Promise<Answer> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const headers = { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': bytes.length };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: options.method ?? 'POST', headers: { ...headers, ...options.headers }, agent: options.agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.complete) {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
          } else reject(new Error('The answer broke off'));
        });
      },
    );
    sent.on('error', reject);
    sent.end(bytes);
  });
}

/** Connections that stay open between requests; `destroy()` it at the end. */
export function keepAliveAgent(maxSockets = Infinity): Agent {
  return new Agent({ keepAlive: true, maxSockets });
}
