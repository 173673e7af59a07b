/**
 * The name of a file of achievements: `QCF_<organisation>_<YYYY-MM-DD>_<nnn>.CSV`, the organisation by its UKPRN or its
 * reference. Source: docs/achievements.md, "Files".
 */
import { isCalendarDate } from '../domain/calendar-date.js';
import { fileProblem, warning, type Problem } from './problem.js';

export interface AchievementFileName {
  /** The UKPRN or the reference in the name, when the name has the right form. */
  readonly organisation?: string;
  readonly problems: readonly Problem[];
}

const wanted = 'QCF_<UKPRN or organisation reference>_<YYYY-MM-DD>_<nnn>.CSV';

/** Whether the name says that the file is one of achievements, and not of learners. */
export function isAchievementFileName(name: string): boolean {
  return /^QCF_/i.test(name);
}

/** @param name without folders */
export function readAchievementFileName(name: string): AchievementFileName {
  const parts = /^QCF_([0-9A-Z]{8}|[0-9A-Z]{6})_(\d{4}-\d{2}-\d{2})_(\d{3})\.csv$/i.exec(name);
  const [, organisation, date] = parts ?? [];
  if (organisation === undefined || date === undefined) {
    return { problems: [fileProblem(`The name must be like ${wanted}: rename the file.`, { value: name })] };
  }
  const problems: Problem[] = [];
  if (!isCalendarDate(date)) {
    problems.push(fileProblem(`"${date}" in the name is no date: rename the file.`, { value: name }));
  }
  if (name !== name.toUpperCase()) {
    const text =
      'The name must be in upper case: the file can be checked, and must be renamed to be submitted.';
    problems.push(warning(text, { value: name }));
  }
  return { organisation: organisation.toUpperCase(), problems };
}

/** @param date as `yyyy-MM-dd` */
export function achievementFileName(ukprn: string, date: string): string {
  return `QCF_${ukprn}_${date}_001.CSV`;
}
