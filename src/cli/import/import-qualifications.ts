import { qualificationKey, type Qualification, type QualificationKey } from '../../domain/qualification.js';
import type { QualificationCatalogue } from '../../register/plr-ports.js';
import { qualificationColumnSet } from './qualification-columns.js';
import { qualificationOfRow } from './qualification-of-row.js';
import { readJsonLines } from './read-json-lines.js';
import type { FileProblem, RefusedRow, RowSource } from './row.js';

export interface QualificationImport {
  readonly rows: RowSource;
  /** Checks and counts, stores nothing. */
  readonly dryRun: boolean;
  readonly onRefused: (rows: readonly RefusedRow[]) => Promise<void>;
  readonly onProgress: (rows: number) => void;
  readonly signal: AbortSignal;
}

export interface QualificationSummary {
  readonly rows: number;
  /** New in the catalogue; on a dry run, rows that could be stored. */
  readonly added: number;
  readonly replaced: number;
  /** There already, and the same. */
  readonly unchanged: number;
  readonly refused: number;
  readonly interrupted: boolean;
  /** Why the file could not be read to its end. */
  readonly failure?: FileProblem;
}

type Counts = { -readonly [Key in keyof QualificationSummary]: QualificationSummary[Key] };

/**
 * Puts a file into the catalogue, chunk by chunk. A reference that is there already is replaced by what the file says,
 * so that the same file may be imported again; within a file each reference stands once.
 */
export async function importQualifications(
  catalogue: Pick<QualificationCatalogue, 'store'>,
  { rows: source, dryRun, onRefused, onProgress, signal }: QualificationImport,
): Promise<QualificationSummary> {
  const counts: Counts = { rows: 0, added: 0, replaced: 0, unchanged: 0, refused: 0, interrupted: false };
  const seen = new Set<QualificationKey>();
  for await (const batch of source) {
    if ('failure' in batch) {
      counts.failure = batch.failure;
      break;
    }
    if (signal.aborted) {
      counts.interrupted = true;
      break;
    }
    const ready: Qualification[] = [];
    const refused: RefusedRow[] = [];
    for (const row of batch.rows) {
      const read = qualificationOfRow(row);
      if ('reasons' in read) {
        refused.push(read);
        continue;
      }
      const key = qualificationKey(read.qualification.reference);
      if (seen.has(key)) refused.push({ row, reasons: ['reference is in the file already'] });
      else ready.push(read.qualification);
      seen.add(key);
    }
    const { added, replaced } = dryRun ? { added: ready.length, replaced: 0 } : await catalogue.store(ready);
    await onRefused(refused);
    counts.rows += batch.rows.length;
    counts.added += added;
    counts.replaced += replaced;
    counts.unchanged += ready.length - added - replaced;
    counts.refused += refused.length;
    onProgress(counts.rows);
  }
  return counts;
}

/** Loads a file of JSON Lines that is known to be right, such as the published one. Throws when it is not. */
export async function loadQualifications(
  catalogue: Pick<QualificationCatalogue, 'store'>,
  path: string,
): Promise<number> {
  const { rows, refused, failure } = await importQualifications(catalogue, {
    rows: readJsonLines(path, false, qualificationColumnSet),
    dryRun: false,
    onRefused: () => Promise.resolve(),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  if (refused > 0 || failure !== undefined) throw new Error(`The catalogue in ${path} is damaged`);
  return rows;
}
