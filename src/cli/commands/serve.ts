import { once } from 'node:events';
import type { Config } from '../../config.js';
import { createLogger } from '../../log.js';
import { Option } from 'commander';
import { z } from 'zod';
import { command, type Run } from '../command-spec.js';
import { openDatabase, openRegister } from '../context.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { firstAdministrator } from '../first-administrator.js';
import { packageVersion } from '../package-version.js';
import { livePasswordRefusal } from '../published-passwords.js';
import { noCertificateWarning, tlsRefusal } from '../tls-refusal.js';
import { answersOn, portFor, startServer } from '../start-server.js';
import { linkToSupervisor, type WorkerLink } from '../supervisor/worker-link.js';

export const serve = command({
  usage: 'serve',
  summary: 'Answer requests until told to stop (Ctrl-C or SIGTERM), then finish what was begun',
  examples: [
    'learner-register serve',
    'learner-register serve --port 9000 --data /var/lib/learner-register',
    'learner-register serve --environment live --migrate',
    'learner-register serve --workers 4',
    'learner-register serve --environment test --ephemeral',
  ],
  configure(spec) {
    spec
      .option('--port <number>', 'the port to listen on; 0 takes any free one')
      .option('--host <address>', 'the address to listen on')
      .option('--public-url <url>', 'the address that callers use, for the WSDL')
      .option('--workers <number>', 'processes that answer on the one port; more than one needs PostgreSQL')
      .option('--log-level <level>', 'trace, debug, info, warn, error, fatal or silent')
      .option('--migrate', 'bring a live database up to date first')
      .option(
        '--ephemeral',
        'a fresh test register that is gone when it stops; its address goes to standard output as JSON',
      )
      .option(
        '--until-stdin-closes',
        'stop when standard input closes, too: with the program that started this',
      )
      .addOption(new Option('--worker-number <number>', 'which worker of a supervisor this is').hideHelp());
  },
  options: z.object({
    port: z.string().optional(),
    host: z.string().optional(),
    publicUrl: z.string().optional(),
    workers: z.string().optional(),
    logLevel: z.string().optional(),
    migrate: z.boolean().optional(),
    ephemeral: z.boolean().optional(),
    untilStdinCloses: z.boolean().optional(),
    workerNumber: z.coerce.number().int().positive().optional(),
  }),
  async run(given, { migrate, workerNumber, ephemeral, untilStdinCloses, port }) {
    const signal =
      untilStdinCloses === true ? AbortSignal.any([given.signal, whenInputCloses()]) : given.signal;
    const run = { ...given, signal };
    if (ephemeral === true) {
      // Loaded here, since it is for test-suites.
      const { serveEphemeral } = await import('../ephemeral/serve-ephemeral.js');
      return serveEphemeral(run, port);
    }
    const link = linkToSupervisor();
    try {
      return await serveUntilStopped(run, migrate === true, link, workerNumber);
    } finally {
      link?.end();
    }
  },
});

/** Whoever started this holds the other end of standard input, and lets go of it however it ends. */
function whenInputCloses(): AbortSignal {
  const closed = new AbortController();
  const abort = (): void => {
    closed.abort();
  };
  process.stdin.once('end', abort).once('close', abort).once('error', abort).resume();
  return closed.signal;
}

async function serveUntilStopped(
  run: Run,
  migrate: boolean,
  link: WorkerLink | undefined,
  workerNumber: number | undefined,
): Promise<ExitCode> {
  const { output, signal } = run;
  const settings = run.settings();
  if (typeof settings === 'number') return settings;
  const { config } = settings;
  if (migrate) {
    const database = await openDatabase(config);
    if (!database.ok) return output.refuse(database.refusal);
    await database.value.migrations.up();
    await database.value.close();
  }
  const opened = await openRegister(config);
  if (!opened.ok) return output.refuse(opened.refusal);
  const { store } = opened.value;
  try {
    const refusal =
      (await livePasswordRefusal(store.organisations, config.environment)) ?? (await tlsRefusal(config));
    if (refusal !== undefined) return output.refuse(refusal);
    const warning = noCertificateWarning(config);
    if (warning !== undefined && link === undefined) output.warn(warning);
    await firstAdministrator(config, store.portalSettings, output);
    if (config.workers > 1 && link === undefined) {
      await store.close();
      return await serveWithWorkers(run, config);
    }
    const started = await startServer(config, store, { siblings: link?.siblings, worker: workerNumber });
    if (!started.ok) return output.refuse(started.refusal);
    const server = started.value;
    output.note(answersOn(config, server.port));
    link?.ready();
    const reload = (): void => void server.reload();
    process.on('SIGHUP', reload);
    if (!signal.aborted) await once(signal, 'abort');
    process.off('SIGHUP', reload);
    output.note('Stopping: requests that were begun are finished.');
    await server.stop();
    return exitCodes.ok;
  } finally {
    await store.close();
  }
}

/** The database is up to date, and anything that would keep a worker from starting has been refused. */
async function serveWithWorkers({ output, signal }: Run, config: Config): Promise<ExitCode> {
  if (config.databaseUrl === undefined) {
    return output.refuse({
      exitCode: exitCodes.configuration,
      problem: `${config.workers} workers need PostgreSQL: one process owns a SQLite file.`,
      whatToDo: 'Set LR_DATABASE_URL, or leave LR_WORKERS out.',
    });
  }
  const port = await portFor(config);
  if (!port.ok) return output.refuse(port.refusal);
  // Loaded here, since most servers have no workers.
  const { supervise } = await import('../supervisor/supervise.js');
  const { logLevel: level, environment } = config;
  const logger = createLogger({ level, environment, version: packageVersion() });
  return supervise({ config: { ...config, port: port.value }, output, logger, signal });
}
