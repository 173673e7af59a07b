/** What the personal learning record needs from outside. `store/` implements these. */
import type { ChallengeStatus, DataChallenge } from '../domain/data-challenge.js';
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
  | { readonly kind: 'create'; readonly event: NewLearningEvent }
  | {
      readonly kind: 'change';
      readonly change: Exclude<EventChangeKind, 'imported' | 'corrected' | 'removed'>;
      /** The event as it is to be; its version is the one that was read. */
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
   * Stores these, each with its progress and audit entry, all in one transaction. Gives the positions in `writes` of
   * those that were not stored because the event was created or changed since it was read: the caller decides again.
   * Records that have a result already, or whose lease is another's, are left out silently.
   */
  applyAchievements(writes: readonly AchievementWrite[]): Promise<readonly number[]>;
}

export interface EventImport {
  /** Where an earlier run of this file stopped; 0 for a new file. */
  rowsDone(fingerprint: string): Promise<number>;
  /**
   * Stores a chunk and the progress in one transaction. An event that is there with the same source and reference is
   * brought up to date, its earlier state kept; one that says the same is left alone. Gives, for each event, what
   * became of it; `unknownLearner` when no learner has the ULN.
   */
  store(
    chunk: readonly NewLearningEvent[],
    progress: ImportProgress,
    at: Date,
  ): Promise<readonly ('created' | 'updated' | 'unchanged' | 'unknownLearner')[]>;
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
   * Ends or moves on a challenge. With `corrected` the event gets these values in the same transaction (and, for an
   * event that should not be, `withdrawn`), its earlier state kept. The event stops being under challenge when no
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
    { readonly kind: 'corrected'; readonly recorded: RecordedEvent } | { readonly kind: 'withdrawn' };
}

/** Who looked at a learner, for the learner. */
export interface AccessHistory {
  /** Newest first, with how many there are in all. */
  page(
    filter: Pick<AuditFilter, 'offset' | 'limit'> & { readonly ulns: readonly Uln[] },
  ): Promise<{ readonly total: number; readonly entries: readonly StoredAuditEntry[] }>;
}
