/**
 * Learning events: what a learner took part in or achieved, as some source recorded it.
 * Source: docs/interface-specification.md, "GetLearnerLearningEvents".
 */
import type { Uln } from './uln.js';

/** Where events come from; other sources are admitted, these have meanings of their own here. */
export const eventSources = {
  /** The National Pupil Database. */
  nationalPupilDatabase: 'NPD',
  /** The Individualised Learner Record. */
  individualisedLearnerRecord: 'ILR',
  /** A qualification that an awarding organisation submitted. */
  awardingOrganisation: 'AO',
  /** A unit that an awarding organisation submitted. */
  unit: 'QCFU',
} as const;

/**
 * What the source recorded, as text and unchanged: dates that cannot be, grades that mean "not known" and empty values
 * included. A member that was not recorded is absent; one that was recorded empty is ''.
 */
export interface RecordedEvent {
  /** `yyyy-MM-dd`, sometimes in the future. */
  readonly achievementAwardDate?: string;
  readonly achievementProviderName?: string;
  readonly achievementProviderUkprn?: string;
  readonly awardingOrganisationName?: string;
  readonly awardingOrganisationUkprn?: string;
  readonly collectionType?: string;
  readonly grade?: string;
  readonly languageForAssessment?: string;
  readonly level?: string;
  readonly participationEndDate?: string;
  readonly participationStartDate?: string;
  readonly qualificationType?: string;
  readonly restriction?: string;
  readonly returnNumber?: string;
  /** F final, P provisional. */
  readonly status?: string;
  readonly subject?: string;
  readonly subjectCode?: string;
}

/** The members of {@link RecordedEvent}, in the order in which they are stored. */
export const recordedMembers = [
  'achievementAwardDate',
  'achievementProviderName',
  'achievementProviderUkprn',
  'awardingOrganisationName',
  'awardingOrganisationUkprn',
  'collectionType',
  'grade',
  'languageForAssessment',
  'level',
  'participationEndDate',
  'participationStartDate',
  'qualificationType',
  'restriction',
  'returnNumber',
  'status',
  'subject',
  'subjectCode',
] as const satisfies readonly (keyof RecordedEvent)[];

/** A withdrawn event stays in the register and is shown to nobody; it can be reinstated. */
export type EventStanding = 'live' | 'withdrawn';

/** A learning event as the register holds it. */
export interface LearningEvent {
  /** The record that it was recorded under; a linked learner's events keep theirs. */
  readonly uln: Uln;
  /** The register's number for it, 1 to 2,147,483,647; never used again. */
  readonly eventId: number;
  /** One of {@link eventSources}, or another source's short name. */
  readonly source: string;
  /** The source's own name for it: one learner has one event of a source and reference. */
  readonly reference: string;
  readonly recorded: RecordedEvent;
  readonly credits: number;
  /** `yyyy-MM-dd HH:mm:ss` in the service's time zone. */
  readonly dateLoaded: string;
  readonly standing: EventStanding;
  /** The awarding organisation that alone may change it; absent for events of other sources. */
  readonly ownerRef?: string;
  /** The awarding organisation's own name for it in its system (MisIdentifier), when it gave one; shown to nobody. */
  readonly misIdentifier?: string;
  /** 1 at first, one more with each change. */
  readonly version: number;
  /** True while a data challenge about it is open. */
  readonly underDataChallenge: boolean;
}

/** What was done to an event; the state before it is kept. */
export type EventChangeKind =
  'imported' | 'updated' | 'promoted' | 'withdrawn' | 'reinstated' | 'corrected' | 'removed';
