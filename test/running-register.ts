/** A whole register in this process: real HTTP, a real database, the published test data. */
import type { Agent } from 'node:http';
import { startRegister } from '../src/bootstrap.js';
import { loadTestData, publishedPasswords } from '../src/cli/test-data.js';
import { loadConfig, type Config, type SettingKey } from '../src/config.js';
import { createLogger } from '../src/log.js';
import { cryptographicRandom } from '../src/random.js';
import { openStore } from '../src/store/open-store.js';
import type { Store, StoreOptions } from '../src/store/store.js';
import { keepAliveAgent, post, type Answer, type PostOptions } from './post.js';
import { StandingClock } from './standing-clock.js';
import { newOptions } from './store/databases.js';

export type Settings = Readonly<Partial<Record<SettingKey, string>>>;

export interface RegisterOptions {
  /** A new database of this kind, with the published test data; SQLite unless given. */
  readonly database?: StoreOptions['kind'];
  /** An open store with data, used in place of a new one. It stays open. */
  readonly store?: Store;
  /** As the command line would give them: `{ ulnCheck: 'strict' }`. */
  readonly settings?: Settings;
  readonly clock?: StandingClock;
  /** Runs the batch worker in a thread, by the machine's clock, as a server does. */
  readonly workerThread?: boolean;
}

export interface RunningRegister {
  readonly origin: string;
  /** Of LearnerService. */
  readonly url: string;
  readonly config: Config;
  readonly store: Store;
  readonly clock: StandingClock;
  /** The log's lines, as JSON. */
  readonly log: readonly string[];
  /** POSTs to LearnerService over connections that stay open. */
  send(body: string | Buffer, headers?: PostOptions['headers']): Promise<Answer>;
  /** The same to any service: `LearnerServiceR9`. */
  sendTo(service: string, body: string | Buffer, headers?: PostOptions['headers']): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts a register on a free port of 127.0.0.1. Whoever starts it stops it. */
export async function runRegister(options: RegisterOptions = {}): Promise<RunningRegister> {
  const clock = options.clock ?? new StandingClock();
  const store = options.store ?? (await newTestStore(options.database ?? 'sqlite', clock));
  const config = configOf({ port: '0', ...options.settings });
  const log: string[] = [];
  const logger = createLogger({
    level: config.logLevel,
    environment: config.environment,
    version: 'test',
    destination: { write: (line) => void log.push(line) },
  });
  const { port, stop } = await startRegister({
    config,
    store,
    logger,
    version: 'test',
    publishedPasswords: publishedPasswords(),
    clock,
    workerHere: options.workerThread !== true,
  });
  const origin = `http://127.0.0.1:${port}`;
  const url = `${origin}/LearnerService.svc`;
  const agent: Agent = keepAliveAgent();
  const sendTo: RunningRegister['sendTo'] = (service, body, headers = {}) =>
    post(`${origin}/${service}.svc`, body, { headers, agent });
  return {
    origin,
    url,
    config,
    store,
    clock,
    log,
    send: (body, headers) => sendTo('LearnerService', body, headers),
    sendTo,
    async stop() {
      agent.destroy();
      await stop();
      if (options.store === undefined) await store.close();
    },
  };
}

/** A new database of the test environment, with every migration and the published data. */
export async function newTestStore(kind: StoreOptions['kind'], clock: StandingClock): Promise<Store> {
  return fillTestStore(await openStore(await newOptions(kind)), clock);
}

/** Migrates a new database and puts the published data into it. */
export async function fillTestStore(store: Store, clock: StandingClock): Promise<Store> {
  await store.migrations.up();
  await loadTestData({ ...store, clock, random: cryptographicRandom });
  return store;
}

function configOf(flags: Settings): Config {
  const loaded = loadConfig({ env: {}, flags });
  if (!loaded.ok)
    throw new Error(loaded.problems.map((each) => `${each.setting} ${each.problem}`).join('; '));
  return loaded.config;
}
