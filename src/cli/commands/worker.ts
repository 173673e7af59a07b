import { once } from 'node:events';
import { z } from 'zod';
import { createLogger } from '../../log.js';
import { command } from '../command-spec.js';
import { openRegister } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { packageVersion } from '../package-version.js';

export const worker = command({
  usage: 'worker',
  summary: 'Work on batch jobs until told to stop (Ctrl-C or SIGTERM), then finish the records at hand',
  examples: ['learner-register worker', 'learner-register worker --environment live --log-level warn'],
  configure(spec) {
    spec.option('--log-level <level>', 'trace, debug, info, warn, error, fatal or silent');
  },
  options: z.object({ logLevel: z.string().optional() }),
  async run(run) {
    const { output, signal } = run;
    const settings = run.settings();
    if (typeof settings === 'number') return settings;
    const { config } = settings;
    const opened = await openRegister(config);
    if (!opened.ok) return output.refuse(opened.refusal);
    const { store, clock } = opened.value;
    try {
      // Loaded here, so that commands that need no worker begin without its parts.
      const { startWorker } = await import('../../bootstrap.js');
      const { openLoggedTracer } = await import('../../traces.js');
      const { logLevel: level, environment } = config;
      const version = packageVersion();
      const logger = createLogger({ level, environment, version });
      const tracer = await openLoggedTracer({ config, version, logger });
      const running = startWorker({ config, store, logger, clock, tracer });
      output.note(`Working on the batch jobs of the ${environment} environment.`);
      if (!signal.aborted) await once(signal, 'abort');
      output.note('Stopping: records that were begun are finished.');
      await running.stop();
      await tracer?.stop();
      return exitCodes.ok;
    } finally {
      await store.close();
    }
  },
});
