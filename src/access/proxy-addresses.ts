import { BlockList, isIP } from 'node:net';

/** The addresses whose word about a caller is believed, as written and as understood: plain data, fit for a thread. */
export interface ProxyNetworks {
  /** As the operator wrote it: `10.0.0.5, 10.1.0.0/16, fd00::/8`. */
  readonly text: string;
  readonly networks: readonly Network[];
}

interface Network {
  readonly address: string;
  readonly length: number;
  readonly family: 'ipv4' | 'ipv6';
}

export interface ProxyAddresses {
  /** Takes what a socket says of its other end; IPv4 may come as IPv6 (`::ffff:10.0.0.5`). */
  includes(remoteAddress: string | undefined): boolean;
}

/** Reads addresses and networks (RFC 4632, RFC 4291 section 2.3), separated by commas. */
export function parseProxyAddresses(
  text: string,
):
  | { readonly ok: true; readonly addresses: ProxyNetworks }
  | { readonly ok: false; readonly problem: string } {
  const networks: Network[] = [];
  for (const entry of text.split(',').map((part) => part.trim())) {
    const [address = '', bits, ...more] = entry.split('/');
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
    if (version === 0 || more.length > 0 || !(length <= most)) {
      return { ok: false, problem: `"${entry}" is no address and no network` };
    }
    if (length === 0) {
      return { ok: false, problem: `"${entry}" is every address: anybody could pretend to be anybody` };
    }
    networks.push({ address, length, family: version === 4 ? 'ipv4' : 'ipv6' });
  }
  return { ok: true, addresses: { text, networks } };
}

export function createProxyAddresses({ networks }: ProxyNetworks): ProxyAddresses {
  const known = new BlockList();
  for (const { address, length, family } of networks) known.addSubnet(address, length, family);
  return {
    includes(remoteAddress) {
      if (remoteAddress === undefined) return false;
      const plain = remoteAddress.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
      const version = isIP(plain);
      return version !== 0 && known.check(plain, version === 4 ? 'ipv4' : 'ipv6');
    },
  };
}
