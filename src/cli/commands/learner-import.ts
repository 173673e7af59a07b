import { access, constants, stat } from 'node:fs/promises';
import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes, type Refusal } from '../exit-codes.js';
import { fileFacts } from '../import/fingerprint.js';
import { importLearners } from '../import/import-learners.js';
import { importProgressView } from '../import/import-progress.js';
import { importResult } from '../import/import-result.js';
import { readCsv } from '../import/read-csv.js';
import { readJsonLines } from '../import/read-json-lines.js';
import { openRefusedRows } from '../import/refused-rows.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';

const options = z.object({
  format: z.enum(['csv', 'jsonl']).optional(),
  refused: z.string().optional(),
  dryRun: z.boolean().optional(),
  again: z.boolean().optional(),
  ignoreUnknownColumns: z.boolean().optional(),
  anyCheckDigit: z.boolean().optional(),
});

export const learnerImport = command({
  usage: 'learner import <file>',
  summary: 'Import learners from CSV or JSON Lines in UTF-8; a run that was cut off goes on where it stopped',
  examples: [
    'learner-register learner import learners.csv --dry-run',
    'learner-register learner import learners.csv',
    'learner-register learner import learners.jsonl --refused refused.csv --json',
  ],
  configure(spec) {
    spec
      .option('--format <name>', 'csv or jsonl (default: by the file name)')
      .option('--refused <file>', 'where refused rows go, with reasons (default: <file>.refused.csv)')
      .option('--dry-run', 'check every row and store nothing')
      .option('--again', 'begin at the first row, even if an earlier run got further')
      .option('--ignore-unknown-columns', 'pass over columns that the register does not know')
      .option('--any-check-digit', 'take ULNs with a wrong check digit (test environment only)');
  },
  options,
  async run(run, given, [path = '']) {
    const { output } = run;
    const unreadable = await fileRefusal(path);
    if (unreadable !== undefined) return output.refuse(unreadable);
    const format = given.format ?? (/\.(jsonl|ndjson|json)$/i.test(path) ? 'jsonl' : 'csv');
    const ignoreUnknown = given.ignoreUnknownColumns === true;
    const dryRun = given.dryRun === true;

    return withRegister(run, async ({ config, store, clock, random, names }) => {
      if (given.anyCheckDigit === true && config.environment === 'live')
        return output.refuse(liveCheckDigits);
      const { fingerprint, lines } = await fileFacts(path);
      const rowsDone = dryRun || given.again === true ? 0 : await store.imports.rowsDone(fingerprint);
      if (rowsDone > 0) output.note(`Going on after row ${rowsDone}, where an earlier run stopped.`);
      output.note(`Reading ${path}. Ctrl-C stops after the rows at hand.`);
      const audit = localAudit(clock, 'learner import');
      if (!dryRun) await store.audit.record(audit([], 'started'));

      const refusedRows = await openRefusedRows(given.refused ?? `${path}.refused.csv`, rowsDone);
      const progress = importProgressView(output);
      const started = performance.now();
      progress.start(rowsDone, format === 'csv' ? Math.max(0, lines - 1) : lines);
      try {
        const summary = await importLearners(
          { ...store, clock, random },
          {
            read: () =>
              format === 'csv' ? readCsv(path, ignoreUnknown) : readJsonLines(path, ignoreUnknown),
            fingerprint,
            rowsDone,
            names,
            anyCheckDigit: given.anyCheckDigit === true,
            dryRun,
            audit,
            onRefused: (rows) => refusedRows.add(rows),
            onProgress: (rows) => {
              progress.update(rows);
            },
            signal: run.signal,
          },
        );
        progress.stop();
        if (!dryRun) await store.audit.record(audit([], summary.interrupted ? 'interrupted' : 'finished'));
        const seconds = (performance.now() - started) / 1000;
        return importResult(output, summary, {
          path,
          rowsDone,
          dryRun,
          seconds,
          refusedFile: refusedRows.path,
        });
      } finally {
        progress.stop();
        await refusedRows.close();
      }
    });
  },
});

const liveCheckDigits: Refusal = {
  exitCode: exitCodes.usage,
  problem: '--any-check-digit is for the test environment only.',
  whatToDo: 'Correct the ULNs, or leave them out to have new ones drawn.',
};

async function fileRefusal(path: string): Promise<Refusal | undefined> {
  try {
    await access(path, constants.R_OK);
    if ((await stat(path)).isFile()) return undefined;
  } catch {
    // Said below, whatever it was.
  }
  return {
    exitCode: exitCodes.usage,
    problem: `${path} is not a file that can be read.`,
    whatToDo: 'An import needs a file, because it reads it more than once: save a stream to a file first.',
  };
}
