import { createReadStream } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { ColumnSet } from './column-set.js';
import { learnerColumns } from './columns.js';
import type { RefusedRow } from './row.js';

/** The file of refused rows: CSV that can be corrected and imported again. It appears with its first row. */
export interface RefusedRows {
  readonly path: string;
  /** How many rows this run wrote. */
  readonly count: number;
  add(rows: readonly RefusedRow[]): Promise<void>;
  close(): Promise<void>;
}

const ownColumns = ['refusedRow', 'refusedBecause'];

/**
 * Begins the file. A run that goes on from `rowsDone` keeps what the earlier one wrote up to there;
 * any other run starts anew.
 */
export async function openRefusedRows(
  path: string,
  rowsDone: number,
  of = learnerColumns,
): Promise<RefusedRows> {
  if (rowsDone > 0) await keepRowsUpTo(path, rowsDone);
  else await rm(path, { force: true });
  let file: FileHandle | undefined;
  let count = 0;
  return {
    path,
    get count() {
      return count;
    },
    async add(rows) {
      if (rows.length === 0) return;
      file ??= await open(path, 'a', 0o600);
      if ((await file.stat()).size === 0) await file.write(csvLine([...ownColumns, ...of.columns]));
      count += rows.length;
      await file.write(rows.map((row) => refusedLine(row, of)).join(''));
    },
    async close() {
      await file?.close();
    },
  };
}

function refusedLine({ row, reasons }: RefusedRow, { emptyText = '' }: ColumnSet): string {
  const values = row.values.map((value) => (value === '' ? emptyText : (value ?? '')));
  return csvLine([String(row.number), reasons.join('; '), ...values]);
}

/** RFC 4180 with the line feed of the systems this runs on. */
function csvLine(values: readonly string[]): string {
  return `${values.map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(',')}\n`;
}

/** Rows after the last stored chunk will be refused again: they must not be in the file twice. */
async function keepRowsUpTo(path: string, rowsDone: number): Promise<void> {
  const kept = `${path}.kept`;
  let file: FileHandle | undefined;
  try {
    // Errors of either stream end the loop.
    const records = pipeline(createReadStream(path), parse({ relax_column_count: true }), () => undefined);
    for await (const record of records) {
      const values = record as readonly string[];
      const isHeader = values[0] === ownColumns[0];
      if (!isHeader && Number(values[0]) > rowsDone) continue;
      file ??= await open(kept, 'w', 0o600);
      await file.write(csvLine(values));
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    // A run that was killed may have left half a row at the end. It comes again.
    if (!(error instanceof CsvError)) throw error;
  } finally {
    await file?.close();
  }
  if (file !== undefined) await rename(kept, path);
}
