import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { reportText } from '../../scenarios/reports.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { meantOrganisation, scenariosOn } from '../scenario/scenarios-of.js';
import { withRegister } from '../with-register.js';
import { organisationRefSchema } from './organisation-values.js';

export const scenarioReport = command({
  usage: 'scenario report',
  summary: 'Write the scenario report of an organisation, as JSON with a checksum',
  examples: [
    'learner-register scenario report --organisation TSTLP1 > report.json',
    'learner-register scenario report --organisation TSTLP1 --file report.json',
  ],
  configure(spec) {
    spec
      .requiredOption('--organisation <ref>', 'whose report')
      .option('--file <path>', 'where to (default: standard output)');
  },
  options: z.object({ organisation: organisationRefSchema, file: z.string().min(1).optional() }),
  run: (run, { organisation: ref, file }) =>
    withRegister(run, async (register) => {
      const organisation = await meantOrganisation(register, ref);
      if ('exitCode' in organisation) return run.output.refuse(organisation);
      const report = await scenariosOn(register).reports.of(organisation);
      if (file === undefined) run.output.value(reportText(report).trimEnd(), report);
      else {
        await writeFile(file, reportText(report));
        run.output.note(`The report is in ${file}.`);
      }
      const { required } = report;
      run.output.note(`Required: ${required.done} done, ${required.failed} failed, ${required.open} open.`);
      return exitCodes.ok;
    }),
});
