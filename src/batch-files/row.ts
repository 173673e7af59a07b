/** What the readers of both formats give. */
import type { Layout, Version } from './columns.js';
import type { Problem } from './problem.js';

/** One learner as the file has it. */
export interface Row {
  /** See {@link Problem.row}. */
  readonly row: number;
  /** By the places of the layout's columns; '' where nothing is stated. */
  readonly values: readonly string[];
  /** What is wrong with its form; the values are then what could be read. */
  readonly problems: readonly Problem[];
}

/** Some of a file. The layout is known before the first row. Nothing follows a problem of the file's form. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
}

export interface FileReader {
  readonly layout: { readonly version: Version; readonly columns: Layout } | undefined;
  /** Reads on; ends at the file's end or at what makes the rest unreadable. */
  pieces(): AsyncGenerator<Rows, void, void>;
}

/** How many rows are handed over at a time. */
export const rowsAtOnce = 500;

/** In UTF-16 units. A learner with every value at its longest and every character escaped is smaller. */
export const longestRow = 256 * 1024;

export const cutOff = 'The file was cut off: get it anew from where it was made.';
