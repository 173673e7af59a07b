import { z } from 'zod';
import { describeConfig } from '../../config.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';

export const configShow = command({
  usage: 'config show',
  summary: 'Print all settings, where each comes from, and what it means; secrets are masked',
  examples: ['learner-register config show', 'LR_PORT=9000 learner-register config show --json'],
  options: z.object({}),
  run(run) {
    const settings = run.settings();
    if (typeof settings === 'number') return settings;
    run.output.list(describeConfig(settings).map((setting) => ({ ...setting })));
    return exitCodes.ok;
  },
});
