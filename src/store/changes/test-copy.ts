import { handOverValues, type Awards } from '../test-data-tables.js';
import { text } from '../values.js';
import { rowOf, rowsOf, run, Undo, type Change } from './change.js';

export function* addTestCopy(name: string, organisationRef: string, at: number): Change<'added' | 'exists'> {
  if ((yield* run('insertTestCopy', at, name)) === 0) return 'exists';
  if ((yield* run('insertTestCopyMember', name, organisationRef)) === 0) throw new Undo('exists');
  return 'added';
}

export function* joinTestCopy(
  name: string,
  organisationRef: string,
): Change<'joined' | 'exists' | 'notFound'> {
  // Locked, so that the last one who has it does not leave meanwhile.
  if ((yield* rowOf('testCopyForUpdate', name)) === undefined) return 'notFound';
  return (yield* run('insertTestCopyMember', name, organisationRef)) > 0 ? 'joined' : 'exists';
}

export type LeftTestCopy = { readonly name: string; readonly last: boolean } | undefined;

export function* leaveTestCopy(organisationRef: string): Change<LeftTestCopy> {
  const member = yield* rowOf('testCopyOf', organisationRef);
  if (member === undefined) return undefined;
  const name = text(member[0]);
  yield* rowOf('testCopyForUpdate', name);
  yield* run('deleteTestCopyMember', organisationRef);
  const last = (yield* rowsOf('testCopyMembers', name)).length === 0;
  if (last) yield* run('deleteTestCopy', name);
  return { name, last };
}

export function* noteTestCopyReset(name: string, at: number): Change<void> {
  yield* run('noteTestCopyReset', at, name);
}

/** Gives one organisation's awards to another. */
export function* handOverAwards(awards: Awards): Change<void> {
  const values = handOverValues(awards);
  yield* run('handOverQualifications', ...values.handOverQualifications);
  yield* run('handOverEvents', ...values.handOverEvents);
}
