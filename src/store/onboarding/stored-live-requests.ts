import type { ApplicationStatus } from '../../domain/application.js';
import type { LiveDecision, LiveRequest } from '../../domain/live-request.js';
import type { LiveRequestStore } from '../../register/onboarding-ports.js';
import type { AuditEntry } from '../../register/ports.js';
import { auditRows } from '../audit-row.js';
import type { Database } from '../database.js';
import { liveDecidedRow, liveRequestColumns, liveRequestOf, newLiveRequestRow } from './live-request-row.js';

export class StoredLiveRequests implements LiveRequestStore {
  constructor(private readonly database: Database) {}

  submit(request: LiveRequest, audit: AuditEntry) {
    const organisationRef = request.organisationRef.toUpperCase();
    const values = newLiveRequestRow(request);
    return this.database.perform('submitLiveRequest', organisationRef, values, auditRows(audit));
  }

  async byReference(reference: string): Promise<LiveRequest | undefined> {
    const [row] = await this.database.query(
      this.database
        .builder('live_request')
        .select(liveRequestColumns)
        .where('reference', reference.toUpperCase()),
    );
    return row === undefined ? undefined : liveRequestOf(row);
  }

  async list(filter: {
    organisationRef?: string;
    status?: ApplicationStatus;
    limit: number;
  }): Promise<readonly LiveRequest[]> {
    const requests = this.database
      .builder('live_request')
      .select(liveRequestColumns)
      .orderBy([{ column: 'received_at', order: 'desc' }, { column: 'reference' }])
      .limit(filter.limit);
    if (filter.organisationRef !== undefined)
      void requests.where('organisation_ref', filter.organisationRef.toUpperCase());
    if (filter.status !== undefined) void requests.where('status', filter.status);
    return (await this.database.query(requests)).map(liveRequestOf);
  }

  decide(reference: string, status: 'approved' | 'declined', decision: LiveDecision, audit: AuditEntry) {
    const decided = liveDecidedRow(status, decision);
    return this.database.perform('decideLiveRequest', reference, decided, auditRows(audit));
  }
}
