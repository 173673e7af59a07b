/** The first row of a CSV file: the headings, exact and in order. */
import { nearestName } from '../config/nearest-name.js';
import { addedColumns, layouts, versions, type Layout, type Version } from './columns.js';
import { fileProblem, shortened, warning, type Problem } from './problem.js';

export type Header =
  | {
      readonly ok: true;
      readonly version: Version;
      readonly columns: Layout;
      /** How many headings there are, added ones included. */
      readonly width: number;
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const mostShown = 10;

/** Compares with the version that fits best. Headings added by this register may follow, and do not count. */
export function readHeader(headings: readonly string[]): Header {
  const separator = otherSeparator(headings);
  if (separator !== undefined) {
    const text = `The columns are separated by ${separator}: save the file as CSV with commas.`;
    return { ok: false, problems: [fileProblem(text, { row: 1 })] };
  }
  const names = withoutAdded(headings);
  const version = closestVersion(names);
  const columns = layouts[version];
  const problems = compare(names, version);
  if (problems.length > 0) return { ok: false, problems };
  const added = headings.slice(names.length);
  const text = `${added.join(' and ')} at the end: passed over, as this register wrote it.`;
  const notes = added.length > 0 ? [warning(text, { row: 1 })] : [];
  return { ok: true, version, columns, width: headings.length, problems: notes };
}

function withoutAdded(headings: readonly string[]): readonly string[] {
  let end = headings.length;
  for (const name of [...addedColumns].reverse()) if (headings[end - 1] === name) end -= 1;
  return headings.slice(0, end);
}

function closestVersion(names: readonly string[]): Version {
  const known = (version: Version): number => {
    const columns = new Set(layouts[version].map(({ name }) => name.toLowerCase()));
    return names.filter((name) => columns.has(name.trim().toLowerCase())).length;
  };
  return versions.reduce((best, version) => (known(version) > known(best) ? version : best));
}

function compare(names: readonly string[], version: Version): readonly Problem[] {
  const wanted = layouts[version].map(({ name }) => name);
  const problems: Problem[] = [];
  for (let place = 0; place < Math.max(wanted.length, names.length); place++) {
    const name = names[place];
    const right = wanted[place];
    if (name === right) continue;
    if (problems.length === mostShown) {
      problems.push(fileProblem('Further headings differ. Start from a template.', { row: 1 }));
      break;
    }
    problems.push(
      fileProblem(
        `Column ${place + 1} (${letters(place)}) of version ${version} ${difference(name, right, names, wanted)}`,
        {
          row: 1,
          column: right ?? shortened(name ?? ''),
          ...(name === undefined ? {} : { value: shortened(name) }),
        },
      ),
    );
    // Every heading after a missing or added one differs as well: the first says it all.
    if (name === undefined || right === undefined || isShifted(names, wanted, place)) break;
  }
  return problems;
}

function difference(
  name: string | undefined,
  right: string | undefined,
  names: readonly string[],
  wanted: readonly string[],
): string {
  if (right === undefined) {
    return name === ''
      ? 'has no heading: delete the empty columns at the end.'
      : `is not known: after ${wanted.at(-1)} nothing follows.`;
  }
  if (name === undefined) return `is missing: it must be headed ${right}.`;
  const must = `must be headed ${right}, and is headed "${shortened(name)}"`;
  if (name.trim().toLowerCase() === right.toLowerCase()) return `${must}: letters and blanks count.`;
  if (wanted.includes(name)) {
    const moved = names.includes(right) ? 'the columns are in another order' : `${right} is missing`;
    return `${must}: ${moved}.`;
  }
  const nearest = nearestName(name, wanted);
  return nearest === right || nearest === undefined
    ? `${must}.`
    : `${must}, which is no column (the nearest is ${nearest}).`;
}

/** Whether a heading is missing or added here, so that all later ones have moved. */
function isShifted(names: readonly string[], wanted: readonly string[], place: number): boolean {
  return names[place] === wanted[place + 1] || names[place + 1] === wanted[place];
}

function otherSeparator(headings: readonly string[]): string | undefined {
  const [only = ''] = headings;
  if (headings.length !== 1) return undefined;
  return only.includes(';') ? 'semicolons' : only.includes('\t') ? 'tabs' : undefined;
}

/** A column as a spreadsheet names it: A for 0, AA for 26. */
export function letters(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
}
