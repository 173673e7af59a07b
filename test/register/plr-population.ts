/** Learners who share and who do not, linked ones among them, each with an event, in a register on a real database. */
import type { Learner } from '../../src/domain/learner.js';
import type { LearningEvent } from '../../src/domain/learning-event.js';
import type { Right } from '../../src/domain/organisation.js';
import { insertEvents, learningEvent } from '../learning-events.js';
import { learner, ulnNumber } from '../domain/people.js';
import { keysOf } from '../store/people.js';
import { caller, deedsOnStore, type DeedsOnStore } from './deeds-on-store.js';

export const people = {
  sharing: learner({ uln: ulnNumber(1) }),
  notSeen: learner({ uln: ulnNumber(2), abilityToShare: '0' }),
  optedOut: learner({ uln: ulnNumber(3), abilityToShare: '2' }),
  deleted: learner({ uln: ulnNumber(4), learnerStatus: '0' }),
  /** Shares, as the master of the next two. */
  master: learner({ uln: ulnNumber(5), givenName: 'Mia', dateOfBirth: '2001-01-01' }),
  linked: learner({ uln: ulnNumber(6), abilityToShare: '0' }),
  linkedToo: learner({ uln: ulnNumber(7), abilityToShare: '2' }),
  /** Does not share, though the record linked to it says so. */
  hiddenMaster: learner({ uln: ulnNumber(8), abilityToShare: '2' }),
  hiddenLinked: learner({ uln: ulnNumber(9), abilityToShare: '1' }),
} as const satisfies Record<string, Learner>;

/** The events of each by its name: `eventIds.linked` is the number of the one under `people.linked`. */
export const eventIds = Object.fromEntries(Object.keys(people).map((name, at) => [name, 100 - at])) as Record<
  keyof typeof people,
  number
>;

/** Whose events may only be seen on the learner's behalf. */
export const hidden: readonly number[] = [
  eventIds.notSeen,
  eventIds.optedOut,
  eventIds.hiddenMaster,
  eventIds.hiddenLinked,
];

export async function plrPopulation(
  ...settings: Parameters<typeof deedsOnStore>
): Promise<DeedsOnStore & { withdrawn: LearningEvent }> {
  const deeds = await deedsOnStore(...settings);
  const { store, options } = deeds;
  const chunk = Object.values(people).map((one) => ({ learner: one, keys: keysOf(store.personKeys, one) }));
  await store.imports.store(chunk, { fingerprint: 'people', rowsDone: chunk.length });
  const audit = { ...caller(), at: new Date(0), ulns: [], outcome: 'linked' };
  await store.learners.link(people.linked.uln, people.master.uln, audit);
  await store.learners.link(people.linkedToo.uln, people.master.uln, audit);
  await store.learners.link(people.hiddenLinked.uln, people.hiddenMaster.uln, audit);
  const withdrawn = learningEvent({ uln: people.sharing.uln, eventId: 7, standing: 'withdrawn' });
  const events = Object.entries(people).map(([name, { uln }]) =>
    learningEvent({ uln, eventId: eventIds[name as keyof typeof people] }),
  );
  await insertEvents(options, [...events, withdrawn]);
  return { ...deeds, withdrawn };
}

/** A question that is answered for whoever shares. */
export function question(of: Learner, rights: readonly Right[] = ['plr'], userType = 'ORG') {
  return {
    uln: of.uln as string,
    givenName: of.givenName,
    familyName: of.familyName,
    userType,
    rights: new Set(rights),
    getType: 'FULL' as const,
  };
}
