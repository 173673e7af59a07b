/** Which address a request comes from, when proxies may stand between. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { ProxyAddresses } from '../access/proxy-addresses.js';

/**
 * The other end of the connection, unless that is a proxy that is believed: then what X-Forwarded-For says, read from
 * its end, since each proxy adds the address that it saw and what stands before is the caller's own word.
 */
export function remoteAddressOf(
  request: IncomingMessage,
  proxies: ProxyAddresses | undefined,
): string | undefined {
  const { remoteAddress } = request.socket;
  if (proxies?.includes(remoteAddress) !== true) return remoteAddress;
  const header = request.headers['x-forwarded-for'];
  const told = (typeof header === 'string' ? header : '').split(',').map((part) => part.trim());
  for (const address of told.reverse()) {
    if (isIP(address) === 0) break;
    if (!proxies.includes(address)) return address;
  }
  return remoteAddress;
}
