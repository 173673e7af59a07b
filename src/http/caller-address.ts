import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** A name, an IPv4 or a bracketed IPv6 address, with an optional port (RFC 9110, section 7.2). */
const authority = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/**
 * The address of this server as the caller sees it, without a slash at the end: `https://register.example.org`.
 * The operator's own word counts most. X-Forwarded-* headers do not count, since anybody can send them: behind a
 * proxy that changes the address, `LR_PUBLIC_URL` is the way to say so.
 * @returns undefined when the Host header is none
 */
export function callerAddress(request: IncomingMessage, publicUrl: string | undefined): string | undefined {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, '');
  const { host } = request.headers;
  const scheme = request.socket instanceof TLSSocket ? 'https' : 'http';
  if (host !== undefined) return authority.test(host) ? `${scheme}://${host}` : undefined;
  // HTTP/1.0 has no Host header.
  const { localAddress = '127.0.0.1', localPort = 80 } = request.socket;
  return `${scheme}://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}
