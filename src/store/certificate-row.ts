/** A bound certificate as a row of `organisation_certificate`, and back. */
import type { BoundCertificate } from '../domain/certificate.js';
import { numberOrNull, text, textOrNull, type Row, type Value } from './values.js';

/** Sorted, as knex does. */
export const certificateColumns = [
  'bound_at',
  'bound_by',
  'fingerprint',
  'issuer',
  'not_after',
  'not_before',
  'organisation_ref',
  'revoked_at',
  'revoked_by',
  'serial_number',
  'subject',
] as const;

/** The values of {@link certificateColumns}. */
export function certificateRow(certificate: BoundCertificate): Value[] {
  return [
    certificate.boundAt.getTime(),
    certificate.boundBy,
    certificate.fingerprint,
    certificate.issuer,
    certificate.notAfter.getTime(),
    certificate.notBefore.getTime(),
    certificate.organisationRef.toUpperCase(),
    certificate.revokedAt?.getTime() ?? null,
    certificate.revokedBy ?? null,
    certificate.serialNumber,
    certificate.subject,
  ];
}

/** A certificate from the values of {@link certificateColumns}. */
export function certificateOf(row: Row): BoundCertificate {
  const [boundAt, boundBy, fingerprint, issuer, notAfter, notBefore, organisationRef, ...more] = row;
  const [revokedAt, revokedBy, serialNumber, subject] = more;
  const revoked = numberOrNull(revokedAt);
  const by = textOrNull(revokedBy);
  return {
    fingerprint: text(fingerprint),
    organisationRef: text(organisationRef),
    subject: text(subject),
    issuer: text(issuer),
    serialNumber: text(serialNumber),
    notBefore: new Date(Number(notBefore)),
    notAfter: new Date(Number(notAfter)),
    boundBy: text(boundBy),
    boundAt: new Date(Number(boundAt)),
    ...(revoked === null ? {} : { revokedAt: new Date(revoked) }),
    ...(by === null ? {} : { revokedBy: by }),
  };
}
