/** Which certificate a request came with: the connection's own, or what a proxy that is believed says of it. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { UNREADABLE, type ClientCertificate } from '../access/certificate-check.js';
import type { ProxyAddresses } from '../access/proxy-addresses.js';
import { RecentlyUsed } from '../access/recently-used.js';
import { readFingerprint } from '../domain/certificate.js';

export interface ClientCertificateParts {
  /** Whose header is believed. Absent: nobody's. */
  readonly proxies?: ProxyAddresses | undefined;
  /** The header's name, in letters of either case. */
  readonly header: string;
  /** Whether the certificate of a connection must be signed by an authority that the operator named. */
  readonly needsTrust: boolean;
  /** Is told of a header from an address that is not believed. */
  onForgery(remoteAddress: string | undefined): void;
}

export type CertificateReader = (request: IncomingMessage) => ClientCertificate | undefined;

const unreadable: ClientCertificate = { fingerprint: UNREADABLE, trusted: true };
const headersKept = 2000;
/** A certificate in a header is 2 to 4 kB; Node takes at most 16 kB of headers. */
const longestHeader = 16_384;

/**
 * From a proxy only the header counts, never the certificate with which the proxy itself connects; from anybody else
 * only the connection counts, and the header is not looked at. What concerns a connection is found out once.
 */
export function createCertificateReader(parts: ClientCertificateParts): CertificateReader {
  const { proxies, needsTrust } = parts;
  const header = parts.header.toLowerCase();
  const connections = new WeakMap<Socket, ClientCertificate | 'none' | 'proxy'>();
  const headers = new RecentlyUsed<ClientCertificate>(headersKept);

  function ofConnection(socket: Socket): ClientCertificate | 'none' | 'proxy' {
    if (proxies?.includes(socket.remoteAddress) === true) return 'proxy';
    return (socket instanceof TLSSocket ? certificateOf(socket, needsTrust) : undefined) ?? 'none';
  }

  function inHeader(value: string | readonly string[] | undefined): ClientCertificate | undefined {
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string' || value.length > longestHeader) return unreadable;
    const known = headers.get(value);
    if (known !== undefined) return known;
    const fingerprint = fingerprintIn(value);
    const read = fingerprint === undefined ? unreadable : { fingerprint, trusted: true };
    headers.set(value, read);
    return read;
  }

  return (request) => {
    const { socket } = request;
    let known = connections.get(socket);
    if (known === undefined) {
      known = ofConnection(socket);
      connections.set(socket, known);
    }
    if (known === 'proxy') return inHeader(request.headers[header]);
    if (request.headers[header] !== undefined) parts.onForgery(socket.remoteAddress);
    return known === 'none' ? undefined : known;
  };
}

function certificateOf(socket: TLSSocket, needsTrust: boolean): ClientCertificate | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  const fingerprint = readFingerprint(certificate.fingerprint256);
  if (fingerprint === undefined) return unreadable;
  return { fingerprint, trusted: !needsTrust || socket.authorized };
}

const pemForm =
  /^-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END CERTIFICATE-----(?:\s+-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s-]*)?\s*$/;

/**
 * The SHA-256 fingerprint in a proxy's header. It may be the certificate as PEM, percent-encoded (nginx's
 * `$ssl_client_escaped_cert`); as RFC 9440 has it (`:base64 of the DER:`); or the fingerprint's 64 hex digits.
 * Undefined for anything else, two headers in one among them.
 */
export function fingerprintIn(header: string): string | undefined {
  const text = header.trim();
  if (text.startsWith(':')) {
    const base64 = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(text)?.[1];
    return base64 === undefined ? undefined : digestOf(base64);
  }
  if (!text.startsWith('-----BEGIN')) return readFingerprint(text);
  const pem = unescaped(text);
  const base64 = pem === undefined ? undefined : pemForm.exec(pem)?.[1];
  return base64 === undefined ? undefined : digestOf(base64.replaceAll(/\s+/g, ''));
}

function unescaped(text: string): string | undefined {
  try {
    // Not every proxy escapes "+", which in a form would stand for a blank: here it stands for itself.
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function digestOf(base64: string): string | undefined {
  const der = Buffer.from(base64, 'base64');
  // A certificate is one SEQUENCE that fills all of the bytes: anything else is cut or has something added.
  return isOneSequence(der) ? createHash('sha256').update(der).digest('hex') : undefined;
}

function isOneSequence(der: Buffer): boolean {
  if (der.length < 4 || der[0] !== 0x30 || der[1] !== 0x82) return false;
  return der.readUInt16BE(2) + 4 === der.length;
}
