/** Puts the parts together: the only file that knows every folder. */
import { fileURLToPath } from 'node:url';
import { achievementPartsOn, batchPartsOn } from './batch-worker-parts.js';
import { batchFigures, startWorkerHere, startWorkerThread, type RunningWorker } from './batch-worker.js';
import { createAccess, type Access, type AccessEvent } from './access/authenticate.js';
import { createOperatingHours } from './access/operating-hours.js';
import { createCertificates, type Certificates } from './certificates.js';
import { systemClock } from './clock.js';
import type { Config } from './config.js';
import type { ReadCounts } from './contract/read-message.js';
import { createMetrics, type Figure } from './http/metrics.js';
import { remoteAddressOf } from './http/remote-address.js';
import { createHttpServer } from './http/server.js';
import type { Siblings } from './http/siblings.js';
import { correlationIdFrom } from './correlation-id.js';
import { countRefusals } from './keeping.js';
import type { Logger } from './log.js';
import {
  createExternalServiceOperations,
  createLearnerServiceOperations,
  createLearnerServiceR9Operations,
  type ServiceOperations,
} from './operations/index.js';
import { createProtection } from './protection.js';
import { createAchievementRegister } from './register/achievement/achievement-register.js';
import { createBatchRegister } from './register/batch/batch-register.js';
import type { Clock } from './register/ports.js';
import { registerOn } from './register-on.js';
import { createServices } from './services.js';
import type { Store } from './store/store.js';
import type { TestEnvironment } from './test-environment.js';
import { openLoggedTracer, storeWithin } from './traces.js';
import type { Tracer } from './tracing/span.js';
import { watchRegister } from './watching.js';

export { registerOn } from './register-on.js';

/** A register that answers requests. */
export interface RunningRegister {
  /** The port that it listens on. */
  readonly port: number;
  /** Reads the server's certificate anew, if it has one; resolves when it is in use. */
  reload(): Promise<void>;
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
  /** Further processes that answer on the same port. */
  readonly siblings?: Siblings | undefined;
  /** When the newest backup was made, for the metrics. */
  readonly newestBackup?: () => Promise<Date | undefined>;
}

/** Starts a batch worker by itself, for a process that answers no requests. */
export function startWorker({ clock, ...parts }: WorkerProcessParts): RunningWorker {
  return startWorkerHere(parts, clock ?? systemClock(parts.config.timeZone));
}

export interface WorkerProcessParts extends Pick<RegisterParts, 'config' | 'store' | 'logger' | 'clock'> {
  /** Records a share of the jobs. */
  readonly tracer?: Tracer | undefined;
}

/** Starts the services on the configured address. Rejects when the port is taken. */
export async function startRegister(parts: RegisterParts): Promise<RunningRegister> {
  const { config, store, logger, version, clock = systemClock(config.timeZone) } = parts;
  const certificates = await createCertificates({ config, store, logger, clock });
  const access = accessTo(parts, clock, certificates);
  const protection = createProtection({ config, store, access, proxies: certificates.proxies });
  const refusals = countRefusals({ store, clock, logger });
  const testEnvironment = await openTestEnvironment(parts, clock, access, certificates);
  let worker: RunningWorker | undefined;
  const jobAccepted = (): void => worker?.wake();
  const findsCountSince = testEnvironment?.findsCountSince;
  const operationsOf = (on: Store): ServiceOperations => {
    const base = operationsOn(on, config, clock, jobAccepted, findsCountSince);
    return testEnvironment?.route(base) ?? base;
  };
  const watch = watchRegister({ store, clock, newestBackup: parts.newestBackup });
  const tracer = await openLoggedTracer(parts);
  const within = tracer && (await storeWithin(store));
  const { published, counts } = createServices({
    config,
    logger,
    authenticate: protection.admission,
    refused: (refusal) => {
      refusals.add(refusal);
    },
    forced: testEnvironment?.forced,
    clock,
    ...operationsOf(store),
    operationsWithin: within && ((span) => operationsOf(within(span))),
  });
  testEnvironment?.serve(published);
  if (config.batchWorker)
    worker = parts.workerHere ? startWorkerHere({ ...parts, tracer }, clock) : startWorkerThread(parts);
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
      ...certificates.figures,
      ...protection.figures,
      ...watch.figures,
      ...(testEnvironment?.figures ?? []),
      ...(worker === undefined ? [] : batchFigures(worker.figures)),
    ]),
    log: logger,
    tls: certificates.tls,
    certificateOf: certificates.certificateOf,
    isProxy: (address) => certificates.proxies?.includes(address) === true,
    testAuthority: certificates.testAuthority,
    loadPortal: testEnvironment?.loadPortal,
    keep: testEnvironment?.keep,
    tracer,
    remoteAddressOf: (request) => remoteAddressOf(request, certificates.proxies),
    gate: protection.gate,
    siblings: parts.siblings,
    correlationIdFrom,
    docsFolder: fileURLToPath(new URL('../../docs', import.meta.url)),
  });
  const running = certificates.start((tls) => {
    server.replaceCertificate(tls);
  });
  const stop = async (): Promise<void> => {
    running.stop();
    testEnvironment?.hurry();
    await server.stop();
    watch.stop();
    protection.stop();
    await refusals.stop();
    await worker?.stop();
    await testEnvironment?.stop();
    await tracer?.stop();
  };
  try {
    const { port } = await server.listen(config.host, config.port);
    void watch.look();
    return { port, reload: () => running.reload(), stop };
  } catch (error) {
    running.stop();
    watch.stop();
    protection.stop();
    await refusals.stop();
    await worker?.stop();
    await testEnvironment?.stop();
    await tracer?.stop();
    throw error;
  }
}

/** The operations of all services on this store. */
function operationsOn(
  store: Store,
  config: Config,
  clock: Clock,
  jobAccepted: () => void,
  findsCountSince: (() => Date | undefined) | undefined,
): ServiceOperations {
  const register = registerOn(store, config, clock, findsCountSince);
  const batches = createBatchRegister({ ...batchPartsOn(store, config, clock), jobAccepted });
  const achievements = createAchievementRegister({
    ...achievementPartsOn(store, config, clock),
    jobAccepted,
  });
  return {
    LearnerService: createLearnerServiceOperations(register, batches, config.timeZone),
    LearnerServiceR9: createLearnerServiceR9Operations(register, config.timeZone),
    ExternalService: createExternalServiceOperations(achievements, config.timeZone),
  };
}

/** The live environment does not even load it. */
async function openTestEnvironment(
  { config, store, logger, version }: RegisterParts,
  clock: Clock,
  access: Access,
  { check }: Certificates,
): Promise<TestEnvironment | undefined> {
  if (config.environment !== 'test') return undefined;
  const { createTestEnvironment } = await import('./test-environment.js');
  return createTestEnvironment({ config, store, logger, version, clock, access, certificates: check });
}

async function mustBeReady(store: Store): Promise<void> {
  if (!(await store.ready())) throw new Error('The database does not answer or lacks migrations');
}

function accessTo(
  { config, store, logger, publishedPasswords }: RegisterParts,
  clock: Clock,
  certificates: Certificates,
): Access {
  const { operatingHours, timeZone } = config;
  return createAccess({
    organisations: store.organisations,
    clock,
    settings: config,
    certificates: certificates.check,
    hours: operatingHours === undefined ? undefined : createOperatingHours(operatingHours, timeZone),
    onEvent: (event: AccessEvent) => {
      if (event.kind === 'certificateRefused') {
        certificates.refused(event);
        return;
      }
      // A flood of guesses must not become a flood of lines: the metrics count them.
      logger[event.kind === 'locked' ? 'warn' : 'debug']({ access: event }, 'access');
    },
    ...(config.environment === 'live' ? { publishedPasswords: new Set(publishedPasswords) } : {}),
  });
}

function figures(store: Store, access: Access, messages: () => ReadCounts): readonly Figure[] {
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
      read: () => access.counts.passwordCache.hits,
    },
    {
      name: 'learner_register_password_cache_misses_total',
      help: 'Passwords that had to be checked.',
      kind: 'counter',
      read: () => access.counts.passwordCache.misses,
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
