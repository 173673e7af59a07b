/** Reads an LRB batch file and judges it, row by row. Rules: docs/batch-files.md. */
import type { FileName } from './file-name.js';
import { readFileFacts, repeatedFacts, type FileFacts } from './file-facts.js';
import { fileProblem, refusalOf, warning, type Problem, type Refusal } from './problem.js';
import { csvReader } from './read-csv.js';
import { xmlReader } from './read-xml.js';
import { cutOff, type FileReader, type Row } from './row.js';
import { checkRow, type Fields, type RowRules } from './row-rules.js';

export interface FileToRead {
  readonly name: FileName;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface ReadRules extends RowRules {
  /** The submitting organisation's; absent when nobody said who submits. */
  readonly ukprn?: string;
}

/** A learner of the file, as a batch record is to have it. */
export interface FileRecord {
  readonly row: number;
  /** The first record's also hold what the file says of itself. */
  readonly fields: Fields;
  /** Set when a value is bad: the record has this result. Missing details are for the register to judge. */
  readonly refusal?: Refusal;
}

export interface ReadPiece {
  readonly records: readonly FileRecord[];
  readonly problems: readonly Problem[];
}

/**
 * Gives the records with the problems found in them, in the file's order; problems of the whole file come last.
 * The file can be submitted when no problem is of the level `file`.
 */
export async function* readBatchFile(
  { name, bytes }: FileToRead,
  rules: ReadRules,
): AsyncGenerator<ReadPiece, void, void> {
  const problems = [...name.problems];
  if (name.ukprn !== undefined && rules.ukprn !== undefined && name.ukprn !== rules.ukprn) {
    problems.push(fileProblem(`The UKPRN in the file's name is not ${rules.ukprn}: rename the file.`));
  }
  if (problems.length > 0) yield { records: [], problems };
  if (name.kind === undefined) return;
  const reader = name.kind === 'CSV' ? csvReader(bytes) : xmlReader(bytes);
  yield* judged(reader, rules);
}

async function* judged(reader: FileReader, rules: ReadRules): AsyncGenerator<ReadPiece, void, void> {
  let facts: FileFacts | undefined;
  let count = 0;
  let broken = false;
  for await (const piece of reader.pieces()) {
    const records: FileRecord[] = [];
    const problems: Problem[] = [];
    for (const row of piece.rows) {
      const { layout } = reader;
      if (layout === undefined) throw new Error('A row came before the layout');
      if (facts === undefined) {
        const first = readFileFacts(row, layout.version, rules.ukprn);
        facts = first.facts;
        problems.push(...first.problems);
      } else problems.push(...repeatedFacts(row));
      const checked = checkRow(row, layout.columns, rules);
      problems.push(...checked.problems);
      records.push(recordOf(row, checked.fields, checked.problems));
      count += 1;
    }
    broken ||= piece.problems.some(({ level }) => level === 'file');
    yield { records, problems: [...problems, ...piece.problems] };
  }
  const problem = countProblem(count, facts, broken);
  if (problem !== undefined) yield { records: [], problems: [problem] };
}

function recordOf({ row }: Row, fields: Fields, problems: readonly Problem[]): FileRecord {
  const refusal = refusalOf(problems.filter(({ code }) => code !== 'RC006'));
  return refusal === undefined ? { row, fields } : { row, fields, refusal };
}

function countProblem(count: number, facts: FileFacts | undefined, broken: boolean): Problem | undefined {
  if (facts === undefined) return broken ? undefined : fileProblem('The file holds no learner.');
  const stated = facts.recordCount;
  if (stated === undefined || stated === count) return undefined;
  const column = 'LearnerRecordCount';
  const told = `The file states ${stated} learners and holds ${count}`;
  if (broken) return warning(`${told} up to where it cannot be read.`, { column });
  return count < stated
    ? fileProblem(`${told}: correct the count. Or: ${cutOff}`, { column })
    : fileProblem(`${told}: correct the count.`, { column });
}
