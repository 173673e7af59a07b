import type { KeyObject } from 'node:crypto';
import forge from 'node-forge';

export interface PfxParts {
  /** RSA. */
  readonly privateKey: KeyObject;
  /** PEM: the key's own first, then those that lead to its authority. */
  readonly certificates: readonly string[];
  /** Printable ASCII: programs disagree about the bytes of anything else. */
  readonly password: string;
  /** Shown by the stores of Windows and Java. */
  readonly friendlyName: string;
  /** `aes`, or `tripleDes` for Windows before 10 and Server 2019, which read nothing newer. */
  readonly encryption: 'aes' | 'tripleDes';
}

/** Each costs some 20 µs here, and as much to whoever tries passwords on the file. */
const iterations = 20_000;

/** A key with its certificates as one file (PKCS #12, RFC 7292), which .NET, Java and PHP read. */
export function pfxOf({ privateKey, certificates, password, friendlyName, encryption }: PfxParts): Buffer {
  const { pki, pkcs12, asn1 } = forge;
  const key = pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  const chain = certificates.map((pem) => pki.certificateFromPem(pem));
  const made = pkcs12.toPkcs12Asn1(key, chain, password, {
    algorithm: encryption === 'aes' ? 'aes256' : '3des',
    count: iterations,
    friendlyName,
    generateLocalKeyId: true,
  });
  return Buffer.from(asn1.toDer(made).getBytes(), 'binary');
}
