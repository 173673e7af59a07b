import { z } from 'zod';
import type { Submitter } from '../../batch-files/read-achievement-file.js';
import type { ReadRules } from '../../batch-files/read-batch-file.js';
import { systemClock } from '../../clock.js';
import type { Config } from '../../config.js';
import { openBatchFile } from '../batch/batch-file.js';
import { progressBar } from '../batch/bar.js';
import { contentOf, readFile, type FileContent } from '../batch/file-to-submit.js';
import { ProblemList } from '../batch/problem-list.js';
import { command, type Run } from '../command-spec.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { withRegister } from '../with-register.js';
import { noSuchOrganisation, organisationRefSchema } from './organisation-values.js';

const options = z.object({
  organisation: organisationRefSchema.optional(),
  verify: z.boolean().optional(),
  most: z
    .string()
    .regex(/^\d{1,9}$/, { error: 'must be a whole number' })
    .default('1000')
    .transform(Number),
});

export const batchValidate = command({
  usage: 'batch validate <file>',
  summary: 'Check a batch file (LRB or QCF) without submitting it: every problem, by row and column',
  examples: [
    'learner-register batch validate LRB_90000001_010920261200.CSV',
    'learner-register batch validate LRB_90000001_010920261200.CSV --organisation TSTLP1',
    'learner-register batch validate LRB_90000001_010920261200.XML --json',
    'learner-register batch validate QCF_90000002_2026-09-01_001.CSV --organisation TSTAO1',
  ],
  configure(spec) {
    spec
      .option('--organisation <ref>', 'also check that the UKPRN is the one of this organisation')
      .option('--verify', 'check it as a file of learners to verify')
      .option('--most <number>', 'show so many problems at most, and count the others (default: 1000)');
  },
  options,
  async run(run, { organisation, verify, most }, [path = '']) {
    const settings = run.settings();
    if (typeof settings === 'number') return settings;
    const { config } = settings;
    const rules = rulesOf(config, verify === true);
    if (organisation === undefined) return validate(run, path, rules, undefined, most);
    return withRegister(run, async ({ store }) => {
      const found = await store.organisations.byRef(organisation);
      if (found === undefined) return noSuchOrganisation(run.output, organisation);
      return validate(run, path, rules, found, most);
    });
  },
});

/** How files are judged under these settings. */
export function rulesOf(config: Config, verify: boolean): ReadRules {
  return {
    kind: verify ? 'verification' : 'registration',
    ages: { minimum: config.minimumAge, maximum: config.maximumAge },
    today: systemClock(config.timeZone).today(),
  };
}

async function validate(
  run: Run,
  path: string,
  rules: ReadRules,
  submitter: Submitter | undefined,
  most: number,
): Promise<ExitCode> {
  const { output, signal } = run;
  const file = await openBatchFile(path);
  if ('exitCode' in file) return output.refuse(file);
  const list = new ProblemList(output, most);
  const bar = progressBar(output, file.size, 'bytes');
  const content = contentOf(file);
  let records = 0;
  try {
    for await (const piece of readFile(file, rules, submitter)) {
      records += piece.records.length;
      list.add(piece.problems);
      bar.update(file.bytesRead(), `${records} ${content}`);
      if (signal.aborted) return exitCodes.interrupted;
    }
  } finally {
    bar.stop();
  }
  const { counts, exceptions, notShown } = list;
  output.value(summaryOf(records, content, list), {
    [content]: records,
    fileProblems: counts.file,
    rowProblems: counts.record,
    warnings: counts.warning,
    exceptions,
    notShown,
  });
  return counts.file + counts.record > 0 ? exitCodes.partlyDone : exitCodes.ok;
}

function summaryOf(
  records: number,
  content: FileContent,
  { counts, exceptions, notShown }: ProblemList,
): string {
  const verdict =
    counts.file > 0
      ? `The file cannot be submitted: ${counts.file} problem(s) of the file`
      : exceptions > 0
        ? 'The file can be submitted'
        : 'The file is in order';
  const rows = exceptions > 0 ? `; ${exceptions} row(s) would become exceptions` : '';
  const warnings = counts.warning > 0 ? `; ${counts.warning} warning(s)` : '';
  const more = notShown > 0 ? ` ${notShown} more problem(s) were found than shown.` : '';
  return `${verdict}${rows}${warnings}. ${content === 'learners' ? 'Learners' : 'Achievements'}: ${records}.${more}`;
}
