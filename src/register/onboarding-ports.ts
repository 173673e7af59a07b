/** What onboarding needs from outside: where applications are kept, and parts that may be missing. */
import type { Application, ApplicationDecision, ApplicationStatus, Contact } from '../domain/application.js';
import type { AttachedReport, LiveDecision, LiveRequest } from '../domain/live-request.js';
import type { Organisation } from '../domain/organisation.js';
import type { AuditEntry } from './ports.js';

/** An organisation's new password, as a hash. */
export interface PasswordToSet {
  readonly organisationRef: string;
  readonly passwordHash: string;
}

export interface OrganisationToAdd {
  readonly organisation: Organisation;
  readonly passwordHash: string;
}

export interface ApplicationFilter {
  readonly status?: ApplicationStatus;
  readonly limit: number;
  readonly offset?: number;
}

/** Each change and its audit entry are one transaction, durable when it resolves. */
export interface ApplicationStore {
  /**
   * Keeps an application. `there`: this very one was sent before, which changes nothing. `tooMany`: `mostWaiting`
   * wait already.
   */
  submit(application: Application, mostWaiting: number): Promise<'submitted' | 'there' | 'tooMany'>;
  byId(applicationId: string): Promise<Application | undefined>;
  byReference(reference: string): Promise<Application | undefined>;
  /** Newest first. */
  list(filter: ApplicationFilter): Promise<readonly Application[]>;
  counts(): Promise<Readonly<Record<ApplicationStatus, number>>>;
  /** Adds the organisations and their contact with the decision, or writes nothing. */
  approve(
    applicationId: string,
    decision: ApplicationDecision,
    organisations: readonly OrganisationToAdd[],
    contact: OrganisationContact,
    audit: AuditEntry,
  ): Promise<'approved' | 'notWaiting' | 'taken'>;
  decline(
    applicationId: string,
    decision: ApplicationDecision,
    audit: AuditEntry,
  ): Promise<'declined' | 'notWaiting'>;
  /**
   * Sets the passwords if they were not shown yet and there is still time: of any number of calls, one is told `shown`.
   */
  show(
    applicationId: string,
    at: Date,
    passwords: readonly PasswordToSet[],
    audit: AuditEntry,
  ): Promise<'shown' | 'notToBeShown'>;
  /** Lets the passwords be shown once more. */
  offerAgain(applicationId: string, showUntil: Date, audit: AuditEntry): Promise<'offered' | 'notApproved'>;
}

export interface LiveRequestStore {
  /** `waiting`: the organisation has one that nobody has decided. */
  submit(request: LiveRequest, audit: AuditEntry): Promise<'submitted' | 'waiting'>;
  byReference(reference: string): Promise<LiveRequest | undefined>;
  /** Newest first. */
  list(filter: {
    readonly organisationRef?: string;
    readonly status?: ApplicationStatus;
    readonly limit: number;
  }): Promise<readonly LiveRequest[]>;
  decide(
    reference: string,
    status: 'approved' | 'declined',
    decision: LiveDecision,
    audit: AuditEntry,
  ): Promise<'decided' | 'notWaiting'>;
}

/** Whom to talk to about an organisation, and where it came from. */
export interface OrganisationContact {
  readonly contact: Contact;
  /** What stands behind it: `AP-…`, or what an imported file says about the test environment. */
  readonly origin: Readonly<Record<string, string>>;
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

export interface OrganisationContacts {
  find(organisationRef: string): Promise<OrganisationContact | undefined>;
  put(organisationRef: string, contact: OrganisationContact, audit: AuditEntry): Promise<void>;
}

/** Gives organisations test data of their own. */
export interface CopyGiver {
  /** A copy of the published learners, or the one that `shareWith` has. A second time changes nothing. */
  giveCopy(organisationRef: string, shareWith?: string): Promise<void>;
}

/** How far an organisation is with the scenarios. */
export interface ScenarioReports {
  report(organisationRef: string): Promise<AttachedReport | undefined>;
}
