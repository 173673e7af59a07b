/** Fictitious learning events for the tests of the store. */
import type { RecordedEvent } from '../../src/domain/learning-event.js';
import type { Uln } from '../../src/domain/uln.js';
import type { EventToImport, ImportMoment } from '../../src/register/plr-ports.js';
import type { Store } from '../../src/store/store.js';
import { keysOf, learner } from './people.js';

/** An event of the National Pupil Database, unless given otherwise. */
export function eventToImport(of: Partial<EventToImport> & { readonly uln: Uln }): EventToImport {
  return {
    source: 'NPD',
    reference: 'NPD-1',
    credits: 0,
    dateLoaded: '2019-11-05 04:12:33',
    recorded: recorded(),
    ...of,
  };
}

/** With an empty value and a date that cannot be, as old records have them. */
export function recorded(of: RecordedEvent = {}): RecordedEvent {
  return {
    achievementAwardDate: '2058-07-01',
    achievementProviderName: 'Imaginary High, O\'Testing "Site" {1}, \\2',
    achievementProviderUkprn: '90000011',
    collectionType: 'A',
    grade: 'AB',
    participationEndDate: '',
    participationStartDate: '',
    status: 'F',
    subject: 'Fictional Studies – Ficçion',
    ...of,
  };
}

export function moment(of: Partial<ImportMoment> = {}): ImportMoment {
  return {
    at: new Date('2026-03-02T09:30:00Z'),
    dateLoaded: '2026-03-02 09:30:00',
    organisationRef: 'LOCAL',
    ...of,
  };
}

/** Puts learners with these ULNs into a register. */
export async function addLearners(store: Store, ulns: readonly Uln[]): Promise<void> {
  const people = ulns.map((uln) => learner({ uln, familyName: `Name ${uln}` }));
  await store.imports.store(
    people.map((person) => ({ learner: person, keys: keysOf(store.personKeys, person) })),
    { fingerprint: 'people', rowsDone: 0 },
  );
}
