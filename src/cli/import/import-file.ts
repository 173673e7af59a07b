/** What every import of a file does around its rows: checks the file, goes on where a run stopped, tells how far it is. */
import { access, constants, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Run } from '../command-spec.js';
import { exitCodes, type ExitCode, type Refusal } from '../exit-codes.js';
import { localAudit } from '../local-audit.js';
import type { Register } from '../context.js';
import { withRegister } from '../with-register.js';
import type { ColumnSet } from './column-set.js';
import { fileFacts } from './fingerprint.js';
import { importProgressView } from './import-progress.js';
import type { ImportRun } from './import-result.js';
import { readCsv } from './read-csv.js';
import { readJsonLines } from './read-json-lines.js';
import { openRefusedRows } from './refused-rows.js';
import type { RefusedRow, RowSource } from './row.js';

/** The options that all of them have, in the order of the help. */
export const fileOptions: readonly (readonly [flags: string, description: string])[] = [
  ['--format <name>', 'csv or jsonl (default: by the file name)'],
  ['--refused <file>', 'where refused rows go, with reasons (default: <file>.refused.csv)'],
  ['--dry-run', 'check every row and store nothing'],
  ['--again', 'begin at the first row, even if an earlier run got further'],
  ['--ignore-unknown-columns', 'pass over columns that the register does not know'],
];

export const fileOptionsSchema = z.object({
  format: z.enum(['csv', 'jsonl']).optional(),
  refused: z.string().optional(),
  dryRun: z.boolean().optional(),
  again: z.boolean().optional(),
  ignoreUnknownColumns: z.boolean().optional(),
});
export type FileOptions = z.output<typeof fileOptionsSchema>;

/** As told, or by the file's name. */
export function formatOf(path: string, { format }: Pick<FileOptions, 'format'>): 'csv' | 'jsonl' {
  return format ?? (/\.(jsonl|ndjson|json)$/i.test(path) ? 'jsonl' : 'csv');
}

export async function isReadableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

export function unreadable(path: string, whatToDo: string): Refusal {
  return { exitCode: exitCodes.usage, problem: `${path} is not a file that can be read.`, whatToDo };
}

/** The part of an import that any kind of row needs. */
export interface FileTask {
  /** Opens the file from its beginning. */
  readonly read: () => RowSource;
  readonly fingerprint: string;
  /** Rows that an earlier run dealt with. */
  readonly rowsDone: number;
  readonly dryRun: boolean;
  readonly audit: ReturnType<typeof localAudit>;
  readonly onRefused: (rows: readonly RefusedRow[]) => Promise<void>;
  readonly onProgress: (rows: number) => void;
  readonly signal: AbortSignal;
}

/** What differs from one kind of file to the other. */
export interface FileImport<Summary> {
  /** As the audit names it. */
  readonly operation: string;
  readonly columns: ColumnSet;
  /** Before the file is read: why the register may not be given such a file. */
  readonly refusal?: (register: Register) => Refusal | undefined;
  /** What the register calls the progress of a file with this fingerprint. */
  readonly progressOf: (fingerprint: string) => string;
  readonly importRows: (register: Register, task: FileTask) => Promise<Summary>;
  /** Shows what was done, and gives the exit code. */
  readonly result: (summary: Summary, run: ImportRun) => ExitCode;
}

/** Imports the file at `path`, or what an earlier run of the same command left of it. */
export async function importFile<Summary extends { readonly interrupted: boolean }>(
  run: Run,
  path: string,
  given: FileOptions,
  kind: FileImport<Summary>,
): Promise<ExitCode> {
  const { output } = run;
  if (!(await isReadableFile(path))) {
    return output.refuse(
      unreadable(
        path,
        'An import needs a file, because it reads it more than once: save a stream to a file first.',
      ),
    );
  }
  const format = formatOf(path, given);
  const read = format === 'csv' ? readCsv : readJsonLines;
  const ignoreUnknown = given.ignoreUnknownColumns === true;
  const dryRun = given.dryRun === true;

  return withRegister(run, async (register) => {
    const { store, clock } = register;
    const refusal = kind.refusal?.(register);
    if (refusal !== undefined) return output.refuse(refusal);
    const { fingerprint: digest, lines } = await fileFacts(path);
    const fingerprint = kind.progressOf(digest);
    const rowsDone = dryRun || given.again === true ? 0 : await store.imports.rowsDone(fingerprint);
    if (rowsDone > 0) output.note(`Going on after row ${rowsDone}, where an earlier run stopped.`);
    output.note(`Reading ${path}. Ctrl-C stops after the rows at hand.`);
    const audit = localAudit(clock, kind.operation);
    if (!dryRun) await store.audit.record(audit([], 'started'));

    const refusedRows = await openRefusedRows(given.refused ?? `${path}.refused.csv`, rowsDone, kind.columns);
    const progress = importProgressView(output);
    const started = performance.now();
    progress.start(rowsDone, format === 'csv' ? Math.max(0, lines - 1) : lines);
    try {
      const summary = await kind.importRows(register, {
        read: () => read(path, ignoreUnknown, kind.columns),
        fingerprint,
        rowsDone,
        dryRun,
        audit,
        onRefused: (rows) => refusedRows.add(rows),
        onProgress: (rows) => {
          progress.update(rows);
        },
        signal: run.signal,
      });
      progress.stop();
      if (!dryRun) await store.audit.record(audit([], summary.interrupted ? 'interrupted' : 'finished'));
      const seconds = (performance.now() - started) / 1000;
      return kind.result(summary, { path, rowsDone, dryRun, seconds, refusedFile: refusedRows.path });
    } finally {
      progress.stop();
      await refusedRows.close();
    }
  });
}
