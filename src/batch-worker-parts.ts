/** What a batch worker is put together from, whether it has a thread, a process, or neither of its own. */
import type { Config } from './config.js';
import type { WorkerSettings } from './jobs/worker-parts.js';
import { cryptographicRandom } from './random.js';
import { createRecordHandler, type HandleRecord } from './register/batch/batch-register.js';
import type { BatchParts } from './register/batch/batch-parts.js';
import type { Clock } from './register/ports.js';
import type { SharedStore, Store } from './store/store.js';

/** What the worker's thread is started with. */
export interface WorkerThreadData {
  readonly config: Config;
  readonly shared: SharedStore;
  readonly name: string;
}

/** The parts of the deeds around batches on this store. */
export function batchPartsOn(store: Store, config: Config, clock: Clock): BatchParts {
  return {
    learners: store.learners,
    audit: store.audit,
    personKeys: store.personKeys,
    batches: store.batches,
    clock,
    random: cryptographicRandom,
    settings: config,
    batchKeepDays: config.batchKeepDays,
  };
}

export function recordHandlerOn(store: Store, config: Config, clock: Clock): HandleRecord {
  return createRecordHandler(batchPartsOn(store, config, clock));
}

export function workerSettings(config: Config): WorkerSettings {
  return {
    concurrency: config.batchConcurrency,
    leaseSeconds: config.batchLeaseSeconds,
    pollSeconds: config.batchPollSeconds,
    keepDays: config.batchKeepDays,
  };
}
