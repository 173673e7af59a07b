/** What Excel does to values that it takes for something else, recognised so that it can be called by its name. */
import { layouts } from './columns.js';

const dateColumns: ReadonlySet<string> = new Set(
  layouts['3A'].filter(({ name }) => name.startsWith('Date')).map(({ name }) => name),
);

const keepDates =
  'Format the date columns as Text before they are filled, or as a custom format yyyy-mm-dd before saving.';
const slashes = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?$/;
const monthName = /^\d{1,2}[- ][A-Za-z]{3,9}[- ](?:\d{4}|\d{2})$/;
const withTime = /^\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}/;
const scientific = /^\d(?:[.,]\d+)?[eE]\+?\d+$/;
/** Days since 1899-12-30, as a spreadsheet counts them: 1900 to 2099. */
const serial = /^\d{1,5}(?:\.\d+)?$/;
const firstDay = Date.UTC(1899, 11, 30);
const oneDay = 86_400_000;

/** @returns what became of the value and how to prevent it, when it looks like a spreadsheet's doing */
export function spreadsheetHarm(column: string, value: string): string | undefined {
  if (dateColumns.has(column)) return harmedDate(value);
  const digits = column === 'ULN' || column === 'ScottishCandidateNumber' || column === 'MISIdentifier';
  return digits ? harmedNumber(value) : undefined;
}

/** What a spreadsheet does to a number that is long. */
export function harmedNumber(value: string): string | undefined {
  if (scientific.test(value)) {
    return 'Excel turned the number into scientific notation, and its last digits are lost: format the column as Text, and fill it anew.';
  }
  return undefined;
}

/** What a spreadsheet does to a date. */
export function harmedDate(value: string): string | undefined {
  const [, first, second] = slashes.exec(value) ?? [];
  if (first !== undefined && second !== undefined) {
    if (Number(first) > 12 && Number(second) > 12) return undefined;
    const american = Number(second) > 12;
    const form = `${american ? 'MM/DD' : 'DD/MM'}/${/\d{4}/.test(value) ? 'YYYY' : 'YY'}`;
    return `Excel turned the date into ${form}: it must be YYYY-MM-DD. ${keepDates}`;
  }
  if (monthName.test(value)) return `Excel turned the date into words: it must be YYYY-MM-DD. ${keepDates}`;
  if (withTime.test(value)) return `A time of day was added to the date: it must be YYYY-MM-DD. ${keepDates}`;
  if (serial.test(value)) {
    const day = new Date(firstDay + Math.floor(Number(value)) * oneDay).toISOString().slice(0, 10);
    return `This is a date as Excel's day number (it stands for ${day}): it must be YYYY-MM-DD. ${keepDates}`;
  }
  return undefined;
}
