import type { Contact } from '../../domain/application.js';
import type { OrganisationContact, OrganisationContacts } from '../../register/onboarding-ports.js';
import type { AuditEntry } from '../../register/ports.js';
import { auditRows } from '../audit-row.js';
import type { Database } from '../database.js';
import { text, type Value } from '../values.js';
import { contactColumns } from './onboarding-statements.js';

/** The values of `contactColumns`. */
export function contactRow(organisationRef: string, given: OrganisationContact): Value[] {
  const { contact, origin, recordedAt, recordedBy } = given;
  return [
    JSON.stringify(contact),
    organisationRef.toUpperCase(),
    JSON.stringify(origin),
    recordedAt.getTime(),
    recordedBy,
  ];
}

export class StoredContacts implements OrganisationContacts {
  constructor(private readonly database: Database) {}

  /** The casts rest on the table: only such texts are let in. */
  async find(organisationRef: string): Promise<OrganisationContact | undefined> {
    const [row] = await this.database.query(
      this.database
        .builder('organisation_contact')
        .select(contactColumns)
        .where('organisation_ref', organisationRef.toUpperCase()),
    );
    if (row === undefined) return undefined;
    const [contact, , origin, recordedAt, recordedBy] = row;
    return {
      contact: JSON.parse(text(contact)) as Contact,
      origin: JSON.parse(text(origin)) as Readonly<Record<string, string>>,
      recordedAt: new Date(Number(recordedAt)),
      recordedBy: text(recordedBy),
    };
  }

  put(organisationRef: string, contact: OrganisationContact, audit: AuditEntry): Promise<void> {
    return this.database.perform('putContact', contactRow(organisationRef, contact), auditRows(audit));
  }
}
