import { X509Certificate } from 'node:crypto';
import { readFingerprint, type CertificateFacts } from '../domain/certificate.js';

const longestName = 1000;

/** From PEM, the first one in it, or DER; undefined for anything else. */
export function factsOf(content: string | Buffer): CertificateFacts | undefined {
  try {
    const certificate = new X509Certificate(content);
    const fingerprint = readFingerprint(certificate.fingerprint256);
    if (fingerprint === undefined) return undefined;
    return {
      fingerprint,
      subject: nameOf(certificate.subject),
      issuer: nameOf(certificate.issuer),
      serialNumber: certificate.serialNumber,
      notBefore: new Date(certificate.validFrom),
      notAfter: new Date(certificate.validTo),
    };
  } catch {
    return undefined;
  }
}

/** Node gives one part a line, in the order in which they were written: the widest first. RFC 4514 turns them round. */
function nameOf(lines: string): string {
  return lines.split('\n').reverse().join(', ').slice(0, longestName);
}
