/** An organisation of the test environment asks for a live connection. Source: docs/onboarding.md, "Going live". */
import type { ApplicationStatus, Contact } from './application.js';
import type { CertificateFacts } from './certificate.js';

export const volumeBands = ['upTo100', 'upTo1000', 'upTo10000', 'more'] as const;
export type VolumeBand = (typeof volumeBands)[number];

/** Who answers for the organisation, and said yes to the operator's terms. */
export interface Agreement {
  readonly signatory: string;
  readonly role: string;
}

export interface LiveRequestDetails {
  readonly organisationName: string;
  /** The organisation's real one. */
  readonly ukprn: string;
  /** For questions about what is sent. */
  readonly contact: Contact;
  /** Is called when the connection fails. */
  readonly technicalContact: Contact;
  readonly agreement: Agreement;
  /** Single requests on a usual day. */
  readonly requestsPerDay: VolumeBand;
  /** Learners in batches in the busiest month. */
  readonly batchLearnersPerMonth: VolumeBand;
  /** As the certificate for live calls will have it: `CN=…, O=…`. */
  readonly certificateSubject: string;
  /** The certificate itself, where there is one already. */
  readonly certificate?: CertificateFacts;
}

/** The scenarios as they stood when the request was made. */
export interface AttachedReport {
  /** The report as it can be downloaded. */
  readonly json: string;
  readonly checksum: string;
  readonly passed: number;
  readonly failed: number;
  readonly open: number;
}

export interface LiveRequest {
  /** `LR-` and eight letters or digits. */
  readonly reference: string;
  readonly organisationRef: string;
  readonly status: ApplicationStatus;
  readonly receivedAt: Date;
  readonly details: LiveRequestDetails;
  readonly report?: AttachedReport;
  readonly decision?: LiveDecision;
}

export interface LiveDecision {
  readonly at: Date;
  readonly by: string;
  readonly reason?: string;
  /** The reference that the organisation will have in the live register. */
  readonly liveRef?: string;
}
