/** The register's deeds on a real, new SQLite database, with a clock that stands still. */
import { randomInt } from 'node:crypto';
import type { LearnerDetails } from '../../src/domain/learner.js';
import type { Uln } from '../../src/domain/uln.js';
import type { Caller, StoredAuditEntry } from '../../src/register/ports.js';
import { createRegister, type Register, type RegisterParts } from '../../src/register/register.js';
import type { RegisterSettings } from '../../src/register/settings.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store, StoreOptions } from '../../src/store/store.js';
import { StandingClock } from '../standing-clock.js';
import { newOptions } from '../store/databases.js';

export interface DeedsOnStore {
  readonly register: Register;
  readonly parts: RegisterParts;
  readonly store: Store;
  readonly options: StoreOptions;
  readonly clock: StandingClock;
  /** Everything on record, oldest first. */
  audit(): Promise<readonly StoredAuditEntry[]>;
  /** Finds and registers; gives the ULN. */
  registered(details: LearnerDetails): Promise<Uln>;
}

export const usualSettings: RegisterSettings = {
  findBeforeRegister: true,
  findWindowMinutes: 120,
  findWaitSeconds: 10,
  matchOtherGivenNames: true,
  matchOtherFamilyNames: true,
  ulnCheck: 'strict',
  verifyMismatchCode: 'WSRC0003',
  legacyOptOut: false,
  minimumAge: 13,
  maximumAge: 110,
};

const opened: Store[] = [];

after('close the databases', async () => {
  for (const store of opened.splice(0)) await store.close();
});

export async function deedsOnStore(settings: Partial<RegisterSettings> = {}): Promise<DeedsOnStore> {
  const options = await newOptions('sqlite');
  const store = await openStore(options);
  opened.push(store);
  await store.migrations.up();
  const clock = new StandingClock();
  const { learners, audit, personKeys, events, accessHistory, organisations } = store;
  const random = { integer: (bound: number) => randomInt(bound) };
  const reading = { events, accessHistory, organisations };
  const writing = { learners, audit, personKeys, clock, random };
  const parts = { ...reading, ...writing, settings: { ...usualSettings, ...settings } };
  const register = createRegister(parts);
  return {
    register,
    parts,
    store,
    options,
    clock,
    audit: async () => [...(await audit.list({ limit: 1000 }))].reverse(),
    async registered(details) {
      await register.findByDemographics(details, caller());
      // Past the wait that a possible match asks for.
      clock.advance({ seconds: 10 });
      const outcome = await register.registerLearner(details, caller());
      if (!('uln' in outcome)) throw new Error(JSON.stringify(outcome));
      return outcome.uln;
    },
  };
}

export function caller(of: Partial<Caller> = {}): Caller {
  return {
    organisationRef: 'TEST01',
    userName: 'A. User',
    operation: 'test',
    correlationId: 'c-1',
    ...of,
  };
}

export const tess: LearnerDetails = {
  givenName: 'Tess',
  familyName: 'Example',
  dateOfBirth: '2005-01-31',
  gender: '2',
  lastKnownPostCode: 'ZT1 1AA',
  verificationType: '2',
  abilityToShare: '1',
};
