/** Takes an organisation into the live register. Rule: docs/onboarding.md, "The organisation's file". */
import type { BoundCertificate } from '../../domain/certificate.js';
import type { Organisation } from '../../domain/organisation.js';
import { isOfTestAuthority } from '../../domain/certificate.js';
import { isRealUkprn, isTestReference } from '../../domain/test-reference.js';
import type { CertificateStore } from '../certificate-ports.js';
import type { OrganisationContacts } from '../onboarding-ports.js';
import type { AuditTrail, Caller, Clock, OrganisationStore } from '../ports.js';
import { entryOf } from './onboarding-parts.js';
import type { FileCertificate, OrganisationFile } from './organisation-file.js';

export interface ImportOrganisationParts {
  readonly organisations: Pick<OrganisationStore, 'byRef' | 'byUkprn' | 'add'>;
  readonly certificates: Pick<CertificateStore, 'byFingerprint' | 'add'>;
  readonly contacts: OrganisationContacts;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly clock: Clock;
}

export type ImportRefusal =
  | 'testReference'
  | 'testUkprn'
  /** A certificate in it was made by a test authority. */
  | 'testCertificate'
  /** The reference belongs to an organisation with another UKPRN. */
  | 'refTaken'
  | 'ukprnTaken';

/** What an import will do, or did. */
export interface ImportPlan {
  readonly organisation: Organisation;
  /** `there`: the organisation was imported or added before; it stays as it is. */
  readonly outcome: 'add' | 'there';
  readonly toBind: readonly FileCertificate[];
  /** Bound to it before, perhaps revoked: what was revoked stays revoked. */
  readonly boundBefore: readonly FileCertificate[];
}

/** Says what an import would do. The same file twice: nothing is left to do. */
export async function planImport(
  { organisations, certificates }: Pick<ImportOrganisationParts, 'organisations' | 'certificates'>,
  file: OrganisationFile,
  environment: 'test' | 'live',
): Promise<ImportPlan | ImportRefusal> {
  const { organisationRef, ukprn, name, kind, rights } = file;
  if (environment === 'live') {
    if (isTestReference(organisationRef)) return 'testReference';
    if (!isRealUkprn(ukprn)) return 'testUkprn';
    if (file.certificates.some(isOfTestAuthority)) return 'testCertificate';
  }
  const byRef = await organisations.byRef(organisationRef);
  const byUkprn = await organisations.byUkprn(ukprn);
  if (byRef !== undefined && byRef.ukprn !== ukprn) return 'refTaken';
  if (byUkprn !== undefined && byUkprn.organisationRef !== organisationRef) return 'ukprnTaken';
  const toBind: FileCertificate[] = [];
  const boundBefore: FileCertificate[] = [];
  for (const certificate of file.certificates) {
    const bindings = await certificates.byFingerprint(certificate.fingerprint);
    const isBound = bindings.some((each) => each.organisationRef === organisationRef);
    (isBound ? boundBefore : toBind).push(certificate);
  }
  return {
    organisation: { organisationRef, ukprn, name, kind, rights: new Set(rights), status: 'active' },
    outcome: byRef === undefined ? 'add' : 'there',
    toBind,
    boundBefore,
  };
}

/**
 * Does what the plan says. After a failure on the way, the same import again does the rest.
 * @param passwordHash of the password that the organisation starts with, which may be one that nobody knows
 * @param sha256 of the file's content, for the record
 */
export async function importOrganisation(
  { organisations, certificates, contacts, audit, clock }: ImportOrganisationParts,
  plan: ImportPlan,
  file: OrganisationFile,
  passwordHash: string,
  sha256: string,
  caller: Caller,
): Promise<'added' | 'unchanged' | 'refTaken' | 'ukprnTaken'> {
  const { organisation } = plan;
  const { organisationRef } = organisation;
  if (plan.outcome === 'add') {
    const outcome = await organisations.add(organisation, passwordHash);
    if (outcome !== 'added') {
      await audit.record(entryOf(caller, clock, outcome));
      return outcome;
    }
  }
  const boundBy = caller.userName;
  for (const each of plan.toBind)
    await certificates.add(boundCertificate(each, organisationRef, boundBy, clock));
  const { liveRequest, testOrganisationRef, approvedBy, approvedAt } = file.origin;
  await contacts.put(
    organisationRef,
    {
      contact: file.contact,
      origin: {
        liveRequest,
        testOrganisationRef,
        approvedBy,
        approvedAt,
        technicalContact: Object.values(file.technicalContact).join(', '),
        agreement: `${file.agreement.signatory}, ${file.agreement.role}`,
        fileSha256: sha256,
        ...(file.report === undefined
          ? {}
          : { scenarioReportSha256: file.report.sha256, scenariosPassed: String(file.report.passed) }),
      },
      recordedAt: clock.now(),
      recordedBy: boundBy,
    },
    entryOf(caller, clock, plan.outcome === 'add' ? 'imported' : 'importedAgain'),
  );
  return plan.outcome === 'add' || plan.toBind.length > 0 ? 'added' : 'unchanged';
}

function boundCertificate(
  { notBefore, notAfter, ...facts }: FileCertificate,
  organisationRef: string,
  boundBy: string,
  clock: Clock,
): BoundCertificate {
  return {
    ...facts,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    organisationRef,
    boundBy,
    boundAt: clock.now(),
  };
}
