import type { AchievementChange, AchievementWrite, AchievementWriter } from '../register/plr-ports.js';
import { auditRows } from './audit-row.js';
import { progressValues } from './batches/batch-rows.js';
import type { AchievementValues } from './changes/apply-achievements.js';
import type { Database } from './database.js';
import { changedEventRow, eventKey, historyRow, newEventRow } from './learning-event-row.js';

/** Achievements are written the same way in both databases; what differs is how many steps it takes. */
export class StoredAchievements implements AchievementWriter {
  constructor(private readonly database: Database) {}

  async applyAchievements(writes: readonly AchievementWrite[]): Promise<readonly number[]> {
    if (writes.length === 0) return [];
    return this.database.perform('applyAchievements', writes.map(valuesOf));
  }
}

function valuesOf({ change, progress, audit }: AchievementWrite): AchievementValues {
  return {
    progress: progressValues(progress),
    audit: auditRows(audit),
    change: changeValues(change, audit.at, audit.organisationRef),
  };
}

function changeValues(
  change: AchievementChange,
  at: Date,
  organisationRef: string,
): AchievementValues['change'] {
  if (change.kind === 'create') {
    const { event, family } = change;
    const created = newEventRow(event, 0);
    if (family === undefined) return { created };
    return { created, family, rivals: family.map((uln) => eventKey({ ...event, uln })) };
  }
  const { before, event } = change;
  return {
    changed: changedEventRow(event),
    key: eventKey(event),
    version: before.version,
    history: historyRow(before, at, organisationRef, change.change),
  };
}
