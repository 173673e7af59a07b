/** What is wrong with a batch file, in words that say what to do. */
import type { AchievementCode } from '../domain/achievement-code.js';
import type { RecordCode } from '../domain/batch.js';

/** Codes that a file's reader gives by itself, the weightiest first: a record has one code. */
export const fileCodes = ['RC011', 'RC012', 'RC013', 'RC006'] as const satisfies readonly RecordCode[];
export type FileCode = (typeof fileCodes)[number];

export interface Problem {
  /**
   * `file`: the file cannot be submitted. `record`: the row would become an exception.
   * `warning`: it can be submitted, and somebody should look.
   */
  readonly level: 'file' | 'record' | 'warning';
  /** CSV: as a spreadsheet counts, the headings being row 1. XML: the record's number, from 1. */
  readonly row?: number;
  /** The heading. */
  readonly column?: string;
  /** The value, shortened. */
  readonly value?: string;
  /** What the row would be answered with. */
  readonly code?: FileCode | AchievementCode;
  /** What is wrong and what to do. Never another value of the row. */
  readonly text: string;
}

const longestShown = 40;

/** A value as a list of problems shows it. */
export function shortened(value: string): string {
  const characters = [...value.slice(0, 2 * longestShown + 2)];
  return characters.length <= longestShown ? value : `${characters.slice(0, longestShown).join('')}…`;
}

export function fileProblem(text: string, where: Pick<Problem, 'row' | 'column' | 'value'> = {}): Problem {
  return { level: 'file', ...where, text };
}

export function warning(text: string, where: Pick<Problem, 'row' | 'column' | 'value'> = {}): Problem {
  return { level: 'warning', ...where, text };
}

/** What stands for a row's problems in its result: one code, and every reason. */
export interface Refusal {
  readonly code: FileCode | AchievementCode;
  readonly reason: string;
}

/** @returns undefined when nothing makes the row an exception */
export function refusalOf(problems: readonly Problem[]): Refusal | undefined {
  const grave = problems.filter(({ level }) => level === 'record');
  const code = fileCodes.find((candidate) => grave.some((problem) => problem.code === candidate));
  if (code === undefined) return undefined;
  const reasons = grave.map(({ column, text }) => (column === undefined ? text : `${column}: ${text}`));
  return { code, reason: reasons.join(' ') };
}
