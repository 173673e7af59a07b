import { qualificationColumns } from '../qualification-row.js';
import type { Row } from '../values.js';
import { rowOf, run, type Change } from './change.js';

const keyAt = qualificationColumns.indexOf('qualification_key');

/** Adds or replaces entries of the catalogue; what is there as it is stays untouched. */
export function* storeQualifications(rows: readonly Row[]): Change<{ added: number; replaced: number }> {
  let [added, replaced] = [0, 0];
  for (const row of rows) {
    const before = yield* rowOf('qualificationForUpdate', row[keyAt] ?? null);
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(row)) continue;
    yield* run('saveQualification', ...row);
    if (before === undefined) added += 1;
    else replaced += 1;
  }
  return { added, replaced };
}
