/** What a batch worker is put together from, whether it has a thread, a process, or neither of its own. */
import { DateTime } from 'luxon';
import type { Config } from './config.js';
import { forcedJobEnd } from './domain/sentinel.js';
import type { WorkerParts, WorkerSettings } from './jobs/worker-parts.js';
import { keepingOn } from './keeping.js';
import { cryptographicRandom } from './random.js';
import type { AchievementParts } from './register/achievement/achievement-parts.js';
import { createAchievementHandler } from './register/achievement/process-achievements.js';
import { createRecordHandler } from './register/batch/batch-register.js';
import type { BatchParts } from './register/batch/batch-parts.js';
import type { Clock } from './register/ports.js';
import type { SharedStore, Store } from './store/store.js';

/** What the worker's thread is started with. */
export interface WorkerThreadData {
  readonly config: Config;
  readonly shared: SharedStore;
  readonly name: string;
  readonly version: string;
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

/** The parts of the deeds around achievements on this store. */
export function achievementPartsOn(store: Store, config: Config, clock: Clock): AchievementParts {
  return {
    ...batchPartsOn(store, config, clock),
    events: store.events,
    achievements: store.achievements,
    qualifications: store.qualifications,
    organisations: store.organisations,
    achievementMaximum: config.achievementMaximum,
    localTime: (at) => DateTime.fromJSDate(at, { zone: config.timeZone }).toFormat('yyyy-MM-dd HH:mm:ss'),
  };
}

/** What a worker does with the records of the jobs that it claims. */
export function handlersOn(
  store: Store,
  config: Config,
  clock: Clock,
): Pick<WorkerParts, 'handle' | 'handleChunk' | 'forcedEnd' | 'keeping' | 'tidyAudit'> {
  const parts = achievementPartsOn(store, config, clock);
  return {
    handle: createRecordHandler(parts),
    handleChunk: createAchievementHandler(parts),
    ...(config.environment === 'test'
      ? { forcedEnd: (records) => forcedJobEnd(records.map(({ fields }) => fields)) }
      : {}),
    keeping: keepingOn(store, config, clock),
    tidyAudit: (now) => store.tidyAudit(now),
  };
}

export function workerSettings(config: Config): WorkerSettings {
  return {
    concurrency: config.batchConcurrency,
    leaseSeconds: config.batchLeaseSeconds,
    pollSeconds: config.batchPollSeconds,
    keepDays: config.batchKeepDays,
  };
}
