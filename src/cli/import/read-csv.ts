import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { readHeader, type ColumnSet, type Header } from './column-set.js';
import { learnerColumns } from './columns.js';
import { batchSize, type Row, type RowSource } from './row.js';

/** Longer rows are a sign of a quotation mark that nothing closes. */
const longestRow = 256 * 1024;
const readAtOnce = 256 * 1024;

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads CSV (RFC 4180, UTF-8, a byte order mark is passed over) whose first row names the columns.
 * Short rows lack their last columns; a row with too many is unreadable.
 */
export async function* readCsv(path: string, ignoreUnknown: boolean, of = learnerColumns): RowSource {
  const parser = pipeline(
    createReadStream(path, { highWaterMark: readAtOnce }),
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: longestRow,
    }),
    // Errors of either stream end the loop below.
    () => undefined,
  );
  let header: Header | undefined;
  let rows: Row[] = [];
  let number = 0;
  try {
    for await (const item of parser) {
      const { record, info } = item as CsvRecord;
      if (header === undefined) {
        const result = readHeader(record, ignoreUnknown, of);
        if (!result.ok) return yield { failure: { problem: result.problems.join(' '), line: 1 } };
        header = result.header;
        continue;
      }
      if (isBlank(record)) continue;
      rows.push(rowOf(record, header, (number += 1), info.lines, of));
      if (rows.length === batchSize) {
        yield { rows };
        rows = [];
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (rows.length > 0) yield { rows };
    return yield { failure: csvProblem(error) };
  }
  if (header === undefined)
    return yield { failure: { problem: 'The file is empty: there is no header row.' } };
  if (rows.length > 0) yield { rows };
}

function isBlank(record: readonly string[]): boolean {
  return record[0] === '' && record.every((value) => value.trim() === '');
}

function rowOf(
  record: readonly string[],
  header: Header,
  number: number,
  line: number,
  { columns, emptyText }: ColumnSet,
): Row {
  const values = new Array<string | undefined>(columns.length).fill(undefined);
  const width = Math.min(record.length, header.length);
  for (let place = 0; place < width; place++) {
    const index = header[place] ?? -1;
    const value = record[place];
    if (index < 0 || value === undefined || value === '') continue;
    values[index] = value === emptyText ? '' : value;
  }
  if (record.length > header.length) {
    const unreadable = `${record.length} values where the header has ${header.length} columns`;
    return { number, line, values, unreadable };
  }
  return { number, line, values };
}

function csvProblem(error: CsvError): { problem: string; line?: number } {
  const line: unknown = error['lines'];
  const problem =
    error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'A quotation mark is opened and never closed.'
      : `Not readable as CSV (${error.code}).`;
  return typeof line === 'number' ? { problem, line } : { problem };
}
