import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/**
 * How long a stopping server leaves open what is idle: a proxy may just be sending the next request on it, which would be
 * lost. Whoever sends one in this time gets its answer, and is told that it was the connection's last.
 */
const LAST_REQUESTS_MS = 500;

/** Takes no new connection, finishes what began, and cuts what takes longer than `timeoutMs`. */
export function stopServer(server: Server, sockets: ReadonlySet<Socket>, timeoutMs: number): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const begun = performance.now();
    // A connection becomes idle after its last answer: each is let go as it does.
    const closeIdle = (): void => {
      // Node does not count those as idle that were opened and never used.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      if (performance.now() - begun > Math.min(LAST_REQUESTS_MS, timeoutMs / 2))
        server.closeIdleConnections();
    };
    const idle = setInterval(closeIdle, 50);
    const late = setTimeout(() => {
      server.closeAllConnections();
    }, timeoutMs);
    // Not the HTTP server's own close, which ends idle connections there and then.
    NetServer.prototype.close.call(server, () => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
  });
}
