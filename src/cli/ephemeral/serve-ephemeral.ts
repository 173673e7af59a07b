/** A test register for one run of a test-suite: fresh, on a free port, and gone when it stops. See docs/ci.md. */
import { once } from 'node:events';
import { hashPassword, type HashCost } from '../../access/password-hash.js';
import { generatePassword } from '../../access/password-rules.js';
import { isBehindNpm, type Config } from '../../config.js';
import type { Store } from '../../store/store.js';
import type { Run } from '../command-spec.js';
import { openRegister } from '../context.js';
import { exitCodes, type ExitCode, type Refusal } from '../exit-codes.js';
import { answersOn, startServer } from '../start-server.js';
import { tlsRefusal } from '../tls-refusal.js';
import { announcementOf } from './announcement.js';
import { newEphemeralFolder } from './ephemeral-folder.js';

/** What argon2 asks at least: these passwords are published, or live as long as a run of tests. */
const quickCost: HashCost = { memoryCost: 8, timeCost: 1 };
const PARENT_MS = 250;

/** @param port a free one unless given */
export async function serveEphemeral(given: Run, port = '0'): Promise<ExitCode> {
  const { output } = given;
  const end = endOfParentOr(given.signal);
  const folder = await newEphemeralFolder();
  try {
    const settings = given.settings({ dataDir: folder.path, port });
    if (typeof settings === 'number') return settings;
    const { config } = settings;
    const refusal = ephemeralRefusal(config) ?? (await tlsRefusal(config));
    if (refusal !== undefined) return output.refuse(refusal);
    const opened = await openRegister(config, { durable: false, passwordCost: quickCost });
    if (!opened.ok) return output.refuse(opened.refusal);
    const { store } = opened.value;
    try {
      return await serve({ ...given, signal: end }, config, store);
    } finally {
      await store.close();
    }
  } finally {
    await folder.remove();
  }
}

async function serve({ output, signal }: Run, config: Config, store: Store): Promise<ExitCode> {
  const [started, administratorPassword] = await Promise.all([
    // Standard output is for the one line.
    startServer(config, store, { logTo: process.stderr }),
    config.portal ? newAdministrator(store) : undefined,
  ]);
  if (!started.ok) return output.refuse(started.refusal);
  const server = started.value;
  const said = announcementOf({
    url: addressOf(config, server.port),
    administratorPassword,
    dataFolder: config.dataDir,
  });
  output.text(`${JSON.stringify(said)}\n`);
  output.note(`${answersOn(config, server.port)} It is gone when it stops.`);
  if (!signal.aborted) await once(signal, 'abort');
  await server.stop();
  return exitCodes.ok;
}

async function newAdministrator({ portalSettings }: Store): Promise<string> {
  const password = generatePassword();
  await portalSettings.setPasswordHash(await hashPassword(password, quickCost), false);
  return password;
}

function addressOf({ host, publicUrl, tlsCertificateFile }: Config, port: number): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, '');
  const scheme = tlsCertificateFile === undefined ? 'http' : 'https';
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function ephemeralRefusal({ environment, databaseUrl, workers }: Config): Refusal | undefined {
  const refused = (problem: string, whatToDo: string): Refusal => ({
    exitCode: exitCodes.configuration,
    problem,
    whatToDo,
  });
  if (environment === 'live') {
    return refused('A live register is not thrown away.', 'Use --ephemeral with --environment test.');
  }
  if (databaseUrl !== undefined) {
    return refused('An ephemeral register has a database of its own.', 'Leave LR_DATABASE_URL out.');
  }
  if (workers > 1) {
    return refused('An ephemeral register is one process.', 'Leave --workers and LR_WORKERS out.');
  }
  return undefined;
}

/** The terminal closes with SIGHUP; npm ends without a word. */
function endOfParentOr(signal: AbortSignal): AbortSignal {
  const ended = new AbortController();
  const abort = (): void => {
    ended.abort();
  };
  process.once('SIGHUP', abort);
  if (isBehindNpm() && process.platform !== 'win32') {
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent) abort();
    }, PARENT_MS);
    watch.unref();
  }
  return AbortSignal.any([signal, ended.signal]);
}
