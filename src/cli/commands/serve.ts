import { once } from 'node:events';
import { z } from 'zod';
import { command } from '../command-spec.js';
import { openDatabase, openRegister } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { livePasswordRefusal } from '../published-passwords.js';
import { startServer } from '../start-server.js';

export const serve = command({
  usage: 'serve',
  summary: 'Answer requests until told to stop (Ctrl-C or SIGTERM), then finish what was begun',
  examples: [
    'learner-register serve',
    'learner-register serve --port 9000 --data /var/lib/learner-register',
    'learner-register serve --environment live --migrate',
  ],
  configure(spec) {
    spec
      .option('--port <number>', 'the port to listen on; 0 takes any free one')
      .option('--host <address>', 'the address to listen on')
      .option('--public-url <url>', 'the address that callers use, for the WSDL')
      .option('--log-level <level>', 'trace, debug, info, warn, error, fatal or silent')
      .option('--migrate', 'bring a live database up to date first');
  },
  options: z.object({
    port: z.string().optional(),
    host: z.string().optional(),
    publicUrl: z.string().optional(),
    logLevel: z.string().optional(),
    migrate: z.boolean().optional(),
  }),
  async run(run, { migrate }) {
    const { output, signal } = run;
    const settings = run.settings();
    if (typeof settings === 'number') return settings;
    const { config } = settings;
    if (migrate === true) {
      const database = await openDatabase(config);
      if (!database.ok) return output.refuse(database.refusal);
      await database.value.migrations.up();
      await database.value.close();
    }
    const opened = await openRegister(config);
    if (!opened.ok) return output.refuse(opened.refusal);
    const { store } = opened.value;
    try {
      const refusal = await livePasswordRefusal(store.organisations, config.environment);
      if (refusal !== undefined) return output.refuse(refusal);
      const started = await startServer(config, store);
      if (!started.ok) return output.refuse(started.refusal);
      const server = started.value;
      output.note(
        `The ${config.environment} environment answers on http://${shownHost(config.host)}:${server.port}/`,
      );
      if (!signal.aborted) await once(signal, 'abort');
      output.note('Stopping: requests that were begun are finished.');
      await server.stop();
      return exitCodes.ok;
    } finally {
      await store.close();
    }
  },
});

function shownHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
