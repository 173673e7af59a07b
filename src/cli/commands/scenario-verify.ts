import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { verifyReport } from '../../scenarios/report.js';
import { command } from '../command-spec.js';
import { exitCodes, type Refusal } from '../exit-codes.js';
import { onlyInTest } from '../scenario/scenarios-of.js';
import { withRegister } from '../with-register.js';

const refusals = {
  changed: {
    problem: 'The report was changed after it was made: its checksum is wrong.',
    whatToDo: 'Ask for the file as it was downloaded.',
  },
  notOurs: {
    problem: 'The report was not made by this environment: its seal is another one’s.',
    whatToDo: 'Ask which environment it is from, and verify it there.',
  },
  noReport: {
    problem: 'The file is no scenario report.',
    whatToDo: 'Ask for the JSON file that the page "Scenario report" gives.',
  },
} as const;

export const scenarioVerify = command({
  usage: 'scenario verify <file>',
  summary: 'Say whether a scenario report is one that this environment made, and unchanged',
  examples: [
    'learner-register scenario verify report.json',
    'learner-register scenario verify report.json --json',
  ],
  options: z.object({}),
  async run(run, _options, [file = '']) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) {
      return run.output.refuse({
        exitCode: exitCodes.failed,
        problem: `The file ${file} cannot be read.`,
        whatToDo: 'Check its name.',
      });
    }
    return withRegister(run, async ({ store, config }) => {
      if (config.environment === 'live') return run.output.refuse(onlyInTest);
      const verdict = verifyReport(text, await store.scenarios.reportSecret());
      if (verdict.kind !== 'genuine') {
        const refusal: Refusal = { exitCode: exitCodes.failed, ...refusals[verdict.kind] };
        return run.output.refuse(refusal);
      }
      const { organisation, product, madeAt, required, optional, checksum } = verdict.report;
      run.output.record({
        genuine: true,
        organisation: organisation.organisationRef,
        name: organisation.name,
        product: product === null ? '' : `${product.name} ${product.version}`,
        madeAt,
        requiredDone: required.done,
        requiredFailed: required.failed,
        requiredOpen: required.open,
        optionalDone: optional.done,
        optionalFailed: optional.failed,
        optionalOpen: optional.open,
        checksum,
      });
      return exitCodes.ok;
    });
  },
});
