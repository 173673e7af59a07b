/** What a file says that moves an organisation to the live register. Source: docs/onboarding.md, "The organisation's file". */
import type { Contact } from '../../domain/application.js';
import type { CertificateFacts } from '../../domain/certificate.js';
import type { Right } from '../../domain/organisation.js';
import type { ServedKind } from '../../domain/application.js';

export const organisationFileFormat = 'learner-register organisation 1';

/** Dates as ISO texts. Never a password, nor its hash. */
export interface OrganisationFile {
  readonly format: typeof organisationFileFormat;
  readonly exportedAt: string;
  /** In the live register. */
  readonly organisationRef: string;
  readonly ukprn: string;
  readonly name: string;
  readonly kind: ServedKind | 'other';
  readonly rights: readonly Right[];
  readonly contact: Contact;
  readonly technicalContact: Contact;
  readonly agreement: { readonly signatory: string; readonly role: string };
  /** To be bound in live. None that a test authority made. */
  readonly certificates: readonly FileCertificate[];
  /** Where it comes from. */
  readonly origin: {
    readonly liveRequest: string;
    readonly testOrganisationRef: string;
    readonly approvedBy: string;
    readonly approvedAt: string;
  };
  /** The scenario report of the request; its checksum is the one on the report itself. */
  readonly report?: {
    readonly checksum: string;
    /** SHA-256 of the attached text, 64 hex digits. */
    readonly sha256: string;
    readonly passed: number;
    readonly failed: number;
    readonly open: number;
  };
}

export type FileCertificate = Omit<CertificateFacts, 'notBefore' | 'notAfter'> & {
  readonly notBefore: string;
  readonly notAfter: string;
};
