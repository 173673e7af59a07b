import { createReadStream } from 'node:fs';
import { listSeparator, type ColumnSet } from './column-set.js';
import { learnerColumns } from './columns.js';
import { batchSize, type Row, type RowSource } from './row.js';

const longestLine = 1024 * 1024;
const readAtOnce = 256 * 1024;

/** Reads JSON Lines (UTF-8): one object a line, its members named like the columns; blank lines do not count. */
export async function* readJsonLines(path: string, ignoreUnknown: boolean, of = learnerColumns): RowSource {
  let rows: Row[] = [];
  let number = 0;
  let line = 0;
  for await (const text of lines(path)) {
    line += 1;
    if (text === undefined) {
      if (rows.length > 0) yield { rows };
      return yield { failure: { problem: 'A line is longer than a megabyte: is this JSON Lines?', line } };
    }
    if (text.trim() === '') continue;
    rows.push(readLine(text, ignoreUnknown, (number += 1), line, of));
    if (rows.length === batchSize) {
      yield { rows };
      rows = [];
    }
  }
  if (rows.length > 0) yield { rows };
}

/** The lines without their ends. Undefined stands for one that is too long, and is the last. */
async function* lines(path: string): AsyncGenerator<string | undefined, void, void> {
  let rest = '';
  let first = true;
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: readAtOnce })) {
    let text = rest + String(chunk);
    if (first && text.startsWith('\ufeff')) text = text.slice(1);
    first = false;
    const pieces = text.split('\n');
    rest = pieces.pop() ?? '';
    yield* pieces;
    if (rest.length > longestLine) return yield undefined;
  }
  if (rest !== '') yield rest;
}

function readLine(text: string, ignoreUnknown: boolean, number: number, line: number, of: ColumnSet): Row {
  const values = new Array<string | undefined>(of.columns.length).fill(undefined);
  const unreadable = fill(values, text, ignoreUnknown, of);
  return unreadable === undefined ? { number, line, values } : { number, line, values, unreadable };
}

/** Puts an object's members in their places. Gives what is wrong with it. */
function fill(
  values: (string | undefined)[],
  text: string,
  ignoreUnknown: boolean,
  of: ColumnSet,
): string | undefined {
  const object = parseObject(text);
  if (object === undefined) return 'not a JSON object';
  let wrong: string | undefined;
  for (const [name, value] of Object.entries(object)) {
    const index = of.index(name);
    if (index === undefined) {
      if (!ignoreUnknown) wrong ??= `"${name}" is not known`;
    } else if (index >= 0 && value !== null && (value !== '' || of.emptyText !== undefined)) {
      if (typeof value === 'string' || typeof value === 'number') values[index] = String(value);
      else if (of.lists?.has(of.columns[index] ?? '') && isListOfTexts(value)) {
        if (value.length > 0) values[index] = value.join(listSeparator);
      } else wrong ??= `${name} must be text or a number`;
    }
  }
  return wrong;
}

/** A text with the separator within would become two. */
function isListOfTexts(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.every((one) => typeof one === 'string' && one !== '' && !one.includes(listSeparator))
  );
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
