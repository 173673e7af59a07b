import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { meantOrganisation, scenariosOn } from '../scenario/scenarios-of.js';
import { withRegister } from '../with-register.js';
import { organisationRefSchema } from './organisation-values.js';

const LOOK_MS = 60_000;

export const scenarioList = command({
  usage: 'scenario list',
  summary: 'List the scenarios of the testing guide, and how far an organisation is with them',
  examples: [
    'learner-register scenario list --organisation TSTLP1',
    'learner-register scenario list --organisation TSTLP1 --json',
  ],
  configure(spec) {
    spec.requiredOption('--organisation <ref>', 'whose results');
  },
  options: z.object({ organisation: organisationRefSchema }),
  run: (run, { organisation: ref }) =>
    withRegister(run, async (register) => {
      const organisation = await meantOrganisation(register, ref);
      if ('exitCode' in organisation) return run.output.refuse(organisation);
      const { results, isComplete } = await scenariosOn(register).engine.stateOf(organisation, LOOK_MS);
      run.output.list(
        results.map(({ scenario, state, reason }) => ({
          id: scenario.id,
          group: scenario.group,
          need: scenario.for[organisation.kind] ?? 'optional',
          state,
          reason: reason ?? '',
        })),
      );
      if (!isComplete) run.output.note('Some messages have not been looked at yet: run the command again.');
      return exitCodes.ok;
    }),
});
