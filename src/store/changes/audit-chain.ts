import type { AuditValue } from '../audit-row.js';
import type { Value } from '../values.js';
import { rowOf, run, writeAudit, type Change } from './change.js';

export function* raiseAuditFloor(until: number): Change<void> {
  yield* run('raiseFloor', until);
}

/** The key lets each number be given once, and the number follows from the seal before. */
export function* sealAudit(row: readonly Value[]): Change<'sealed' | 'taken'> {
  return (yield* run('insertSeal', ...row)) > 0 ? 'sealed' : 'taken';
}

/** Removes what a seal covers; the seal stays. */
export function* removeSealed(sealNo: number, at: number, audit: readonly AuditValue[]): Change<boolean> {
  const window = yield* rowOf('markRemovedSeal', at, sealNo);
  if (window === undefined) return false;
  yield* run('deleteSortedBetween', ...window);
  yield* run('deleteNotesBetween', ...window);
  yield* run('deleteAuditBetween', ...window);
  yield* writeAudit(audit);
  return true;
}
