/** The deeds around achievements on a real, new database, with a few learners and a catalogue. */
import type { RecordFields } from '../../../src/domain/batch-record.js';
import type { RecordResult, SubmissionType } from '../../../src/domain/batch.js';
import { usualRights, type Organisation, type Right } from '../../../src/domain/organisation.js';
import type { Qualification } from '../../../src/domain/qualification.js';
import type { Learner } from '../../../src/domain/learner.js';
import { cryptographicRandom } from '../../../src/random.js';
import type { AchievementParts } from '../../../src/register/achievement/achievement-parts.js';
import {
  createAchievementRegister,
  type AchievementRegister,
} from '../../../src/register/achievement/achievement-register.js';
import { createAchievementHandler } from '../../../src/register/achievement/process-achievements.js';
import type { JobId } from '../../../src/register/batch-ports.js';
import type { Caller } from '../../../src/register/ports.js';
import type { RegisterSettings } from '../../../src/register/settings.js';
import { openStore } from '../../../src/store/open-store.js';
import type { Store } from '../../../src/store/store.js';
import { StandingClock } from '../../standing-clock.js';
import { newOptions } from '../../store/databases.js';
import { keysOf, learner, uln } from '../../store/people.js';
import { usualSettings } from '../deeds-on-store.js';

/** Ordinary, with an optional date of birth and gender to state. */
export const tess = learner({
  uln: uln('1000000019'),
  givenName: 'Tess',
  familyName: 'Example',
  abilityToShare: '1',
});
export const master = learner({ uln: uln('1000000027'), givenName: 'Mona', familyName: 'Master' });
export const linked = learner({ uln: uln('1000000035'), givenName: 'Lina', familyName: 'Linked' });
export const gone = learner({ uln: uln('1000000043'), learnerStatus: '0' });
export const vague = learner({ uln: uln('1000000051'), givenName: 'Vera', familyName: 'Vague', gender: '9' });

export const diploma: Qualification = {
  reference: '900/0001/1',
  kind: 'qualification',
  title: 'Imaginary Diploma',
  qualificationType: 'GCE A Level',
  level: 'Level 3',
  credits: 0,
  awardingOrganisationRef: 'TSTAO1',
  grades: ['A', 'B', 'C'],
  languages: ['English', 'Welsh'],
  operationalStart: '2015-09-01',
  certificationEnd: '2040-08-31',
};
export const unit: Qualification = {
  reference: 'T/900/1001',
  kind: 'unit',
  title: 'Unit 1',
  level: 'Entry Level',
  credits: 2,
  awardingOrganisationRef: 'TSTAO1',
  grades: [],
  languages: [],
};
export const others: Qualification = { ...unit, reference: 'M/901/1001', awardingOrganisationRef: 'TSTAO2' };

export const awarder: Organisation = {
  organisationRef: 'TSTAO1',
  ukprn: '90000002',
  name: 'Imaginary Awards',
  kind: 'awardingOrganisation',
  rights: usualRights('awardingOrganisation'),
  status: 'active',
};
export const college: Organisation = {
  organisationRef: 'TSTLP1',
  ukprn: '90000001',
  name: 'Fictional Park College',
  kind: 'learningProvider',
  rights: usualRights('learningProvider'),
  status: 'active',
};

/** An achievement of Tess that is taken, but for what is given. An empty value leaves one out. */
export function achievement(of: RecordFields = {}): RecordFields {
  return {
    achievementAwardDate: '2022-08-18T00:00:00',
    action: '1',
    actionDate: '2022-08-20T00:00:00',
    familyName: tess.familyName,
    givenName: tess.givenName,
    grade: 'A',
    languageForAssessment: 'English',
    providerUkprn: '90000001',
    uln: tess.uln,
    unitOrQualificationReferenceNumber: diploma.reference,
    ...of,
  };
}

/** Who an achievement is about. */
export function of({ uln: number, givenName, familyName }: Learner): RecordFields {
  return { uln: number, givenName, familyName };
}

export function withRights(organisation: Organisation, ...rights: Right[]): Organisation {
  return { ...organisation, rights: new Set(rights) };
}

export interface AchievementsOnStore {
  readonly store: Store;
  readonly parts: AchievementParts;
  readonly register: AchievementRegister;
  readonly clock: StandingClock;
  /** Submits as the organisation does, and gives the number of the job. */
  submit(
    records: readonly RecordFields[],
    submissionType?: SubmissionType,
    as?: Organisation,
  ): Promise<JobId>;
  /** Works off the next job, chunk by chunk, and gives the results in order. */
  workOff(chunk?: number): Promise<readonly RecordResult[]>;
  /** Both. */
  done(
    records: readonly RecordFields[],
    submissionType?: SubmissionType,
    as?: Organisation,
  ): Promise<readonly RecordResult[]>;
}

export function callerOf({ organisationRef }: Organisation): Caller {
  return {
    organisationRef,
    userName: 'Andrea Awarder',
    operation: 'SubmitAchievementBatchJob',
    correlationId: 'c-1',
  };
}

const opened: Store[] = [];

after('close the databases', async () => {
  for (const store of opened.splice(0)) await store.close();
});

export async function achievementsOnStore(
  kind: 'sqlite' | 'postgres' = 'sqlite',
  settings: Partial<RegisterSettings & { achievementMaximum: number }> = {},
): Promise<AchievementsOnStore> {
  const store = await openStore(await newOptions(kind));
  opened.push(store);
  await store.migrations.up();
  await fill(store);
  const clock = new StandingClock();
  const parts: AchievementParts = {
    learners: store.learners,
    audit: store.audit,
    personKeys: store.personKeys,
    batches: store.batches,
    events: store.events,
    achievements: store.achievements,
    qualifications: store.qualifications,
    organisations: store.organisations,
    clock,
    random: cryptographicRandom,
    settings: { ...usualSettings, ...settings },
    batchKeepDays: 90,
    achievementMaximum: settings.achievementMaximum ?? 5000,
    localTime: (at) => at.toISOString().slice(0, 19).replace('T', ' '),
  };
  const register = createAchievementRegister(parts);
  const submit: AchievementsOnStore['submit'] = async (records, submissionType = 'F', as = awarder) => {
    const outcome = await register.submitAchievements({ submissionType, records }, callerOf(as), as);
    if (!('jobId' in outcome)) throw new Error(JSON.stringify(outcome));
    return outcome.jobId;
  };
  const workOff = async (chunk = 250): Promise<readonly RecordResult[]> => workOffNext(parts, chunk);
  return {
    store,
    parts,
    register,
    clock,
    submit,
    workOff,
    async done(records, submissionType, as) {
      await submit(records, submissionType, as);
      return workOff();
    },
  };
}

async function fill(store: Store): Promise<void> {
  const people = [tess, master, linked, gone, vague];
  const toImport = people.map((person) => ({ learner: person, keys: keysOf(store.personKeys, person) }));
  await store.imports.store(toImport, { fingerprint: 'people', rowsDone: people.length });
  const audit = {
    at: new Date('2024-09-01T10:00:00Z'),
    organisationRef: 'LOCAL',
    userName: 'test',
    operation: 'learner link',
    correlationId: 'c-0',
    ulns: [],
    outcome: 'linked',
  };
  await store.learners.link(linked.uln, master.uln, audit);
  await store.organisations.add(awarder, 'no password');
  await store.organisations.add(college, 'no password');
  await store.qualifications.store([diploma, unit, others]);
}

async function workOffNext(parts: AchievementParts, chunk: number): Promise<readonly RecordResult[]> {
  const { batches, clock } = parts;
  const handle = createAchievementHandler(parts);
  const claim = await batches.claim('test', clock.now(), new Date(clock.now().getTime() + 30_000));
  if (claim === undefined) throw new Error('No job is waiting');
  const { job, lease } = claim;
  for (let last = -1; ;) {
    const records = await batches.pending(job.jobId, last, chunk);
    if (records.length === 0) break;
    await handle({ job, lease, records });
    last = records.at(-1)?.position ?? last;
  }
  await batches.finish(job.jobId, lease, clock.now());
  return (await batches.results(job.jobId, -1, 100_000)).map(({ result }) => result);
}
