/** Puts own copies of the published learners together: where they are, and what runs on each. */
import { createHash, randomBytes } from 'node:crypto';
import { access, copyFile, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { achievementPartsOn, batchPartsOn } from './batch-worker-parts.js';
import { startWorkerHere, type RunningWorker } from './batch-worker.js';
import type { Config } from './config.js';
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
import { registerOn } from './register-on.js';
import { moveDatabase, removeDatabase } from './store/database-places.js';
import { openStore } from './store/open-store.js';
import type { Store, StoreOptions } from './store/store.js';
import type { CopyPlace, OpenCopy } from './test-environment/copies/open-copy.js';
import { addGenerated } from './test-environment/generator/add-generated.js';

export interface CopyPlaceParts {
  readonly config: Config;
  /** The base: organisations are its own. */
  readonly store: Store;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** The awarding organisation of the published data, whose awards those of a copy are given in place of. */
const PUBLISHED_AWARDING_ORGANISATION = 'TSTAO1';
/** A copy has few users: PostgreSQL's connections are for all copies of all processes together. */
const COPY_CONNECTIONS = { poolSize: 3, idleSeconds: 10 };
/** Whoever hands a job in wakes the worker. */
const COPY_POLL_SECONDS = 5;

export interface CopyPlaces extends CopyPlace {
  /** The published data as a database, made the first time. */
  published(): Promise<StoreOptions>;
}

/**
 * Where copies are: SQLite files in the folder `copies` beside the register's, or schemas `test_copy_…` of its database.
 * @param work whether jobs that were handed in to a copy are worked on here
 */
export function createCopyPlaces(parts: CopyPlaceParts, work: boolean): CopyPlaces {
  const { store, clock } = parts;
  let published: Promise<StoreOptions> | undefined;
  const template = (): Promise<StoreOptions> => {
    published ??= publishedData(parts).catch((error: unknown) => {
      published = undefined;
      throw error;
    });
    return published;
  };
  return {
    published: template,
    async open(name) {
      const from = await template();
      const copy = await openFrom(from, {
        ...optionsOf(store, name),
        personKeySecret: await store.personKeySecret(),
      });
      try {
        const changes: CopyChanges = {
          putBack: async (at) => copy.testData.putBack(from, 'everything', at, await awardsOf(store, name)),
          async handOverAwards() {
            const awards = await awardsOf(store, name);
            if (awards !== undefined) await copy.testData.handOverAwards(awards);
          },
        };
        if ((await copy.testData.resets()).count === 0) await changes.putBack(clock.now());
        return runningCopy(parts, copy, changes, work);
      } catch (error) {
        await copy.close();
        throw error;
      }
    },
    remove: (name) => removeDatabase(optionsOf(store, name)),
  };
}

function optionsOf({ options }: Store, name: string): StoreOptions {
  if (options.kind === 'sqlite') {
    return { ...options, file: join(dirname(options.file), 'copies', `${name}.sqlite`) };
  }
  const { replica: _none, ...rest } = options;
  return { ...rest, ...COPY_CONNECTIONS, schema: `test_copy_${name}` };
}

/** Opens a copy that may be new, or as an earlier version of the register left it. */
async function openFrom(template: StoreOptions, options: StoreOptions): Promise<Store> {
  if (options.kind === 'sqlite' && template.kind === 'sqlite' && !(await isThere(options.file))) {
    const beside = `${options.file}.${randomBytes(6).toString('hex')}`;
    await copyFile(template.file, beside);
    await rename(beside, options.file);
  }
  const copy = await openStore(options);
  try {
    if (!(await copy.ready())) await copy.migrations.up();
    return copy;
  } catch (error) {
    await copy.close();
    throw error;
  }
}

/** The qualifications of the published data are awarded, in a copy, by the awarding organisation that has it. */
async function awardsOf(
  store: Store,
  name: string,
): Promise<{ readonly from: string; readonly to: string } | undefined> {
  const copies = await store.testCopies.list();
  const members = copies.find((each) => each.name === name)?.organisationRefs ?? [];
  if (members.includes(PUBLISHED_AWARDING_ORGANISATION)) return undefined;
  for (const organisationRef of members) {
    const organisation = await store.organisations.byRef(organisationRef);
    if (organisation?.kind === 'awardingOrganisation') {
      return { from: PUBLISHED_AWARDING_ORGANISATION, to: organisationRef };
    }
  }
  return undefined;
}

type CopyChanges = Pick<OpenCopy, 'putBack' | 'handOverAwards'>;

function runningCopy(
  { config, store: base, logger, clock }: CopyPlaceParts,
  copy: Store,
  changes: CopyChanges,
  work: boolean,
): OpenCopy {
  const store = withOrganisationsOf(base, copy);
  let worker: RunningWorker | undefined;
  const jobAccepted = (): void => worker?.wake();
  const batches = createBatchRegister({ ...batchPartsOn(store, config, clock), jobAccepted });
  const achievements = createAchievementRegister({
    ...achievementPartsOn(store, config, clock),
    jobAccepted,
  });
  const register = registerOn(store, config, clock);
  if (work) {
    const settings = { ...config, batchPollSeconds: COPY_POLL_SECONDS };
    worker = startWorkerHere({ config: settings, store, logger }, clock);
  }
  return {
    operations: {
      LearnerService: createLearnerServiceOperations(register, batches, config.timeZone),
      LearnerServiceR9: createLearnerServiceR9Operations(register, config.timeZone),
      ExternalService: createExternalServiceOperations(achievements, config.timeZone),
    },
    learners: copy.learners,
    audit: copy.audit,
    resets: async () => (await copy.testData.resets()).count,
    ...changes,
    addGenerated: (count, seed) => addGenerated(store, count, seed),
    async unfinishedJobs() {
      const { waiting, inProgress } = await copy.batches.depth();
      return waiting + inProgress;
    },
    async close() {
      await worker?.stop();
      await copy.close();
    },
  };
}

/** The copy's learners, jobs and audit, with the organisations of the base. */
function withOrganisationsOf({ organisations }: Store, copy: Store): Store {
  return {
    ...copy,
    organisations,
    personKeySecret: () => copy.personKeySecret(),
    ready: () => copy.ready(),
    counts: () => copy.counts(),
    tidyAudit: (now) => copy.tidyAudit(now),
    queueDepth: () => copy.queueDepth(),
    clear: () => copy.clear(),
    share: () => copy.share(),
    close: () => copy.close(),
  };
}

/** Loads the published data into a database of their own, under a name that says which they are. */
async function publishedData({ store, clock }: CopyPlaceParts): Promise<StoreOptions> {
  const { loadPublishedLearners, publishedFolder } = await import('./cli/test-data.js');
  const personKeySecret = await store.personKeySecret();
  const { done } = await store.migrations.status();
  const fingerprint = await fingerprintOf(publishedFolder, [personKeySecret, ...done]);
  const options = optionsOf(store, `published_${fingerprint}`);
  if (options.kind === 'sqlite') {
    await mkdir(dirname(options.file), { recursive: true });
    if (await isThere(options.file)) return options;
  } else if (await isReady(options)) return options;
  const building = optionsOf(store, `building_${randomBytes(6).toString('hex')}`);
  const made = await openStore({ ...building, personKeySecret });
  try {
    await made.migrations.up();
    await loadPublishedLearners({ ...made, clock, random: cryptographicRandom });
  } finally {
    await made.close();
  }
  if ((await moveDatabase(building, options)) === 'taken') await removeDatabase(building);
  return options;
}

async function isReady(options: StoreOptions): Promise<boolean> {
  const store = await openStore(options);
  try {
    return await store.ready();
  } finally {
    await store.close();
  }
}

async function fingerprintOf(folder: URL, more: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.jsonl') || name === 'index.json')
    .sort();
  for (const name of names) hash.update(await readFile(new URL(name, folder)));
  return hash.update(more.join('\n')).digest('hex').slice(0, 12);
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
