import type { Knex } from 'knex';
import type { AuditEntry, AuditFilter, AuditTrail, PersonKey, StoredAuditEntry } from '../register/ports.js';
import { auditColumns, entriesOf } from './audit-row.js';
import type { Database } from './database.js';
import { personKeyBytes, text } from './values.js';

export class StoredAuditTrail implements AuditTrail {
  constructor(private readonly database: Database) {}

  record(entry: AuditEntry): Promise<void> {
    return this.database.record(entry);
  }

  async latestFind(organisationRef: string, personKey: PersonKey, since: Date) {
    const [row] = await this.database.read(
      'latestFind',
      organisationRef,
      personKeyBytes(personKey),
      since.getTime(),
    );
    return row === undefined ? undefined : { at: new Date(Number(row[0])), outcome: text(row[1]) };
  }

  async list(filter: AuditFilter): Promise<readonly StoredAuditEntry[]> {
    const { builder } = this.database;
    // Each entry has exactly one row at position 0, and at most one for a ULN.
    const page = builder('audit')
      .select('audit.at', 'audit.entry_id')
      .where('position', 0)
      .orderBy([
        { column: 'audit.at', order: 'desc' },
        { column: 'audit.entry_id', order: 'desc' },
      ])
      .limit(filter.limit)
      .offset(filter.offset ?? 0);
    if (filter.uln !== undefined) {
      const about = builder('audit_of_learner').select('at', 'entry_id').where('uln', filter.uln);
      void page.join(about.as('about'), (on) =>
        on.on('audit.at', 'about.at').andOn('audit.entry_id', 'about.entry_id'),
      );
    }
    if (filter.organisationRef !== undefined) void page.where('organisation_ref', filter.organisationRef);
    if (filter.operation !== undefined) void page.where('operation', filter.operation);
    if (filter.since !== undefined) void page.where('audit.at', '>=', filter.since.getTime());
    if (filter.until !== undefined) void page.where('audit.at', '<=', filter.until.getTime());
    return entriesOfPage(this.database, page);
  }
}

/** The whole entries, newest first, whose `at` and `entry_id` a query gives. */
export async function entriesOfPage(
  database: Database,
  page: Knex.QueryBuilder,
): Promise<readonly StoredAuditEntry[]> {
  const { builder } = database;
  const rows = await database.query(
    builder('audit')
      .select(auditColumns.map((column) => `audit.${column}`))
      .join(page.as('page'), (on) => on.on('audit.at', 'page.at').andOn('audit.entry_id', 'page.entry_id'))
      .orderBy([
        { column: 'audit.at', order: 'desc' },
        { column: 'audit.entry_id', order: 'desc' },
        { column: 'audit.position' },
      ]),
  );
  return entriesOf(rows);
}
