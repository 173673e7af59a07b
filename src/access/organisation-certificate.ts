import type { Organisation } from '../domain/organisation.js';
import { issueCertificate, type Authority, type SubjectParts } from './certificate-authority.js';
import { usualCertificateDays } from './certificate-days.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

export interface CertificateWish {
  readonly days?: number | undefined;
  /** One that ended yesterday, to see it refused. */
  readonly expired?: boolean | undefined;
}

/**
 * Makes a certificate for an organisation of the test environment.
 * @param publicKey SubjectPublicKeyInfo in DER
 * @returns PEM
 */
export function issueFor(
  authority: Authority,
  organisation: Pick<Organisation, 'organisationRef' | 'name'>,
  publicKey: Buffer,
  now: Date,
  wish: CertificateWish = {},
): string {
  return issueCertificate(authority, { subject: subjectOf(organisation), publicKey, ...validity(wish, now) });
}

/** Who the certificate is for is what the register knows, not what a request says. */
function subjectOf({ organisationRef, name }: Pick<Organisation, 'organisationRef' | 'name'>): SubjectParts {
  return [
    ['CN', organisationRef],
    ['O', name],
    ['OU', 'Test environment only'],
  ];
}

function validity(
  { days = usualCertificateDays, expired }: CertificateWish,
  now: Date,
): { readonly notBefore: Date; readonly notAfter: Date } {
  const notAfter = new Date(now.getTime() + (expired === true ? -1 : days) * dayMs);
  // Clocks differ: an hour earlier, so that it can be used at once.
  const notBefore = new Date(expired === true ? notAfter.getTime() - days * dayMs : now.getTime() - hourMs);
  return { notBefore, notAfter };
}
