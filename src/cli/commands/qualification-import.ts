import { command } from '../command-spec.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import {
  fileOptions,
  fileOptionsSchema,
  formatOf,
  isReadableFile,
  unreadable,
} from '../import/import-file.js';
import { importProgressView } from '../import/import-progress.js';
import { importQualifications, type QualificationSummary } from '../import/import-qualifications.js';
import { qualificationColumnSet } from '../import/qualification-columns.js';
import { readCsv } from '../import/read-csv.js';
import { readJsonLines } from '../import/read-json-lines.js';
import { openRefusedRows } from '../import/refused-rows.js';
import { localAudit } from '../local-audit.js';
import type { Output } from '../output.js';
import { withRegister } from '../with-register.js';

/** The catalogue is small, and known entries are replaced: each run begins at the first row. */
const AGAIN = '--again';
const options = fileOptionsSchema.omit({ again: true });

export const qualificationImport = command({
  usage: 'qualification import <file>',
  summary:
    'Put qualifications and units into the catalogue, from CSV or JSON Lines in UTF-8; known ones are replaced',
  examples: [
    'learner-register qualification import catalogue.csv --dry-run',
    'learner-register qualification import catalogue.csv',
    'learner-register qualification import catalogue.jsonl --refused refused.csv --json',
  ],
  configure(spec) {
    for (const [flags, description] of fileOptions) {
      if (flags !== AGAIN) spec.option(flags, description);
    }
  },
  options,
  async run(run, given, [path = '']) {
    const { output } = run;
    if (!(await isReadableFile(path))) {
      return output.refuse(unreadable(path, 'Check the path and the rights to the file.'));
    }
    const read = formatOf(path, given) === 'jsonl' ? readJsonLines : readCsv;
    const ignoreUnknown = given.ignoreUnknownColumns === true;
    const dryRun = given.dryRun === true;
    return withRegister(run, async ({ store, clock }) => {
      const audit = localAudit(clock, 'qualification import');
      if (!dryRun) await store.audit.record(audit([], 'started'));
      const refusedRows = await openRefusedRows(
        given.refused ?? `${path}.refused.csv`,
        0,
        qualificationColumnSet,
      );
      const progress = importProgressView(output);
      progress.start(0, 0);
      try {
        const summary = await importQualifications(store.qualifications, {
          rows: read(path, ignoreUnknown, qualificationColumnSet),
          dryRun,
          onRefused: (rows) => refusedRows.add(rows),
          onProgress: (rows) => {
            progress.update(rows);
          },
          signal: run.signal,
        });
        progress.stop();
        if (!dryRun) await store.audit.record(audit([], summary.interrupted ? 'interrupted' : 'finished'));
        return told(output, summary, path, dryRun, refusedRows.path);
      } finally {
        progress.stop();
        await refusedRows.close();
      }
    });
  },
});

function told(
  output: Output,
  { failure, ...summary }: QualificationSummary,
  path: string,
  dryRun: boolean,
  refusedFile: string,
): ExitCode {
  const { rows, added, refused, interrupted } = summary;
  output.record({
    file: path,
    dryRun,
    ...summary,
    ...(dryRun ? { added: 0, acceptable: added } : {}),
    refusedFile: refused > 0 ? refusedFile : '',
  });
  if (failure !== undefined) {
    const { problem, line } = failure;
    return output.refuse({
      exitCode: rows > 0 ? exitCodes.failed : exitCodes.usage,
      problem: line === undefined ? problem : `Line ${line}: ${problem}`,
      whatToDo: 'Correct the file and import it again: what is in the catalogue already stays.',
    });
  }
  if (interrupted) {
    output.note(`Stopped after row ${rows}. The same command begins anew; what is there already stays.`);
    return exitCodes.interrupted;
  }
  if (refused === 0) return exitCodes.ok;
  output.note(`${refused} rows were refused. Correct them in ${refusedFile} and import that file.`);
  return exitCodes.partlyDone;
}
