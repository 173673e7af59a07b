/** What the personal learning record needs from outside. `store/` implements these. */
import type { ChallengeStatus, DataChallenge, SuppliedValues } from '../domain/data-challenge.js';
import type { EventChangeKind, LearningEvent, RecordedEvent } from '../domain/learning-event.js';
import type { Qualification, QualificationKey } from '../domain/qualification.js';
import type { Uln } from '../domain/uln.js';
import type { AuditEntry, AuditFilter, ImportProgress, StoredAuditEntry } from './ports.js';
import type { RecordProgress } from './record-progress.js';

/** An event as its source gives it; the register numbers it. */
export type NewLearningEvent = Omit<LearningEvent, 'eventId' | 'version' | 'underDataChallenge'>;

export interface LearningEventReader {
  /** Live events recorded under any of these ULNs, by event number. */
  liveEvents(ulns: readonly Uln[]): Promise<readonly LearningEvent[]>;
  /** All events under these ULNs that this organisation owns, withdrawn ones included. */
  ownedEvents(ulns: readonly Uln[], ownerRef: string): Promise<readonly LearningEvent[]>;
  /** What an event was before each of its changes, oldest first. */
  history(uln: Uln, eventId: number): Promise<readonly EventHistoryEntry[]>;
}

export interface EventHistoryEntry {
  readonly version: number;
  readonly at: Date;
  readonly organisationRef: string;
  readonly change: EventChangeKind;
  readonly before: LearningEvent;
}

/** What one achievement does to the record. */
export type AchievementChange =
  | {
      readonly kind: 'create';
      readonly event: NewLearningEvent;
      /** Every record of a person who has several, the master first: the event must be new to all of them. */
      readonly family?: readonly Uln[];
    }
  | {
      readonly kind: 'change';
      readonly change: Exclude<EventChangeKind, 'imported' | 'corrected' | 'removed'>;
      /** The event as it was read. */
      readonly before: LearningEvent;
      /** The event as it is to be, its version one more. */
      readonly event: LearningEvent;
    };

/** One record of an achievement job whose effect and result are stored together. */
export interface AchievementWrite {
  readonly change: AchievementChange;
  readonly progress: RecordProgress;
  readonly audit: AuditEntry;
}

export interface AchievementWriter {
  /**
   * Stores these, each with its progress and audit entry, all in one transaction. No two may be about one event.
   * Gives the positions in `writes` of those that were not stored because the event was created or changed since it
   * was read: the caller decides again. Records that have a result already, or whose lease is another's, are left
   * out silently.
   */
  applyAchievements(writes: readonly AchievementWrite[]): Promise<readonly number[]>;
}

/** An event as an import gives it. */
export interface EventToImport {
  readonly uln: Uln;
  readonly source: string;
  readonly reference: string;
  readonly recorded: RecordedEvent;
  readonly credits: number;
  /** `yyyy-MM-dd HH:mm:ss`. Where the source does not say: when the register took it over, or its newest change. */
  readonly dateLoaded?: string;
  /** The awarding organisation that alone may change it from then on. Files of other sources name none. */
  readonly ownerRef?: string;
}

/** When and by whom an import is done: in the history of what it changes. */
export interface ImportMoment {
  readonly at: Date;
  /** The same as `yyyy-MM-dd HH:mm:ss` in the service's time zone. */
  readonly dateLoaded: string;
  readonly organisationRef: string;
}

export const eventImportOutcomes = [
  'created',
  /** Brought up to date; the earlier state is in the history. */
  'updated',
  /** The source says what it said before, also when a data challenge has corrected the event since. */
  'unchanged',
  /** No learner has the ULN. */
  'unknownLearner',
  /** It belongs to an awarding organisation (another than the one given), which alone may change it. */
  'owned',
] as const;
export type EventImportOutcome = (typeof eventImportOutcomes)[number];

export interface EventImport {
  /** Where an earlier run of this file stopped; 0 for a new file. */
  rowsDone(fingerprint: string): Promise<number>;
  /**
   * Stores a chunk and the progress in one transaction; gives, for each event, what became of it. Of an event that
   * stands in the chunk twice the first is there when the second comes. A withdrawn event stays withdrawn.
   * More chunks may be handed in before the first is stored: those that wait are stored together, in their order.
   * When one fails, so do all that were handed in after it.
   */
  store(
    chunk: readonly EventToImport[],
    progress: ImportProgress,
    moment: ImportMoment,
  ): Promise<readonly EventImportOutcome[]>;
}

export interface QualificationCatalogue {
  /** Those that are in the catalogue, by key. */
  find(keys: readonly QualificationKey[]): Promise<ReadonlyMap<QualificationKey, Qualification>>;
  list(filter: {
    awardingOrganisationRef?: string;
    limit: number;
    offset?: number;
  }): Promise<readonly Qualification[]>;
  /** Adds or replaces; gives how many were new and how many replaced something different. */
  store(chunk: readonly Qualification[]): Promise<{ readonly added: number; readonly replaced: number }>;
  /** Whether this organisation awards anything in the catalogue. */
  awardsAnything(awardingOrganisationRef: string): Promise<boolean>;
}

export interface DataChallenges {
  /** Marks the event as being under challenge in the same transaction. */
  open(
    challenge: Omit<DataChallenge, 'referenceNo' | 'status'>,
    audit: AuditEntry,
  ): Promise<DataChallenge | 'unknownLearner' | 'unknownEvent'>;
  find(referenceNo: string): Promise<DataChallenge | undefined>;
  list(filter: {
    uln?: Uln;
    status?: ChallengeStatus;
    organisationRef?: string;
    limit: number;
  }): Promise<readonly DataChallenge[]>;
  /**
   * Ends or moves on a challenge. With `corrected` these members of the event change in the same transaction (with
   * `withdrawn` it is shown no more), its earlier state kept. The event stops being under challenge when no
   * other challenge about it is open. `changed` when the challenge was not in `expected` any more.
   */
  resolve(
    referenceNo: string,
    expected: ChallengeStatus,
    outcome: ChallengeResolution,
    audit: AuditEntry,
  ): Promise<DataChallenge | 'notFound' | 'changed'>;
}

export interface ChallengeResolution {
  readonly status: ChallengeStatus;
  readonly resolution: string;
  /** Absent while it stays open. */
  readonly resolvedDate?: string;
  readonly event?:
    { readonly kind: 'corrected'; readonly values: SuppliedValues } | { readonly kind: 'withdrawn' };
}

/** Who looked at a learner, for the learner. */
export interface AccessHistory {
  /** Newest first, with how many there are in all. */
  page(
    filter: Pick<AuditFilter, 'offset' | 'limit'> & { readonly ulns: readonly Uln[] },
  ): Promise<{ readonly total: number; readonly entries: readonly StoredAuditEntry[] }>;
}
