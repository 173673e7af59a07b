/** The headings of a file of achievements: the names of the web service, in any order. */
import { nearestName } from '../config/nearest-name.js';
import { achievementColumns, type AchievementColumn } from '../domain/achievement-columns.js';
import { errorColumns } from '../domain/achievement-error-file.js';
import { fileProblem, shortened, warning, type Problem } from './problem.js';

export type AchievementHeader =
  | {
      readonly ok: true;
      /** By place; undefined for one that is passed over. */
      readonly columns: readonly (AchievementColumn | undefined)[];
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const names = achievementColumns.map(({ name }) => name);
const added: ReadonlySet<string> = new Set(errorColumns);

/** Columns that this register adds to an error file are passed over, so that it can be corrected and sent again. */
export function readAchievementHeader(headings: readonly string[]): AchievementHeader {
  const [only = ''] = headings;
  if (headings.length === 1 && /[;\t]/.test(only)) {
    const text = 'The columns are separated by semicolons or tabs: save the file as CSV with commas.';
    return { ok: false, problems: [fileProblem(text, { row: 1 })] };
  }
  const problems: Problem[] = [];
  const columns = headings.map((heading, place) => {
    const column = achievementColumns.find(({ name }) => name === heading);
    if (column === undefined && heading.trim() !== '' && !added.has(heading)) {
      const text = `There is no column of this name; the nearest is ${nearestName(heading, names) ?? ''}. Capitals count.`;
      problems.push(fileProblem(text, { row: 1, column: shortened(heading) }));
    }
    if (column !== undefined && headings.indexOf(heading) < place) {
      problems.push(fileProblem('The column is there twice.', { row: 1, column: heading }));
    }
    return column;
  });
  for (const { name, mandatory } of achievementColumns) {
    if (mandatory && !headings.includes(name)) {
      problems.push(fileProblem('The column is missing.', { row: 1, column: name }));
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  const own = headings.filter((heading) => added.has(heading));
  const text = `${own.join(', ')}: passed over, as this register wrote it.`;
  return { ok: true, columns, problems: own.length > 0 ? [warning(text, { row: 1 })] : [] };
}
