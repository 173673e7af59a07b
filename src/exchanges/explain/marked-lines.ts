/** Lines of a message with the places of its problems marked. */
import type { Problem } from '../../contract/read-result.js';

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

export interface MarkedLine {
  /** From 1. */
  readonly number: number;
  readonly pieces: readonly Piece[];
  /** Numbers, from 1, of the problems that begin here. */
  readonly problems: readonly number[];
}

/** Each line whole; where a problem's column is known, the element there is marked, else the line. */
export function markLines(
  lines: readonly string[],
  problems: readonly Pick<Problem, 'line' | 'column'>[],
): readonly MarkedLine[] {
  return lines.map((text, index) => {
    const number = index + 1;
    const here = problems.flatMap(({ line, column }, at) =>
      line === number ? [{ number: at + 1, column }] : [],
    );
    return { number, pieces: piecesOf(text, here), problems: here.map((problem) => problem.number) };
  });
}

function piecesOf(text: string, problems: readonly { readonly column: number | undefined }[]): Piece[] {
  if (problems.length === 0) return [{ text, marked: false }];
  if (problems.some(({ column }) => column === undefined || column > text.length))
    return [{ text, marked: true }];
  const starts = [...new Set(problems.map(({ column = 1 }) => column - 1))].sort((one, other) => one - other);
  const pieces: Piece[] = [];
  let at = 0;
  for (const start of starts) {
    if (start < at) continue;
    const end = elementEnd(text, start);
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** After the end tag when the element has text alone, else after its start tag; the line's end when there is neither. */
function elementEnd(text: string, start: number): number {
  const element = /^<[^<>]*>(?:[^<]*<\/[^<>]*>)?/.exec(text.slice(start));
  return element === null ? text.length : start + element[0].length;
}
