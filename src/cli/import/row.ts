/** What the readers of import files give. */

/** One row as the file has it, by the places of the columns. An absent value is undefined. */
export interface Row {
  /** From 1, header and blank lines not counted: what progress is counted in. */
  readonly number: number;
  /** Of the file, from 1. */
  readonly line: number;
  readonly values: readonly (string | undefined)[];
  /** Set when the row could not be taken apart; the values are then not to be used. */
  readonly unreadable?: string;
}

/** A row that may not be stored, with every reason. */
export interface RefusedRow {
  readonly row: Row;
  readonly reasons: readonly string[];
}

/** Why a file cannot be read any further. */
export interface FileProblem {
  readonly problem: string;
  readonly line?: number;
}

export type RowBatch = { readonly rows: readonly Row[] } | { readonly failure: FileProblem };

/** Reads a file in batches of rows, never all of it. A failure is the last batch. */
export type RowSource = AsyncGenerator<RowBatch, void, void>;

/** How many rows the readers hand over at a time. More are no faster, and take more memory. */
export const batchSize = 2_000;
