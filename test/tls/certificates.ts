/** Certificates for tests: an authority of each suite, and what it signs. */
import { X509Certificate } from 'node:crypto';
import {
  createAuthority,
  issueCertificate,
  newKeyPair,
  type Authority,
} from '../../src/access/certificate-authority.js';
import { readFingerprint, type BoundCertificate } from '../../src/domain/certificate.js';

const day = 86_400_000;

export interface Identity {
  readonly cert: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface Wanted {
  readonly name?: string;
  /** From now on; negative for the past. */
  readonly fromDay?: number;
  readonly toDay?: number;
  readonly serverNames?: readonly string[];
}

export function newAuthority(name = 'Authority of a test'): Promise<Authority> {
  return createAuthority(name, new Date(Date.now() - 60_000));
}

export async function newIdentity(authority: Authority, wanted: Wanted = {}): Promise<Identity> {
  const { publicKey, privateKey } = await newKeyPair();
  // Certificates know whole seconds.
  const now = Math.floor(Date.now() / 1000) * 1000;
  const notBefore = new Date(now + (wanted.fromDay ?? -1) * day);
  const notAfter = new Date(now + (wanted.toDay ?? 100) * day);
  const { serverNames } = wanted;
  const cert = issueCertificate(authority, {
    subject: [['CN', wanted.name ?? 'Imaginary College']],
    publicKey,
    notBefore,
    notAfter,
    ...(serverNames === undefined ? {} : { serverNames }),
  });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { cert, key, fingerprint: fingerprintOf(cert), notBefore, notAfter };
}

export function fingerprintOf(pem: string): string {
  const fingerprint = readFingerprint(new X509Certificate(pem).fingerprint256);
  if (fingerprint === undefined) throw new Error('No fingerprint');
  return fingerprint;
}

export function boundTo(
  organisationRef: string,
  { fingerprint, notBefore, notAfter }: Identity,
  more: Partial<BoundCertificate> = {},
): BoundCertificate {
  return {
    fingerprint,
    organisationRef,
    subject: 'CN=Imaginary College',
    issuer: 'CN=Authority of a test',
    serialNumber: '0A',
    notBefore,
    notAfter,
    boundBy: 'operator',
    boundAt: new Date('2026-09-01T09:00:00Z'),
    ...more,
  };
}
