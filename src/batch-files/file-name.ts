/** The name of an LRB batch file: `LRB_<UKPRN>_<DDMMYYYYHHMM>.CSV` or `.XML`. Source: docs/batch-files.md, "The file's name". */
import { fileProblem, type Problem, warning } from './problem.js';

export type FileKind = 'CSV' | 'XML';

export interface FileName {
  /** What the ending says; undefined when it says neither. */
  readonly kind?: FileKind;
  /** The UKPRN in the name, when it has the form of one. */
  readonly ukprn?: string;
  readonly problems: readonly Problem[];
}

const wanted = 'LRB_<UKPRN of 8>_<DDMMYYYYHHMM>.CSV or .XML';
const daysOf = (month: number, year: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** @param name without folders */
export function readFileName(name: string): FileName {
  const kind = kindOf(name);
  if (kind === undefined) {
    const text = `The name must end in .CSV or .XML, and be like ${wanted}: rename the file.`;
    return { problems: [fileProblem(text, { value: name })] };
  }
  const problems: Problem[] = [];
  if (!name.endsWith(`.${kind}`)) {
    const text = `The ending must be in upper case (.${kind}): the file can be checked, and must be renamed to be submitted.`;
    problems.push(warning(text, { value: name }));
  }
  const parts = /^LRB_([0-9A-Z]{8})_(\d{12})\.\w+$/.exec(name);
  const [, ukprn, stamp] = parts ?? [];
  if (ukprn === undefined || stamp === undefined) {
    problems.push(fileProblem(`The name must be like ${wanted}: rename the file.`, { value: name }));
    return { kind, problems };
  }
  if (!isMoment(stamp)) {
    const text = `"${stamp}" in the name is no date and time as DDMMYYYYHHMM: rename the file.`;
    problems.push(fileProblem(text, { value: name }));
  }
  return { kind, ukprn, problems };
}

/** Whether the ending is in lower case: readable, and refused when submitted, as the service does. */
export function endsInUpperCase(name: string): boolean {
  return name.endsWith('.CSV') || name.endsWith('.XML');
}

/** @param stamp the moment as DDMMYYYYHHMM, in the service's time zone */
export function fileNameOf(ukprn: string, stamp: string, kind: FileKind): string {
  return `LRB_${ukprn}_${stamp}.${kind}`;
}

/** By the ending, in either case. */
export function kindOf(name: string): FileKind | undefined {
  const ending = name.slice(-4).toUpperCase();
  return ending === '.CSV' ? 'CSV' : ending === '.XML' ? 'XML' : undefined;
}

function isMoment(stamp: string): boolean {
  const [day, month, year, hour, minute] = [0, 2, 4, 8, 10].map((at) =>
    Number(stamp.slice(at, at === 4 ? 8 : at + 2)),
  ) as [number, number, number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month, year) && hour < 24 && minute < 60;
}
