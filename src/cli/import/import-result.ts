import { exitCodes, type ExitCode } from '../exit-codes.js';
import type { Output, ShownRecord } from '../output.js';
import type { EventImportSummary } from './import-events.js';
import type { ImportSummary } from './import-learners.js';
import type { FileProblem } from './row.js';

export interface ImportRun {
  readonly path: string;
  /** Rows that earlier runs dealt with. */
  readonly rowsDone: number;
  readonly dryRun: boolean;
  readonly seconds: number;
  readonly refusedFile: string;
}

/** What the summary of every import says. */
interface AnySummary {
  readonly rowsDone: number;
  readonly refused: number;
  readonly interrupted: boolean;
  readonly failure?: FileProblem;
}

/** Shows what an import of learners did and what to do next, and gives the exit code. */
export function importResult(output: Output, summary: ImportSummary, run: ImportRun): ExitCode {
  const { stored, refused, linked } = summary;
  const counts = {
    stored: run.dryRun ? 0 : stored,
    ...(run.dryRun ? { acceptable: stored } : {}),
    refused,
    linked,
  };
  return resultOf(output, counts, summary, run);
}

/** The same for learning events. */
export function eventImportResult(output: Output, summary: EventImportSummary, run: ImportRun): ExitCode {
  const { created, updated, unchanged, refused } = summary;
  const counts = run.dryRun ? { acceptable: unchanged, refused } : { created, updated, unchanged, refused };
  return resultOf(output, counts, summary, run);
}

function resultOf(output: Output, counts: ShownRecord, summary: AnySummary, run: ImportRun): ExitCode {
  const rows = summary.rowsDone - run.rowsDone;
  output.record({
    file: run.path,
    dryRun: run.dryRun,
    rows,
    ...counts,
    rowsDone: summary.rowsDone,
    seconds: Math.round(run.seconds * 10) / 10,
    rowsPerSecond: run.seconds > 0 ? Math.round(rows / run.seconds) : 0,
    interrupted: summary.interrupted,
    refusedFile: summary.refused > 0 ? run.refusedFile : '',
  });
  if (summary.failure !== undefined) {
    const { problem, line } = summary.failure;
    return output.refuse({
      exitCode: summary.rowsDone > 0 ? exitCodes.failed : exitCodes.usage,
      problem: line === undefined ? problem : `Line ${line}: ${problem}`,
      whatToDo:
        summary.rowsDone > 0
          ? `Rows up to ${summary.rowsDone} are dealt with. Correct the rest and import it as a file of its own.`
          : 'Nothing was imported. Correct the file; --ignore-unknown-columns passes over columns.',
    });
  }
  if (summary.interrupted) {
    output.note(`Stopped after row ${summary.rowsDone}. The same command goes on from there.`);
    return exitCodes.interrupted;
  }
  if (summary.refused > 0) {
    output.note(
      `${summary.refused} rows were refused. Correct them in ${run.refusedFile} and import that file.`,
    );
    return exitCodes.partlyDone;
  }
  if (rows === 0 && run.rowsDone > 0) {
    output.note('This file was imported before; nothing was left to do. --again begins at its first row.');
  }
  return exitCodes.ok;
}
