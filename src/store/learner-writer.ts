import type { Learner } from '../domain/learner.js';
import type { Uln } from '../domain/uln.js';
import type { RecordProgress } from '../register/batch-ports.js';
import type { AuditEntry, LearnerKeys, LearnerWriter } from '../register/ports.js';
import { auditRows } from './audit-row.js';
import { progressValues } from './batches/batch-rows.js';
import type { Database } from './database.js';
import { updateRow } from './learner-row.js';
import { claimsIn, newLearner } from './new-learner.js';

/** Learners are written the same way in both databases; what differs is who steps through the change. */
export class StoredLearnerWriter implements LearnerWriter {
  constructor(private readonly database: Database) {}

  register(learner: Learner, keys: LearnerKeys, audit: AuditEntry, progress?: RecordProgress) {
    const values = progress === undefined ? undefined : progressValues(progress);
    return this.database.perform(
      'registerLearner',
      newLearner(this.database, learner, keys),
      auditRows(audit),
      values,
    );
  }

  update(
    learner: Learner,
    expectedVersion: number,
    keys: LearnerKeys,
    audit: AuditEntry,
    progress?: RecordProgress,
  ) {
    const values = progress === undefined ? undefined : progressValues(progress);
    const changed = {
      uln: learner.uln,
      expectedVersion,
      row: updateRow(learner, keys.search),
      search: keys.search,
      ...claimsIn(this.database, keys),
    };
    return this.database.perform('updateLearner', changed, auditRows(audit), values);
  }

  link(uln: Uln, master: Uln, audit: AuditEntry) {
    return this.database.perform('linkLearner', uln, master, auditRows(audit));
  }

  unlink(uln: Uln, audit: AuditEntry) {
    return this.database.perform('unlinkLearner', uln, auditRows(audit));
  }
}
