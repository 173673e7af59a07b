/** Reads CSV (RFC 4180) as it comes. */
import { CsvError, parse } from 'csv-parse';
import type { Layout, Version } from './columns.js';
import { decodeText, type DecodedText } from './decode-text.js';
import { readHeader } from './header.js';
import { fileProblem, type Problem } from './problem.js';
import { cutOff, type FileReader, longestRow, type Row } from './row.js';

interface CsvLayout {
  readonly version: Version;
  readonly columns: Layout;
  /** How many headings there are. */
  readonly width: number;
}

/** Blank rows are passed over, and counted as a spreadsheet counts them. */
export function csvReader(bytes: AsyncIterable<Uint8Array>): FileReader {
  let layout: CsvLayout | undefined;
  return {
    get layout() {
      return layout;
    },
    async *pieces() {
      let row = 0;
      let lastWidth = 0;
      const csv = csvRecords(decodeText(bytes));
      for await (const records of csv.pieces()) {
        const rows: Row[] = [];
        for (const values of records) {
          row += 1;
          lastWidth = values.length;
          if (layout === undefined) {
            const header = readHeader(values);
            if (header.problems.length > 0) yield { rows: [], problems: header.problems };
            if (!header.ok) return;
            layout = header;
          } else if (values[0] !== '' || values.some((value) => value.trim() !== '')) {
            rows.push(rowOf(values, layout, row));
          }
        }
        yield { rows, problems: [] };
      }
      if (csv.end.problem !== undefined) {
        yield { rows: [], problems: [fileProblem(csv.end.problem, { row: row + 1 })] };
      } else if (layout === undefined) {
        yield { rows: [], problems: [fileProblem('The file is empty: there are no headings.')] };
      } else if (!csv.end.afterLine && lastWidth < layout.width) {
        const text = `The last row has ${lastWidth} values where there are ${layout.width} headings. ${cutOff}`;
        yield { rows: [], problems: [fileProblem(text, { row })] };
      }
    },
  };
}

/** Rows as lists of values, as many at a time as the pieces of text hold. */
export function csvRecords(text: DecodedText): {
  pieces(): AsyncGenerator<readonly (readonly string[])[], void, void>;
  /** How the file ended: why it goes no further, and whether its last character ends a line. */
  readonly end: { problem: string | undefined; afterLine: boolean };
} {
  const end: { problem: string | undefined; afterLine: boolean } = { problem: undefined, afterLine: true };
  let found: (readonly string[])[] = [];
  const taken = (): readonly (readonly string[])[] => {
    const all = found;
    found = [];
    return all;
  };
  const parser = parse({
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRow,
    // Collected here, because a parser that fails forgets the rows before.
    on_record: (record: string[]) => {
      found.push(record);
      return null;
    },
  });
  parser.on('error', (error) => {
    if (!(error instanceof CsvError)) throw error;
    end.problem ??= csvProblem(error);
  });
  parser.resume();
  async function* pieces(): AsyncGenerator<readonly (readonly string[])[], void, void> {
    for await (const piece of text) {
      if (piece !== '') end.afterLine = piece.endsWith('\n');
      await new Promise((resolve) => parser.write(piece, resolve));
      yield taken();
      if (end.problem !== undefined) return;
    }
    end.problem = text.problem;
    if (end.problem !== undefined) return;
    await new Promise((resolve) => {
      parser.once('close', resolve).end();
    });
    yield taken();
  }
  return { pieces, end };
}

function rowOf(values: readonly string[], { columns, width }: CsvLayout, row: number): Row {
  const padded = columns.map((_, place) => values[place] ?? '');
  // A spreadsheet may add empty cells.
  const beyond = values.slice(width).some((value) => value.trim() !== '');
  const problem: Problem = {
    level: 'record',
    row,
    code: 'RC011',
    text: `The row has ${values.length} values, and there are ${width} headings: put values that have a comma in quotation marks.`,
  };
  return { row, values: padded, problems: beyond ? [problem] : [] };
}

function csvProblem({ code }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `The file ends within a value that begins with a quotation mark. ${cutOff} Or the mark that ends the value is missing.`;
    case 'CSV_MAX_RECORD_SIZE':
      return 'A quotation mark is opened in this row and not closed: close it.';
    default:
      return `The row is not readable as CSV (${code}).`;
  }
}
