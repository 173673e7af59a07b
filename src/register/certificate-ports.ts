/** Which certificates organisations may present. `store/` implements this. */
import type { BoundCertificate, CertificateFingerprint } from '../domain/certificate.js';

export interface CertificateStore {
  /** Its bindings, one for each organisation that shares the certificate; revoked ones too. */
  byFingerprint(fingerprint: CertificateFingerprint): Promise<readonly BoundCertificate[]>;
  /** By organisation, then by the day they end. */
  list(filter?: { readonly organisationRef?: string }): Promise<readonly BoundCertificate[]>;
  /**
   * Binds a certificate. `bound`: the organisation has it already, perhaps revoked: what was revoked is never bound
   * to the same organisation again.
   */
  add(certificate: BoundCertificate): Promise<'added' | 'bound' | 'noOrganisation'>;
  /** Gives the organisations whose binding this call ended; none when nothing was left to revoke. */
  revoke(
    fingerprint: CertificateFingerprint,
    at: Date,
    by: string,
    organisationRef?: string,
  ): Promise<readonly string[]>;
}
