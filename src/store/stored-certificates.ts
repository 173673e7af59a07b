import type { BoundCertificate, CertificateFingerprint } from '../domain/certificate.js';
import type { CertificateStore } from '../register/certificate-ports.js';
import { certificateColumns, certificateOf, certificateRow } from './certificate-row.js';
import type { Database } from './database.js';

export class StoredCertificates implements CertificateStore {
  constructor(private readonly database: Database) {}

  async byFingerprint(fingerprint: CertificateFingerprint): Promise<readonly BoundCertificate[]> {
    return (await this.database.read('certificateByFingerprint', fingerprint)).map(certificateOf);
  }

  async list({ organisationRef }: { organisationRef?: string } = {}): Promise<readonly BoundCertificate[]> {
    const certificates = this.database
      .builder('organisation_certificate')
      .select(certificateColumns)
      .orderBy(['organisation_ref', 'not_after', 'fingerprint']);
    if (organisationRef !== undefined)
      void certificates.where('organisation_ref', organisationRef.toUpperCase());
    return (await this.database.query(certificates)).map(certificateOf);
  }

  add(certificate: BoundCertificate) {
    const organisationRef = certificate.organisationRef.toUpperCase();
    return this.database.perform('addCertificate', organisationRef, certificateRow(certificate));
  }

  revoke(fingerprint: CertificateFingerprint, at: Date, by: string, organisationRef?: string) {
    const ref = organisationRef?.toUpperCase() ?? null;
    return this.database.perform('revokeCertificate', fingerprint, at.getTime(), by, ref);
  }
}
