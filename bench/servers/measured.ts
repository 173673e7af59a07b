/** The server's side of a measurement: tells its port, and what it has used so far when asked. */
import type { Server } from 'node:http';

/** What a server process says about itself. */
export interface Usage {
  /** Of all its threads since it began, in microseconds. */
  readonly cpu: number;
  /** Bytes of memory that it occupies. */
  readonly rss: number;
}

/** Answers the measuring process until that goes away. */
export function reportTo(port: number): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, rss: process.memoryUsage.rss() });
  });
  process.on('disconnect', () => {
    process.exit(0);
  });
  process.send?.({ port });
}

/** Listens on a free port of this machine alone, and reports. */
export function listen(server: Server): void {
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    reportTo(address.port);
  });
}
