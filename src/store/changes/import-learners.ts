import { run, type Change } from './change.js';
import { insertNameValues, type NewLearner } from './register-learner.js';

/**
 * Adds a chunk of learners and the progress; gives the ULNs that were there already and stay as they are.
 * An old register may hold a person twice: one of the two claims the person, and both are stored.
 * Rows go into each table in the order of its key: neighbours share a page. Of two lines with one ULN the first stays.
 */
export function* importLearners(
  chunk: readonly NewLearner[],
  fingerprint: string,
  rowsDone: number,
): Change<readonly string[]> {
  const existing: string[] = [];
  const added: NewLearner[] = [];
  for (const learner of sortedBy(chunk, ({ uln }) => uln)) {
    // Straight to the statement: this runs for every row of a million.
    if ((yield { statement: 'insertLearner', values: learner.row }).changed > 0) added.push(learner);
    else existing.push(learner.uln);
  }
  const names = added.flatMap(({ uln, names: rows }) =>
    rows.map((name) => ({ uln, name, order: name.join() })),
  );
  for (const { uln, name } of sortedBy(names, ({ order }) => order)) {
    yield { statement: 'insertName', values: insertNameValues(name, uln) };
  }
  for (const { uln, own } of added) yield { statement: 'insertClaim', values: [own, uln] };
  for (const { uln, others } of added) for (const key of others) yield* run('insertClaim', key, uln);
  yield* run('saveRowsDone', fingerprint, rowsDone);
  return existing;
}

/** Stable: what is equal stays in the order in which it came. */
function sortedBy<T>(all: readonly T[], key: (each: T) => string): T[] {
  return all.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === right) return 0;
    return left < right ? -1 : 1;
  });
}
