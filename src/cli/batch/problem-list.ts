import type { Problem } from '../../batch-files/problem.js';
import type { Output } from '../output.js';

/** Shows problems as they are found, up to a number, and counts them all. */
export class ProblemList {
  readonly counts = { file: 0, record: 0, warning: 0 };
  #shown = 0;
  #exceptions = 0;
  #lastRow: number | undefined;

  constructor(
    private readonly output: Output,
    private readonly mostShown: number,
  ) {}

  add(problems: readonly Problem[]): void {
    for (const problem of problems) {
      this.counts[problem.level] += 1;
      // Rows come in order, so that counting them needs no memory of all.
      if (problem.level === 'record' && problem.row !== this.#lastRow) {
        this.#exceptions += 1;
        this.#lastRow = problem.row;
      }
      if (this.#shown === this.mostShown) continue;
      this.#shown += 1;
      this.output.value(inWords(problem), { ...problem });
    }
  }

  /** Rows that would become exceptions. */
  get exceptions(): number {
    return this.#exceptions;
  }

  get notShown(): number {
    const { file, record, warning } = this.counts;
    return file + record + warning - this.#shown;
  }
}

/** `Row 5, DateOfBirth, "12/04/2004", RC011: Excel turned …` */
export function inWords({ level, row, column, value, code, text }: Problem): string {
  const where = [
    row === undefined ? undefined : `Row ${row}`,
    column,
    value === undefined || value === '' ? undefined : `"${value}"`,
    code,
    level === 'warning' ? 'warning' : undefined,
  ].filter((part) => part !== undefined);
  return where.length === 0 ? text : `${where.join(', ')}: ${text}`;
}
