/** HTTPS: a server that asks each client for a certificate, and connections whose handshake is not over. */
import type { ServerOptions } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TlsMaterial } from './tls-files.js';

/**
 * Asks each client for a certificate and takes any, or none: what it is worth is judged request by request
 * (docs/certificates.md, "What is checked"), so that descriptions and health need none and a revocation works at once.
 */
export function createTlsServer(
  { context }: TlsMaterial,
  options: ServerOptions,
  handshakeTimeout: number,
): Server {
  return createServer({
    ...options,
    ...context,
    requestCert: true,
    rejectUnauthorized: false,
    handshakeTimeout,
  });
}

/**
 * Of a connection with TLS there are two sockets: the one that arrived, and the one that requests come over, which is
 * put into `sockets` for as long as it is open.
 * @returns ends the connections whose handshake is not over
 */
export function watchHandshakes(server: Server, sockets: Set<Socket>): () => void {
  const handshaking = new Map<string, Socket>();
  const nameOf = ({ remoteAddress = '', remotePort = 0 }: Socket): string => `${remoteAddress} ${remotePort}`;
  server.on('connection', (socket: Socket) => {
    const name = nameOf(socket);
    handshaking.set(name, socket);
    socket.once('close', () => {
      if (handshaking.get(name) === socket) handshaking.delete(name);
    });
  });
  server.on('secureConnection', (socket: Socket) => {
    handshaking.delete(nameOf(socket));
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of handshaking.values()) socket.destroy();
  };
}
