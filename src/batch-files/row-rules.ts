/**
 * What the values of a row may be: the simple types of the web service, and what files have beyond them.
 * Source of the codes: docs/interface-specification.md, "Batches".
 */
import type { ValueRule } from '../contract/spec.js';
import { requiredForRegistration, readRegistrationRecord } from '../domain/batch-record.js';
import type { BatchKind } from '../domain/batch.js';
import { checkAge, type AgeRange } from '../domain/registration.js';
import { hasValidCheckDigit, parseUln } from '../domain/uln.js';
import { fileColumns, type Column, type Layout } from './columns.js';
import { identifierProblem } from './identifiers.js';
import { shortened, warning, type FileCode, type Problem } from './problem.js';
import type { Row } from './row.js';
import { spreadsheetHarm } from './spreadsheet-harm.js';

export interface RowRules {
  readonly kind: BatchKind;
  readonly ages: AgeRange;
  /** `yyyy-MM-dd`. */
  readonly today: string;
}

/** A row as a batch record has it: fields by the web service's names, empty ones left out. */
export type Fields = Readonly<Record<string, string>>;

/** Characters that XML 1.0 cannot carry, and the mark that stands where a reading went wrong. */
// eslint-disable-next-line no-control-regex -- these are the characters that are looked for
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffd-\uffff]/u;

/** What a value must be, by the name of its rule without `Nillable`. */
const wanted: Readonly<Record<string, string>> = {
  MIAPULN: 'must be ten digits, the first not 0',
  MIAPNameNonEmpty: 'must be stated, with 1 to 35 characters',
  MIAPPostCode: 'must be a UK or BFPO postcode like CV4 9EE (ZZ99 9ZZ where it is not known)',
  MIAPDate: 'must be a day that was, as YYYY-MM-DD, of the years 1800 to 2099',
  MIAPGender: 'must be 0 (not known), 1 (male), 2 (female) or 9 (not specified)',
  MIAPEmail: 'must be an e-mail address of at most 254 characters, its last part of 2 to 6 letters',
  MIAPScottishCandidateNumber: 'must be nine digits',
  MIAPVerificationType: 'must be 0 to 7, or 999',
  MIAPAbilityToShare: 'must be 0, 1 or 2',
};

/** @returns the row's fields, and what is wrong with it: each value's problem, then what the whole lacks */
export function checkRow(
  { row, values, problems: formProblems }: Row,
  columns: Layout,
  rules: RowRules,
): { readonly fields: Fields; readonly problems: readonly Problem[] } {
  const fields: Record<string, string> = {};
  const problems: Problem[] = [...formProblems];
  columns.forEach((column, place) => {
    const value = values[place] ?? '';
    if (value.trim() !== '') fields[column.key] = value;
    if (place < fileColumns.length) return;
    const found = valueProblem(column, value.trim() === '' ? '' : value);
    if (found !== undefined) {
      const where = { row, column: column.name, value: shortened(value) };
      problems.push({ level: 'record', ...where, ...found });
    }
  });
  if (!problems.some(({ level }) => level === 'record')) problems.push(...wholeRow(row, fields, rules));
  return { fields, problems };
}

function valueProblem(column: Column, value: string): { code: FileCode; text: string } | undefined {
  const { name, rule } = column;
  if (value === '') {
    return rule?.minLength === 1 ? { code: 'RC011', text: `${sentence(rule)}.` } : undefined;
  }
  if (unfit.test(value)) {
    return {
      code: 'RC011',
      text: 'The value has characters that cannot be stored: it was harmed on its way. Type it anew.',
    };
  }
  const identifier = identifierProblem(name, value);
  if (identifier !== undefined) return { code: 'RC012', text: identifier };
  const harm = spreadsheetHarm(name, value);
  if (harm !== undefined) return { code: 'RC011', text: harm };
  if (rule !== undefined && !fits(value, rule)) return { code: 'RC011', text: `${sentence(rule)}.` };
  if (name === 'PrivacyNoticeSeen' && value === '2') {
    return { code: 'RC011', text: 'The value must be 0 (not seen) or 1 (seen).' };
  }
  return undefined;
}

function fits(value: string, { maxLength, minLength, pattern }: ValueRule): boolean {
  // Cheap first: a text never has more characters than UTF-16 units.
  const tooLong = maxLength !== undefined && value.length > maxLength && [...value].length > maxLength;
  return !tooLong && value.length >= (minLength ?? 0) && (pattern === undefined || pattern.test(value));
}

function sentence({ name, maxLength }: ValueRule): string {
  const words = wanted[name.replace(/Nillable$/, '')];
  return `The value ${words ?? `must have at most ${maxLength ?? 0} characters`}`;
}

/** What only the values together tell. */
function wholeRow(row: number, fields: Fields, { kind, ages, today }: RowRules): readonly Problem[] {
  const problems: Problem[] = [];
  const uln = parseUln(fields['uln'] ?? '');
  if (uln !== undefined && !hasValidCheckDigit(uln)) {
    const text =
      'The last digit of the ULN does not fit the others: was it mistyped? It will hardly be found.';
    problems.push(warning(text, { row, column: 'ULN', value: uln }));
  }
  if (kind === 'verification') {
    const text = 'There must be a ULN to verify.';
    if (uln === undefined) problems.push({ level: 'record', row, column: 'ULN', code: 'RC011', text });
    return problems;
  }
  const read = readRegistrationRecord(fields);
  if (!read.ok || read.record.uln !== undefined) return problems;
  const required = requiredForRegistration(read.record);
  if (!required.ok) {
    for (const column of required.missing) {
      const text = 'Without a ULN this must be stated.';
      problems.push({ level: 'record', row, column, code: 'RC006', text });
    }
  } else if (checkAge(required.details.dateOfBirth, today, ages) === 'outOfRange') {
    const text = `The age is not from ${ages.minimum} to ${ages.maximum} years: check the date.`;
    const value = required.details.dateOfBirth;
    problems.push({ level: 'record', row, column: 'DateOfBirth', value, code: 'RC013', text });
  }
  return problems;
}
