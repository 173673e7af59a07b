/** Reads a file of achievements as it comes, and judges the form of its values. Rules: docs/achievements.md, "Files". */
import { readAchievement } from '../domain/achievement.js';
import type { AchievementCode } from '../domain/achievement-code.js';
import type { AchievementColumn } from '../domain/achievement-columns.js';
import { withoutGuard } from '../domain/achievement-error-file.js';
import { hasValidCheckDigit, parseUln } from '../domain/uln.js';
import { readAchievementHeader } from './achievement-header.js';
import { readAchievementFileName } from './achievement-file-name.js';
import { decodeText } from './decode-text.js';
import { fileProblem, shortened, warning, type Problem } from './problem.js';
import { csvRecords } from './read-csv.js';
import type { FileRecord, ReadPiece } from './read-batch-file.js';
import { cutOff } from './row.js';
import { harmedDate, harmedNumber } from './spreadsheet-harm.js';

export interface AchievementFile {
  /** Without folders. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Whose the file must be; absent when nobody said who submits. */
export interface Submitter {
  readonly organisationRef: string;
  readonly ukprn: string;
}

/**
 * Gives the records with the problems found in them, in the file's order; problems of the whole file come last. The file
 * can be submitted when no problem is of the level `file`. Learners and rules are for the register to judge.
 */
export async function* readAchievementFile(
  { name, bytes }: AchievementFile,
  submitter: Submitter | undefined,
): AsyncGenerator<ReadPiece, void, void> {
  const problems = [...nameProblems(name, submitter)];
  if (problems.length > 0) yield { records: [], problems };
  let columns: readonly (AchievementColumn | undefined)[] | undefined;
  let row = 0;
  let count = 0;
  let lastWidth = 0;
  const csv = csvRecords(decodeText(bytes));
  for await (const rows of csv.pieces()) {
    const piece: { records: FileRecord[]; problems: Problem[] } = { records: [], problems: [] };
    for (const values of rows) {
      row += 1;
      lastWidth = values.length;
      if (columns === undefined) {
        const header = readAchievementHeader(values);
        piece.problems.push(...header.problems);
        if (!header.ok) return yield piece;
        columns = header.columns;
      } else if (values.some((value) => value.trim() !== '')) {
        const read = readRow(values, columns, row);
        piece.records.push(read.record);
        piece.problems.push(...read.problems);
        count += 1;
      }
    }
    yield piece;
  }
  const end = endProblem(csv.end, { row, count, lastWidth, width: columns?.length });
  if (end !== undefined) yield { records: [], problems: [end] };
}

function nameProblems(name: string, submitter: Submitter | undefined): readonly Problem[] {
  const { organisation, problems } = readAchievementFileName(name);
  if (organisation === undefined || submitter === undefined) return problems;
  if (organisation === submitter.ukprn || organisation === submitter.organisationRef) return problems;
  const text = `The organisation in the file's name is not ${submitter.ukprn} or ${submitter.organisationRef}: rename the file.`;
  return [...problems, fileProblem(text)];
}

function readRow(
  values: readonly string[],
  columns: readonly (AchievementColumn | undefined)[],
  row: number,
): { readonly record: FileRecord; readonly problems: readonly Problem[] } {
  const fields: Record<string, string> = {};
  columns.forEach((column, place) => {
    const value = withoutGuard(values[place] ?? '').trim();
    if (column !== undefined && value !== '') fields[column.key] = value;
  });
  const problems = problemsOf(fields, columns, row);
  // A spreadsheet may add empty cells.
  if (values.slice(columns.length).some((value) => value.trim() !== '')) {
    const text = `The row has ${values.length} values, and there are ${columns.length} headings: put values that have a comma in quotation marks.`;
    problems.unshift({ level: 'record', row, code: 'F009', text });
  }
  const grave = problems.filter(({ level }) => level === 'record');
  const code = grave[0]?.code;
  if (code === undefined) return { record: { row, fields }, problems };
  const reason = grave
    .map(({ column, text }) => (column === undefined ? text : `${column}: ${text}`))
    .join(' ');
  return { record: { row, fields, refusal: { code, reason } }, problems };
}

function problemsOf(
  fields: Readonly<Record<string, string>>,
  columns: readonly (AchievementColumn | undefined)[],
  row: number,
): Problem[] {
  const problems: Problem[] = [];
  const add = (column: string, value: string, code: AchievementCode, text: string): void => {
    problems.push({ level: 'record', row, column, value: shortened(value), code, text });
  };
  const read = readAchievement(fields);
  for (const { code, column, text } of read.ok ? [] : read.errors) {
    const key = columns.find((one) => one?.name === column)?.key ?? '';
    const value = fields[key] ?? '';
    const harm = code === 'F002' ? harmedDate(value) : undefined;
    add(column, value, code, harm ?? `The value ${text}.`);
  }
  const { uln: text = '', misIdentifier = '' } = fields;
  const uln = parseUln(text);
  if (text !== '' && uln === undefined) {
    add('Uln', text, 'L001', harmedNumber(text) ?? 'The value is not ten digits, the first not 0.');
  } else if (uln !== undefined && !hasValidCheckDigit(uln)) {
    const doubt = 'The last digit of the ULN does not fit the others: was it mistyped?';
    problems.push(warning(doubt, { row, column: 'Uln', value: text }));
  }
  const harm = harmedNumber(misIdentifier);
  if (harm !== undefined)
    problems.push(warning(harm, { row, column: 'MisIdentifier', value: misIdentifier }));
  return problems;
}

function endProblem(
  end: { readonly problem: string | undefined; readonly afterLine: boolean },
  read: { row: number; count: number; lastWidth: number; width: number | undefined },
): Problem | undefined {
  const { row, count, lastWidth, width } = read;
  if (end.problem !== undefined) return fileProblem(end.problem, { row: row + 1 });
  if (width === undefined) return fileProblem('The file is empty: there are no headings.');
  if (!end.afterLine && lastWidth < width) {
    const text = `The last row has ${lastWidth} values where there are ${width} headings. ${cutOff}`;
    return fileProblem(text, { row });
  }
  return count === 0 ? fileProblem('The file holds no achievement.') : undefined;
}
