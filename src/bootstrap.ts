/** Puts the parts together: the only file that knows every folder. */
import { fileURLToPath } from 'node:url';
import { achievementPartsOn, batchPartsOn } from './batch-worker-parts.js';
import { batchFigures, startWorkerHere, startWorkerThread, type RunningWorker } from './batch-worker.js';
import { createAccess, type Access, type AccessEvent } from './access/authenticate.js';
import { createOperatingHours } from './access/operating-hours.js';
import { systemClock } from './clock.js';
import type { Config } from './config.js';
import type { ReadCounts } from './contract/read-message.js';
import { createMetrics, type Figure } from './http/metrics.js';
import { createHttpServer } from './http/server.js';
import { correlationIdFrom } from './correlation-id.js';
import type { Logger } from './log.js';
import {
  createExternalServiceOperations,
  createLearnerServiceOperations,
  createLearnerServiceR9Operations,
} from './operations/index.js';
import { cryptographicRandom } from './random.js';
import { createAchievementRegister } from './register/achievement/achievement-register.js';
import { createBatchRegister } from './register/batch/batch-register.js';
import type { Clock } from './register/ports.js';
import { createRegister, type Register } from './register/register.js';
import { createServices } from './services.js';
import type { Store } from './store/store.js';

/** A register that answers requests. */
export interface RunningRegister {
  /** The port that it listens on. */
  readonly port: number;
  /** Finishes the requests, and the batch records, that were begun. The store stays open: it belongs to the caller. */
  stop(): Promise<void>;
}

export interface RegisterParts {
  readonly config: Config;
  /** Open, with every migration. */
  readonly store: Store;
  readonly logger: Logger;
  readonly version: string;
  /** Passwords that everybody knows; refused in the live environment. */
  readonly publishedPasswords: readonly string[];
  /** The machine's unless given. */
  readonly clock?: Clock;
  /** Runs the batch worker on this thread and by this clock, for tests; in a thread of its own otherwise. */
  readonly workerHere?: boolean;
}

/** The register's deeds on this store, under these settings. */
export function registerOn(store: Store, config: Config, clock = systemClock(config.timeZone)): Register {
  return createRegister({
    learners: store.learners,
    audit: store.audit,
    personKeys: store.personKeys,
    events: store.events,
    accessHistory: store.accessHistory,
    organisations: store.organisations,
    clock,
    random: cryptographicRandom,
    settings: config,
  });
}

/** Starts a batch worker by itself, for a process that answers no requests. */
export function startWorker({ clock, ...parts }: WorkerProcessParts): RunningWorker {
  return startWorkerHere(parts, clock ?? systemClock(parts.config.timeZone));
}

export type WorkerProcessParts = Pick<RegisterParts, 'config' | 'store' | 'logger' | 'clock'>;

/** Starts the services on the configured address. Rejects when the port is taken. */
export async function startRegister(parts: RegisterParts): Promise<RunningRegister> {
  const { config, store, logger, version, clock = systemClock(config.timeZone) } = parts;
  const access = accessTo(parts, clock);
  let worker: RunningWorker | undefined;
  const jobAccepted = (): void => worker?.wake();
  const batches = createBatchRegister({ ...batchPartsOn(store, config, clock), jobAccepted });
  const achievements = createAchievementRegister({
    ...achievementPartsOn(store, config, clock),
    jobAccepted,
  });
  const register = registerOn(store, config, clock);
  const { published, counts } = createServices({
    config,
    logger,
    access,
    clock,
    LearnerService: createLearnerServiceOperations(register, batches, config.timeZone),
    LearnerServiceR9: createLearnerServiceR9Operations(register, config.timeZone),
    ExternalService: createExternalServiceOperations(achievements, config.timeZone),
  });
  if (config.batchWorker)
    worker = parts.workerHere ? startWorkerHere(parts, clock) : startWorkerThread(parts);
  const server = createHttpServer({
    settings: config,
    version,
    services: published,
    checks: [
      { name: 'database', check: () => mustBeReady(store) },
      ...(worker === undefined ? [] : [worker.check]),
    ],
    metrics: createMetrics([
      ...figures(store, access, counts),
      ...(worker === undefined ? [] : batchFigures(worker.figures)),
    ]),
    log: logger,
    correlationIdFrom,
    docsFolder: fileURLToPath(new URL('../../docs', import.meta.url)),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await worker?.stop();
  };
  try {
    const { port } = await server.listen(config.host, config.port);
    return { port, stop };
  } catch (error) {
    await worker?.stop();
    throw error;
  }
}

async function mustBeReady(store: Store): Promise<void> {
  if (!(await store.ready())) throw new Error('The database does not answer or lacks migrations');
}

function accessTo({ config, store, logger, publishedPasswords }: RegisterParts, clock: Clock): Access {
  const { operatingHours, timeZone } = config;
  return createAccess({
    organisations: store.organisations,
    clock,
    settings: config,
    hours: operatingHours === undefined ? undefined : createOperatingHours(operatingHours, timeZone),
    onEvent: (event: AccessEvent) => {
      // A flood of guesses must not become a flood of lines: the metrics count them.
      logger[event.kind === 'locked' ? 'warn' : 'debug']({ access: event }, 'access');
    },
    ...(config.environment === 'live' ? { publishedPasswords: new Set(publishedPasswords) } : {}),
  });
}

function figures(store: Store, access: Access, messages: () => ReadCounts): readonly Figure[] {
  const { passwordCache } = access.counts;
  return [
    {
      name: 'learner_register_write_queue_depth',
      help: 'Writes, audit entries among them, that are not durable yet.',
      kind: 'gauge',
      read: () => store.queueDepth(),
    },
    {
      name: 'learner_register_password_cache_hits_total',
      help: 'Passwords that were known to be right.',
      kind: 'counter',
      read: () => passwordCache.hits,
    },
    {
      name: 'learner_register_password_cache_misses_total',
      help: 'Passwords that had to be checked.',
      kind: 'counter',
      read: () => passwordCache.misses,
    },
    {
      name: 'learner_register_messages_scanned_total',
      help: 'Requests that the scanner understood by itself.',
      kind: 'counter',
      read: () => messages().scanned,
    },
    {
      name: 'learner_register_messages_validated_total',
      help: 'Requests that were left to the schema validator.',
      kind: 'counter',
      read: () => messages().validated,
    },
  ];
}
