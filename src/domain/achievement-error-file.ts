/**
 * The errors of an achievement job as CSV (RFC 4180): the columns as they came, then what is wrong. The same file comes
 * with the web service's answer and from the command line. Source: docs/achievements.md, "The error file".
 */
import { achievementCodes, errorClassOf, isAchievementCode } from './achievement-code.js';
import { achievementColumns } from './achievement-columns.js';
import type { RecordResult } from './batch.js';
import type { RecordFields } from './batch-record.js';

/** Columns that this register adds to what it writes, and passes over in what it reads. */
export const errorColumns = ['ErrorClass', 'ErrorCode', 'ErrorText'] as const;

/** A value that begins so is a formula to a spreadsheet. */
const formula = /^[=+\-@\t\r]/;
const guarded = /^'(?=[=+\-@\t\r])/;

/** The headings. */
export function errorFileHeader(): string {
  return achievementCsvRow([...achievementColumns.map(({ name }) => name), ...errorColumns]);
}

/** The row of a record that was not done; undefined for one that was. */
export function errorFileRow(fields: RecordFields, { code, reason }: RecordResult): string | undefined {
  const errorClass = errorClassOf(code);
  if (errorClass === undefined || !isAchievementCode(code)) return undefined;
  const text = reason ?? achievementCodes[code].meaning;
  return achievementCsvRow([...submittedValues(fields), errorClass, code, text]);
}

/** The values of a record in the order of the columns. */
export function submittedValues(fields: RecordFields): readonly string[] {
  return achievementColumns.map(({ key }) => fields[key] ?? '');
}

/** A row whose values no spreadsheet takes for formulas: an apostrophe stands before those that look like one. */
export function achievementCsvRow(values: readonly string[]): string {
  return `${values.map((value) => `"${(formula.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/** The value without the apostrophe that {@link achievementCsvRow} put before it. */
export function withoutGuard(value: string): string {
  return value.replace(guarded, '');
}
