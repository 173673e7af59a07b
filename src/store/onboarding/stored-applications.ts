import {
  applicationStatuses,
  type Application,
  type ApplicationDecision,
  type ApplicationStatus,
} from '../../domain/application.js';
import type {
  ApplicationFilter,
  ApplicationStore,
  OrganisationContact,
  OrganisationToAdd,
  PasswordToSet,
} from '../../register/onboarding-ports.js';
import type { AuditEntry } from '../../register/ports.js';
import { auditRows } from '../audit-row.js';
import type { Database } from '../database.js';
import { newOrganisationRow } from '../stored-organisations.js';
import { text } from '../values.js';
import { applicationColumns, applicationOf, decidedRow, newApplicationRow } from './application-row.js';
import { contactRow } from './stored-contacts.js';

export class StoredApplications implements ApplicationStore {
  constructor(private readonly database: Database) {}

  submit(application: Application, mostWaiting: number) {
    const values = newApplicationRow(application);
    return this.database.perform('submitApplication', application.applicationId, values, mostWaiting);
  }

  byId(applicationId: string): Promise<Application | undefined> {
    return this.#oneBy('application_id', applicationId);
  }

  byReference(reference: string): Promise<Application | undefined> {
    return this.#oneBy('reference', reference.toUpperCase());
  }

  async list({ status, limit, offset }: ApplicationFilter): Promise<readonly Application[]> {
    const applications = this.database
      .builder('application')
      .select(applicationColumns)
      .orderBy([{ column: 'received_at', order: 'desc' }, { column: 'reference' }])
      .limit(limit)
      .offset(offset ?? 0);
    if (status !== undefined) void applications.where('status', status);
    return (await this.database.query(applications)).map(applicationOf);
  }

  async counts(): Promise<Readonly<Record<ApplicationStatus, number>>> {
    const { builder } = this.database;
    const rows = await this.database.query(
      builder('application').select('status').count('* as number').groupBy('status'),
    );
    const counted = new Map(rows.map(([status, number]) => [text(status), Number(number)]));
    const [waiting, approved, declined] = applicationStatuses.map((status) => counted.get(status) ?? 0);
    return { waiting: waiting ?? 0, approved: approved ?? 0, declined: declined ?? 0 };
  }

  approve(
    applicationId: string,
    decision: ApplicationDecision,
    organisations: readonly OrganisationToAdd[],
    contact: OrganisationContact,
    audit: AuditEntry,
  ) {
    const rows = organisations.map(({ organisation, passwordHash }) => ({
      organisation: newOrganisationRow(organisation, passwordHash, decision.at.getTime()),
      contact: contactRow(organisation.organisationRef, contact),
    }));
    const decided = decidedRow('approved', decision);
    return this.database.perform('approveApplication', applicationId, decided, rows, auditRows(audit));
  }

  decline(applicationId: string, decision: ApplicationDecision, audit: AuditEntry) {
    const decided = decidedRow('declined', decision);
    return this.database.perform('declineApplication', applicationId, decided, auditRows(audit));
  }

  show(applicationId: string, at: Date, passwords: readonly PasswordToSet[], audit: AuditEntry) {
    const pairs = passwords.map(
      ({ organisationRef, passwordHash }) => [organisationRef, passwordHash] as const,
    );
    return this.database.perform('showCredentials', applicationId, at.getTime(), pairs, auditRows(audit));
  }

  offerAgain(applicationId: string, showUntil: Date, audit: AuditEntry) {
    const until = showUntil.getTime();
    return this.database.perform('offerCredentials', applicationId, until, auditRows(audit));
  }

  async #oneBy(column: 'application_id' | 'reference', value: string): Promise<Application | undefined> {
    const [row] = await this.database.query(
      this.database.builder('application').select(applicationColumns).where(column, value),
    );
    return row === undefined ? undefined : applicationOf(row);
  }
}
