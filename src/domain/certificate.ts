/** Client certificates that organisations prove themselves with. Source: docs/certificates.md, "What is checked". */

/** SHA-256 of the certificate's DER, 64 hex digits in lower case. Two certificates never share one. */
export type CertificateFingerprint = string;

/** A certificate that the operator bound to an organisation. */
export interface BoundCertificate {
  readonly fingerprint: CertificateFingerprint;
  readonly organisationRef: string;
  /** As in RFC 4514, the most telling part first: `CN=TSTLP1, O=Imaginary College`. */
  readonly subject: string;
  readonly issuer: string;
  /** Hex digits in upper case. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The operating system's user who bound it. */
  readonly boundBy: string;
  readonly boundAt: Date;
  /** From then on it is refused, for ever. */
  readonly revokedAt?: Date;
  readonly revokedBy?: string;
}

/** What a certificate says of itself, before anybody has bound it. */
export type CertificateFacts = Pick<
  BoundCertificate,
  'fingerprint' | 'subject' | 'issuer' | 'serialNumber' | 'notBefore' | 'notAfter'
>;

export const certificateStates = ['valid', 'expiring', 'notYetValid', 'expired', 'revoked'] as const;
export type CertificateState = (typeof certificateStates)[number];

/** `expiring`: right, and for no longer than `warningDays`. */
export function stateOf(certificate: BoundCertificate, now: Date, warningDays: number): CertificateState {
  if (certificate.revokedAt !== undefined) return 'revoked';
  if (now > certificate.notAfter) return 'expired';
  if (now < certificate.notBefore) return 'notYetValid';
  return daysLeft(certificate, now) <= warningDays ? 'expiring' : 'valid';
}

const dayMs = 86_400_000;

/** Whole days until the certificate ends, rounded down; negative when it has ended. */
export function daysLeft({ notAfter }: Pick<BoundCertificate, 'notAfter'>, now: Date): number {
  return Math.floor((notAfter.getTime() - now.getTime()) / dayMs);
}

/** Reads a fingerprint as tools print it: 64 hex digits, with or without colons. Undefined for anything else. */
export function readFingerprint(text: string): CertificateFingerprint | undefined {
  const digits = text.trim().replaceAll(':', '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : undefined;
}

/** Whether the built-in authority of a test environment signed it: such a certificate proves nothing in live. */
export function isOfTestAuthority({ issuer }: Pick<BoundCertificate, 'issuer'>): boolean {
  return /\bOU=Test environment only\b/.test(issuer);
}
