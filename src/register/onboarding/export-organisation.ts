import { createHash } from 'node:crypto';
import { isOfTestAuthority, type CertificateFacts } from '../../domain/certificate.js';
import type { AttachedReport, LiveRequest } from '../../domain/live-request.js';
import { rights } from '../../domain/organisation.js';
import type { CertificateStore } from '../certificate-ports.js';
import type { LiveRequestStore } from '../onboarding-ports.js';
import type { AuditTrail, Caller, Clock, OrganisationStore } from '../ports.js';
import { entryOf } from './onboarding-parts.js';
import { organisationFileFormat, type FileCertificate, type OrganisationFile } from './organisation-file.js';

export interface ExportParts {
  readonly organisations: Pick<OrganisationStore, 'byRef'>;
  readonly certificates: Pick<CertificateStore, 'list'>;
  readonly liveRequests: Pick<LiveRequestStore, 'list'>;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly clock: Clock;
}

/**
 * What the live register is to know of an organisation whose request for a live connection was approved: the newest
 * such request says reference, UKPRN and contacts; kind and rights are those of the test environment.
 * @param organisationRef in the test environment
 */
export async function exportOrganisation(
  parts: ExportParts,
  organisationRef: string,
  caller: Caller,
): Promise<OrganisationFile | 'notFound' | 'notApproved'> {
  const { organisations, liveRequests, certificates, audit, clock } = parts;
  const organisation = await organisations.byRef(organisationRef);
  if (organisation === undefined) return 'notFound';
  const [request] = await liveRequests.list({ organisationRef, status: 'approved', limit: 1 });
  const { decision } = request ?? {};
  if (request === undefined || decision?.liveRef === undefined) return 'notApproved';
  const { details, report } = request;
  const bound = await certificates.list({ organisationRef });
  const now = clock.now();
  await audit.record(entryOf(caller, clock, 'exported'));
  return {
    format: organisationFileFormat,
    exportedAt: now.toISOString(),
    organisationRef: decision.liveRef,
    ukprn: details.ukprn,
    name: details.organisationName,
    kind: organisation.kind,
    rights: rights.filter((right) => organisation.rights.has(right)),
    contact: details.contact,
    technicalContact: details.technicalContact,
    agreement: details.agreement,
    certificates: certificatesFor(
      request,
      bound.filter(({ revokedAt }) => revokedAt === undefined),
    ),
    origin: {
      liveRequest: request.reference,
      testOrganisationRef: organisation.organisationRef,
      approvedBy: decision.by,
      approvedAt: decision.at.toISOString(),
    },
    ...(report === undefined ? {} : { report: digestOf(report) }),
  };
}

/** The one of the request, and those that the organisation tested with, unless a test authority made them. */
function certificatesFor(
  { details }: LiveRequest,
  bound: readonly CertificateFacts[],
): readonly FileCertificate[] {
  const all = [...(details.certificate === undefined ? [] : [details.certificate]), ...bound];
  const different = new Map(all.map((each) => [each.fingerprint, each]));
  return [...different.values()]
    .filter((each) => !isOfTestAuthority(each))
    .map(({ fingerprint, subject, issuer, serialNumber, notBefore, notAfter }) => ({
      fingerprint,
      subject,
      issuer,
      serialNumber,
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
    }));
}

function digestOf({ json, checksum, passed, failed, open }: AttachedReport) {
  return { checksum, sha256: createHash('sha256').update(json).digest('hex'), passed, failed, open };
}
