/** Where a register can listen, and whether it answers yet. */
import { get, type IncomingMessage } from 'node:http';
import { get as getTls } from 'node:https';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

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

/** Waits for a program to listen: for five seconds, or until it has ended. */
export async function untilItListens(port: number, hasEnded = (): boolean => false): Promise<void> {
  for (let attempt = 0; attempt < 100 && !hasEnded(); attempt++) {
    if (await listens(port)) return;
    await sleep(50);
  }
  throw new Error(`Nothing listens on port ${port}`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}
