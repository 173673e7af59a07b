/** Reads XML as it comes: a root, a record for each learner, an element for each column that states something. */
import xml2js from 'xml2js';
import { nearestName } from '../config/nearest-name.js';
import { addedColumns, isVersion, layouts, versions, type Layout, type Version } from './columns.js';
import { decodeText } from './decode-text.js';
import { fileProblem, shortened, type Problem } from './problem.js';
import { RecordScanner } from './record-scanner.js';
import { type FileReader, type Row, rowsAtOnce } from './row.js';

const passedOver: ReadonlySet<string> = new Set(addedColumns);
const options: xml2js.ParserOptions = {
  ignoreAttrs: true,
  explicitArray: true,
  emptyTag: '',
  tagNameProcessors: [xml2js.processors.stripPrefix],
};
/** Where xml2js puts text that stands between elements. */
const textBetween = '_';

/** Root and records may have any name; a prefix does not count. Nothing is fetched, and no document type is taken. */
export function xmlReader(bytes: AsyncIterable<Uint8Array>): FileReader {
  let layout: { version: Version; columns: Layout } | undefined;
  return {
    get layout() {
      return layout;
    },
    async *pieces() {
      const text = decodeText(bytes);
      const scanner = new RecordScanner();
      let rows: Row[] = [];
      let record = 0;
      for await (const piece of text) {
        for (const recordText of scanner.push(piece)) {
          record += 1;
          const fields = parseRecord(recordText);
          if (typeof fields === 'string') {
            return yield {
              rows,
              problems: [fileProblem(`The record is not XML: ${fields}`, { row: record })],
            };
          }
          if (layout === undefined) {
            const version = fields.get('FileVersion')?.[0]?.trim() ?? '';
            if (!isVersion(version)) return yield { rows, problems: [noVersion(version)] };
            layout = { version, columns: layouts[version] };
          }
          rows.push(rowOf(fields, layout, record));
          if (rows.length < rowsAtOnce) continue;
          yield { rows, problems: [] };
          rows = [];
        }
        if (scanner.problem !== undefined) break;
      }
      if (text.problem === undefined) scanner.finish();
      const problem = text.problem ?? scanner.problem;
      yield { rows, problems: problem === undefined ? [] : [fileProblem(problem, { row: record + 1 })] };
    },
  };
}

/** @returns what is wrong with it, when it is not well formed */
function parseRecord(text: string): ReadonlyMap<string, readonly string[]> | string {
  let parsed: unknown;
  let problem: string | undefined;
  // Line ends as XML 1.0 section 2.11 wants them; the parser leaves them alone.
  xml2js.parseString(text.replaceAll('\r\n', '\n'), options, (error, result: unknown) => {
    if (error !== null) problem ??= firstLine(error.message);
    else parsed = result;
  });
  if (problem !== undefined) return problem;
  const fields = new Map<string, readonly string[]>();
  const roots: unknown[] = isObject(parsed) ? Object.values(parsed) : [];
  const [record] = roots;
  if (!isObject(record)) {
    if (typeof record === 'string' && record.trim() !== '') fields.set(textBetween, [record]);
    return fields;
  }
  for (const [name, values] of Object.entries(record)) {
    const texts: unknown[] = Array.isArray(values) ? values : [values];
    fields.set(
      name,
      texts.map((value) => (typeof value === 'string' ? value : '')),
    );
  }
  return fields;
}

function rowOf(
  fields: ReadonlyMap<string, readonly string[]>,
  { version, columns }: { version: Version; columns: Layout },
  row: number,
): Row {
  const values = columns.map(({ name }) => fields.get(name)?.[0] ?? '');
  const problems: Problem[] = [];
  for (const [name, texts] of fields) {
    const column = shortened(name);
    if (texts.length > 1) problems.push(fileProblem('The element is there twice.', { row, column }));
    if (passedOver.has(name) || columns.some((known) => known.name === name)) continue;
    problems.push(fileProblem(unknownElement(name, version, columns), { row, column }));
  }
  return { row, values, problems };
}

function unknownElement(name: string, version: Version, columns: Layout): string {
  if (name === textBetween) return 'There is text between the elements of the record.';
  const other = versions.find((candidate) => layouts[candidate].some((column) => column.name === name));
  if (other !== undefined) return `The element belongs to version ${other}, and the file says ${version}.`;
  const nearest = nearestName(
    name,
    columns.map((column) => column.name),
  );
  return `Version ${version} has no such element${nearest === undefined ? '' : ` (the nearest is ${nearest})`}; letters count.`;
}

function noVersion(value: string): Problem {
  const text = `The first record must state FileVersion as ${versions.join(' or ')}.`;
  return fileProblem(text, { row: 1, column: 'FileVersion', value: shortened(value) });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function firstLine(text: string): string {
  return `${text.split('\n')[0] ?? ''}.`;
}
