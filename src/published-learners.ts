/** The published learners for the pages: a database of nothing else, on which requests are tried without a trace. */
import { readFile } from 'node:fs/promises';
import type { Config } from './config.js';
import {
  createExternalServiceOperations,
  createLearnerServiceOperations,
  createLearnerServiceR9Operations,
  type ServiceOperations,
} from './operations/index.js';
import { achievementPartsOn, batchPartsOn } from './batch-worker-parts.js';
import { cryptographicRandom } from './random.js';
import { usualRights, type Organisation } from './domain/organisation.js';
import { isLive } from './register/found-learner.js';
import { parseUln } from './domain/uln.js';
import type { Learner } from './domain/learner.js';
import { createAchievementRegister } from './register/achievement/achievement-register.js';
import { createBatchRegister } from './register/batch/batch-register.js';
import type { AuditTrail, Clock, LearnerReader, LearnerWriter } from './register/ports.js';
import { createRegister } from './register/register.js';
import { openStore } from './store/open-store.js';
import type { Store, StoreOptions } from './store/store.js';
import type {
  ListedLearner,
  PublishedLearners,
  ShownLearner,
} from './test-environment/published/learner-list.js';
import { whatIsAnswered, type AskedLearner } from './test-environment/published/what-is-answered.js';

export interface PublishedLearnersParts {
  readonly config: Config;
  readonly store: Pick<Store, 'organisations' | 'personKeySecret'>;
  readonly clock: Clock;
  /** Where the published data are. */
  published(): Promise<StoreOptions>;
}

/** In whose name requests are tried: `learningProvider` of the published organisations. */
const PROVIDER = 'TSTLP1';
const tried: Organisation = {
  organisationRef: PROVIDER,
  ukprn: '90000001',
  name: 'Fictional Park College',
  kind: 'learningProvider',
  status: 'active',
  rights: new Set([...usualRights('learningProvider'), 'learnerAccess']),
};

interface Opened {
  readonly store: Store;
  readonly operations: ServiceOperations;
  readonly list: readonly ListedLearner[];
}

export interface RunningPublishedLearners extends PublishedLearners {
  stop(): Promise<void>;
}

/** Opens nothing before somebody asks. */
export function createPublishedLearners(parts: PublishedLearnersParts): RunningPublishedLearners {
  let opened: Promise<Opened> | undefined;
  const open = (): Promise<Opened> => {
    opened ??= openPublished(parts).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    list: async () => (await open()).list,
    async find(uln) {
      const { store, operations, list } = await open();
      const listed =
        list.find(({ asked, key }) => asked.uln === uln && key !== undefined) ??
        list.find(({ asked }) => asked.uln === uln);
      return listed === undefined ? undefined : show(store, operations, listed);
    },
    async stop() {
      await (await opened?.catch(() => undefined))?.store.close();
    },
  };
}

async function openPublished(parts: PublishedLearnersParts): Promise<Opened> {
  const { publishedTestData, publishedLearnersFile } = await import('./cli/test-data.js');
  const options = await parts.published();
  const store = await openStore({ ...options, personKeySecret: await parts.store.personKeySecret() });
  const operations = untracedOperations(parts, store);
  const named = Object.entries(publishedTestData().learners).map(([key, asked]) => ({ key, asked }));
  const lines = (await readFile(publishedLearnersFile(), 'utf8')).split('\n').filter((line) => line !== '');
  const ulns = lines.flatMap((line) => ulnIn(line) ?? []);
  const stored = await store.learners.findByUlns(ulns);
  const records = ulns.flatMap((uln) => stored.get(uln) ?? []);
  const own = records.map((learner) => ({ key: undefined, asked: askedOf(learner), notes: learner.notes }));
  const list: ListedLearner[] = [];
  for (const { key, asked, notes } of [...named.map((each) => ({ ...each, notes: undefined })), ...own]) {
    // A learner of index.json stands in the list once, with the values of the index.
    if (key === undefined && named.some((each) => each.asked.uln === asked.uln)) continue;
    const code = await codeOfFind(operations, asked);
    list.push({
      asked,
      code,
      ...(key === undefined ? {} : { key }),
      ...(notes === undefined ? {} : { notes }),
    });
  }
  return { store, operations, list };
}

function ulnIn(line: string): ReturnType<typeof parseUln> {
  const row: unknown = JSON.parse(line);
  if (typeof row !== 'object' || row === null || !('uln' in row)) return undefined;
  return parseUln(String(row.uln));
}

function askedOf({
  uln,
  givenName,
  familyName,
  dateOfBirth,
  gender,
  lastKnownPostCode,
}: Learner): AskedLearner {
  return { uln, givenName, familyName, dateOfBirth, gender, lastKnownPostCode };
}

async function codeOfFind({ LearnerService }: ServiceOperations, asked: AskedLearner): Promise<string> {
  const find = LearnerService.learnerByDemographics;
  if (find === 'notSupported') return 'WSEC0002';
  const { uln: _uln, ...five } = asked;
  const head = { organisationRef: PROVIDER, orgPassword: '', userName: 'Pages', findType: 'FUL' as const };
  const caller = {
    organisationRef: PROVIDER,
    userName: 'Pages',
    operation: 'learnerByDemographics',
    correlationId: 'pages',
  };
  const result = await find.handle({ ...head, ...five }, { organisation: tried, caller });
  return result.ok ? (result.response.responseCode ?? '') : result.fault.code;
}

async function show(
  store: Store,
  operations: ServiceOperations,
  { asked, key }: ListedLearner,
): Promise<ShownLearner> {
  const uln = parseUln(asked.uln);
  const stored = uln === undefined ? undefined : await store.learners.findByUln(uln);
  const answers = await whatIsAnswered(operations, asked, tried);
  const person = stored === undefined ? [] : await numbersOf(store.learners, stored);
  const events = person.length === 0 ? [] : await store.events.liveEvents(person);
  return {
    asked,
    answers,
    events,
    ...(key === undefined ? {} : { key }),
    ...(stored === undefined ? {} : { stored }),
  };
}

/** All numbers of the person. */
async function numbersOf(learners: LearnerReader, learner: Learner): Promise<Learner['linkedUlns']> {
  if (!isLive(learner)) return [];
  const master = learner.masterUln === undefined ? learner : await learners.findByUln(learner.masterUln);
  return master === undefined ? [learner.uln] : [master.uln, ...master.linkedUlns];
}

/** The operations on these data, where nothing is written: neither learners nor what was asked. */
function untracedOperations(
  { config, store: base, clock }: PublishedLearnersParts,
  store: Store,
): ServiceOperations {
  const learners = unwritten(store.learners);
  const register = createRegister({
    learners,
    audit: unrecorded(clock),
    personKeys: store.personKeys,
    events: store.events,
    accessHistory: store.accessHistory,
    organisations: base.organisations,
    clock,
    random: cryptographicRandom,
    settings: config,
  });
  return {
    LearnerService: createLearnerServiceOperations(
      register,
      createBatchRegister(batchPartsOn(store, config, clock)),
      config.timeZone,
    ),
    LearnerServiceR9: createLearnerServiceR9Operations(register, config.timeZone),
    ExternalService: createExternalServiceOperations(
      createAchievementRegister(achievementPartsOn(store, config, clock)),
      config.timeZone,
    ),
  };
}

/** Says of each write that it would have been done. */
function unwritten(learners: LearnerReader): LearnerReader & LearnerWriter {
  return {
    findByUln: (uln) => learners.findByUln(uln),
    findByUlns: (ulns) => learners.findByUlns(ulns),
    exactUlns: (key) => learners.exactUlns(key),
    candidates: (blocks) => learners.candidates(blocks),
    register: () => Promise.resolve('registered'),
    update: () => Promise.resolve('updated'),
    link: () => Promise.resolve('linked'),
    unlink: () => Promise.resolve('unlinked'),
  };
}

/** As if the find that must come before a registration had just been. */
function unrecorded(clock: Clock): AuditTrail {
  return {
    record: () => Promise.resolve(),
    latestFind: () => Promise.resolve({ at: clock.now(), outcome: 'WSRC0001' }),
    list: () => Promise.resolve([]),
  };
}
