/**
 * Who may see a learner's personal learning record, and how much of it.
 * Source: docs/interface-specification.md, "Who sees a personal learning record".
 */
import { everyName, namesFit, type NamesToSearch } from './demographics.js';
import type { Learner } from './learner.js';
import type { LearningEvent, RecordedEvent } from './learning-event.js';
import type { Right } from './organisation.js';

/** On whose behalf a caller says that it asks: the learner's, its own, a service's. */
export const userTypes = ['Unknown', 'LNR', 'ORG', 'SER'] as const;
export type UserType = (typeof userTypes)[number];

/** How much of each event is wanted. */
export const getTypes = ['FULL', 'BRIEF'] as const;
export type GetType = (typeof getTypes)[number];

export interface PlrAsker {
  /** As sent. Anything but LNR counts as an organisation that asks for itself. */
  readonly userType: string;
  readonly rights: ReadonlySet<Right>;
}

/** What the caller holds to be true of the learner. An empty date of birth or gender says nothing. */
export interface PlrDetails {
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth?: string | undefined;
  readonly gender?: string | undefined;
}

/** What of a learner decides who sees the record. Of linked records the master decides: it is the one kept up to date. */
export type Sharing = Pick<Learner, 'abilityToShare'>;

/**
 * Whether this caller may see the record. A record that is not shared is the learner's own to see: through an
 * organisation that may ask on learners' behalf, and says that it does.
 */
export function maySeeRecord(learner: Sharing, asker: PlrAsker): boolean {
  return learner.abilityToShare === '1' || asksForLearner(asker);
}

/** To say LNR is not enough: everybody can say it. */
function asksForLearner({ userType, rights }: PlrAsker): boolean {
  return userType === 'LNR' && rights.has('learnerAccess');
}

/**
 * Whether the caller knows whom it asks about: one of the records that stand for the person (the one asked for, or its
 * master) fits as a whole. Names as for a find by ULN; a date of birth that is given must be the same; a gender only
 * speaks against it when it is stated as male or female on both sides.
 */
export function detailsFit(
  records: readonly Learner[],
  details: PlrDetails,
  names: NamesToSearch = everyName,
): boolean {
  return records.some((record) => fits(record, details, names));
}

function fits(record: Learner, details: PlrDetails, names: NamesToSearch): boolean {
  const { givenName, familyName, dateOfBirth = '', gender = '' } = details;
  if (dateOfBirth !== '' && dateOfBirth !== record.dateOfBirth) return false;
  if (isSex(gender) && isSex(record.gender) && gender !== record.gender) return false;
  return namesFit(record, givenName, familyName, names);
}

function isSex(gender: string): boolean {
  return gender === '1' || gender === '2';
}

/** What leaves the register of an event. */
export interface ShownEvent {
  readonly eventId: number;
  readonly source: string;
  readonly credits: number;
  /** `yyyy-MM-dd HH:mm:ss`; not in a brief answer. */
  readonly dateLoaded?: string;
  /** Not in a brief answer. */
  readonly underDataChallenge?: boolean;
  /** All of it, or the {@link briefMembers}. */
  readonly recorded: RecordedEvent;
}

/** The recorded members of a brief answer; its others are the number, the source and the credits. */
export const briefMembers = [
  'achievementAwardDate',
  'achievementProviderUkprn',
  'grade',
  'level',
  'subject',
  'subjectCode',
] as const satisfies readonly (keyof RecordedEvent)[];

/** The events as they are told, in the order given. Withdrawn ones are shown to nobody. */
export function shownEvents(events: readonly LearningEvent[], getType: GetType): readonly ShownEvent[] {
  const show = getType === 'BRIEF' ? brief : full;
  return events.filter(({ standing }) => standing === 'live').map(show);
}

function full(event: LearningEvent): ShownEvent {
  const { eventId, source, credits, dateLoaded, underDataChallenge, recorded } = event;
  return { eventId, source, credits, dateLoaded, underDataChallenge, recorded };
}

function brief({ eventId, source, credits, recorded }: LearningEvent): ShownEvent {
  const kept: { -readonly [M in (typeof briefMembers)[number]]?: string } = {};
  for (const member of briefMembers) {
    const value = recorded[member];
    if (value !== undefined) kept[member] = value;
  }
  return { eventId, source, credits, recorded: kept };
}
