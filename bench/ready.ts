/** Where a register can listen, and whether it answers yet. */
import { get, type IncomingMessage } from 'node:http';
import { get as getTls } from 'node:https';
import { createServer } from 'node:net';

/** A port of this machine that nobody uses just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No port'));
        else resolve(address.port);
      });
    });
  });
}

/** Whether /health/ready answers 200. */
export function isReady(port: number, overTls = false): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: '/health/ready', agent: false };
    const answered = (response: IncomingMessage): void => {
      response.resume();
      resolve(response.statusCode === 200);
    };
    // Only whether it answers is asked, not who it is.
    const request = overTls
      ? getTls({ ...options, rejectUnauthorized: false }, answered)
      : get(options, answered);
    request.on('error', () => {
      resolve(false);
    });
  });
}
