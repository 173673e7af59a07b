import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes, type Refusal } from '../exit-codes.js';
import { learnerColumns } from '../import/columns.js';
import { fileOptions, fileOptionsSchema, importFile } from '../import/import-file.js';
import { importLearners } from '../import/import-learners.js';
import { importResult } from '../import/import-result.js';

export const learnerImport = command({
  usage: 'learner import <file>',
  summary: 'Import learners from CSV or JSON Lines in UTF-8; a run that was cut off goes on where it stopped',
  examples: [
    'learner-register learner import learners.csv --dry-run',
    'learner-register learner import learners.csv',
    'learner-register learner import learners.jsonl --refused refused.csv --json',
  ],
  configure(spec) {
    for (const [flags, description] of fileOptions) spec.option(flags, description);
    spec.option('--any-check-digit', 'take ULNs with a wrong check digit (test environment only)');
  },
  options: fileOptionsSchema.extend({ anyCheckDigit: z.boolean().optional() }),
  run(run, given, [path = '']) {
    const anyCheckDigit = given.anyCheckDigit === true;
    return importFile(run, path, given, {
      operation: 'learner import',
      columns: learnerColumns,
      refusal: ({ config }) => (anyCheckDigit && config.environment === 'live' ? liveCheckDigits : undefined),
      progressOf: (fingerprint) => fingerprint,
      importRows: ({ store, clock, random, names }, task) =>
        importLearners({ ...store, clock, random }, { ...task, names, anyCheckDigit }),
      result: (summary, done) => importResult(run.output, summary, done),
    });
  },
});

const liveCheckDigits: Refusal = {
  exitCode: exitCodes.usage,
  problem: '--any-check-digit is for the test environment only.',
  whatToDo: 'Correct the ULNs, or leave them out to have new ones drawn.',
};
