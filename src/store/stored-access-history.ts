import type { AccessHistory } from '../register/plr-ports.js';
import type { Database } from './database.js';
import { entriesOfPage } from './stored-audit-trail.js';

/** Who looked at a learner: entries of the audit, found by ULN. */
export class StoredAccessHistory implements AccessHistory {
  constructor(private readonly database: Database) {}

  async page({ ulns, limit, offset = 0 }: Parameters<AccessHistory['page']>[0]) {
    const { builder } = this.database;
    const concerning = builder('audit_of_learner').whereIn('uln', [...ulns]);
    const [counted] = await this.database.query(concerning.clone().countDistinct('entry_id'));
    const total = Number(counted?.[0]);
    if (offset >= total) return { total, entries: [] };
    const page = concerning
      .select('at', 'entry_id')
      .groupBy('at', 'entry_id')
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'entry_id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    return { total, entries: await entriesOfPage(this.database, page) };
  }
}
