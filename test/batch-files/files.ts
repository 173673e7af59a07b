import { layouts, type Version } from '../../src/batch-files/columns.js';
import { readFileName, type FileKind } from '../../src/batch-files/file-name.js';
import type { Problem } from '../../src/batch-files/problem.js';
import { readBatchFile, type FileRecord, type ReadRules } from '../../src/batch-files/read-batch-file.js';

export const ukprn = '90000001';
export const rules: ReadRules = {
  kind: 'registration',
  ages: { minimum: 13, maximum: 110 },
  today: '2026-09-01',
  ukprn,
};
export const nameOf = (kind: FileKind): string => `LRB_${ukprn}_010920261200.${kind}`;

/** What a learner of a test is unless the test says otherwise; by heading. */
export const sound: Readonly<Record<string, string>> = {
  GivenName: 'Eleanor',
  FamilyName: 'Testington',
  LastKnownPostCode: 'ZT1 4EE',
  DateOfBirth: '2004-04-12',
  Gender: '2',
};

/** The text of a CSV file with these learners, by heading; the facts are right unless they are given. */
export function csvFile(
  learners: readonly Readonly<Record<string, string>>[],
  version: Version = '3A',
  facts: Readonly<Record<string, string>> = {},
): string {
  const names = layouts[version].map(({ name }) => name);
  const own = {
    FileVersion: version,
    FileName: nameOf('CSV'),
    UKPRN: ukprn,
    LearnerRecordCount: String(learners.length),
    ...facts,
  };
  const rows = learners.map((learner, at) => {
    const all: Record<string, string> = { ...sound, ...(at === 0 ? own : {}), ...learner };
    return names.map((name) => quoted(all[name] ?? '')).join(',');
  });
  return [names.join(','), ...rows].map((row) => `${row}\r\n`).join('');
}

export const quoted = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

export interface ReadFile {
  readonly records: readonly FileRecord[];
  readonly problems: readonly Problem[];
}

/** Reads a whole file, handed over in pieces of a size. */
export async function read(
  content: string | Uint8Array,
  name = nameOf('CSV'),
  given: Partial<ReadRules> = {},
  pieceSize = Infinity,
): Promise<ReadFile> {
  const records: FileRecord[] = [];
  const problems: Problem[] = [];
  const file = { name: readFileName(name), bytes: inPieces(Buffer.from(content), pieceSize) };
  for await (const piece of readBatchFile(file, { ...rules, ...given })) {
    records.push(...piece.records);
    problems.push(...piece.problems);
  }
  return { records, problems };
}

export async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer, void, void> {
  if (size === Infinity) return yield bytes;
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** `level row column code`, for what tests compare. */
export const brief = (problems: readonly Problem[]): string[] =>
  problems.map(({ level, row, column, code }) =>
    [level, row, column, code].filter((part) => part !== undefined).join(' '),
  );
