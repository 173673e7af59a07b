/** Writes LRB batch files: CSV with every value quoted and CRLF, or XML. The readers of this folder take both. */
import { escapeText } from '../contract/escape-xml.js';
import { fileColumns, layouts, type addedColumns, type Version } from './columns.js';
import type { FileKind } from './file-name.js';

export type AddedColumn = (typeof addedColumns)[number];

/** A learner to write. */
export interface RowToWrite {
  /** By the names of the web service; what the layout lacks is left out. */
  readonly fields: Readonly<Record<string, string>>;
  readonly added: Readonly<Partial<Record<AddedColumn, string>>>;
}

export interface FileToWrite {
  readonly kind: FileKind;
  readonly version: Version;
  /** Columns after the layout's. */
  readonly added: readonly AddedColumn[];
  /** What the first row states: file name, UKPRN and count. */
  readonly fileName: string;
  readonly ukprn: string;
  readonly recordCount: number;
}

/** With it a spreadsheet takes the file for UTF-8. */
const byteOrderMark = '\ufeff';

/** The names that XML files are written with. Any others are read as well. */
export const xmlNames = { root: 'LearnerBatch', record: 'Learner' } as const;

/** Gives the text of the file, a page of rows at a time. */
export async function* writeBatchFile(
  file: FileToWrite,
  pages: AsyncIterable<readonly RowToWrite[]>,
): AsyncGenerator<string, void, void> {
  const columns = layouts[file.version];
  const names = [...columns.map(({ name }) => name), ...file.added];
  const write = file.kind === 'CSV' ? csvRow : xmlRecord;
  yield file.kind === 'CSV'
    ? byteOrderMark + csvRow(names)
    : `<?xml version="1.0" encoding="UTF-8"?>\n<${xmlNames.root}>\n`;
  let facts: readonly string[] = [file.version, file.fileName, file.ukprn, String(file.recordCount)];
  for await (const page of pages) {
    let text = '';
    for (const { fields, added } of page) {
      const learner = columns.slice(fileColumns.length).map(({ key }) => fields[key] ?? '');
      const own = file.added.map((name) => added[name] ?? '');
      text += write([...facts, ...learner, ...own], names);
      facts = fileColumns.map(() => '');
    }
    if (text !== '') yield text;
  }
  if (file.kind === 'XML') yield `</${xmlNames.root}>\n`;
}

/** RFC 4180. */
function csvRow(values: readonly string[]): string {
  return `${values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\r\n`;
}

function xmlRecord(values: readonly string[], names: readonly string[]): string {
  const elements = values.map((value, place) => {
    const name = names[place] ?? '';
    return value === '' ? '' : `    <${name}>${escapeText(value)}</${name}>\n`;
  });
  return `  <${xmlNames.record}>\n${elements.join('')}  </${xmlNames.record}>\n`;
}
