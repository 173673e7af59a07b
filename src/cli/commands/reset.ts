import { z } from 'zod';
import { command } from '../command-spec.js';
import { confirm } from '../confirm.js';
import { registerOf } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { loadTestData } from '../test-data.js';
import { withDatabase } from '../with-database.js';
import { notConfirmed } from './not-confirmed.js';

export const reset = command({
  usage: 'reset',
  summary: 'Put the test environment back to the published data; everything else in it is lost',
  examples: ['learner-register reset', 'learner-register reset --yes --json'],
  configure(spec) {
    spec.option('-y, --yes', 'do not ask');
  },
  options: z.object({ yes: z.boolean().optional() }),
  async run(run, { yes }) {
    const settings = run.settings();
    if (typeof settings === 'number') return settings;
    const { config } = settings;
    if (config.environment === 'live') {
      return run.output.refuse({
        exitCode: exitCodes.usage,
        problem: 'The live environment cannot be reset.',
        whatToDo: 'Leave --environment out, or say --environment test, to reset the test environment.',
      });
    }
    const confirmation = await confirm(
      'All learners, organisations and audit entries will be lost.',
      yes === true,
    );
    if (confirmation !== 'yes') return notConfirmed(run.output, confirmation);
    return withDatabase(run, async (store) => {
      await store.migrations.up();
      await store.clear();
      const { clock, random } = registerOf(config, store);
      const loaded = await loadTestData({ ...store, clock, random });
      run.output.record({ environment: config.environment, ...loaded });
      return exitCodes.ok;
    });
  },
});
