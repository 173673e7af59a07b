/** Everything that is held about a person, wherever it lies. `store/` implements it. */
import type { BatchKind, RecordResult } from '../domain/batch.js';
import type { RecordFields } from '../domain/batch-record.js';
import type { DataChallenge } from '../domain/data-challenge.js';
import type { LearningEvent } from '../domain/learning-event.js';
import type { Uln } from '../domain/uln.js';
import type { JobId } from './record-progress.js';
import type { AuditEntry, PersonKey, StoredAuditEntry } from './ports.js';

/** Why a learner's details were erased. */
export const erasureReasons = [
  /** No longer needed for what they were collected for. */
  'notNeeded',
  /** Consent was withdrawn, and there is no other ground. */
  'consentWithdrawn',
  /** The person objected, and nothing overrides it. */
  'objection',
  /** They should never have been processed. */
  'unlawful',
  /** A law or a court demands it. */
  'legalObligation',
  /** The record was made by mistake: nobody is this person. */
  'issuedInError',
] as const;
export type ErasureReason = (typeof erasureReasons)[number];

export interface Erasure {
  readonly uln: Uln;
  readonly at: Date;
  readonly reason: ErasureReason;
}

/** A record of a batch, as handed in, and what became of it. */
export interface HeldBatchRecord {
  readonly jobId: JobId;
  readonly kind: BatchKind;
  readonly organisationRef: string;
  readonly submittedAt: Date;
  readonly position: number;
  readonly fields: RecordFields;
  readonly result?: RecordResult;
}

/** Says whether a batch record is about the person, as far as what it holds can tell. */
export type IsAbout = (fields: RecordFields) => boolean;

export interface PersonRecords {
  /** All events recorded under these ULNs, those withdrawn or removed included, by event number. */
  events(ulns: readonly Uln[]): Promise<readonly LearningEvent[]>;
  challenges(ulns: readonly Uln[]): Promise<readonly DataChallenge[]>;
  /** Entries about these ULNs, and finds that looked for these details; oldest first. */
  audit(ulns: readonly Uln[], personKeys: readonly PersonKey[]): Promise<readonly StoredAuditEntry[]>;
  /** The keys of all details under which these learners are found. */
  personKeys(ulns: readonly Uln[]): Promise<readonly PersonKey[]>;
  /** Reads every batch record that is still kept: those that are about the person, or came to one of these ULNs. */
  batchRecords(ulns: readonly Uln[], isAbout: IsAbout): Promise<readonly HeldBatchRecord[]>;
  /** Takes what they hold out of the same records; gives how many. */
  emptyBatchRecords(ulns: readonly Uln[], isAbout: IsAbout): Promise<number>;
  /**
   * Empties the learners with everything that belongs to them, in one transaction with the audit entry. `userNames` go
   * from the audit entries about them.
   */
  erase(erasure: {
    readonly ulns: readonly Uln[];
    readonly reason: ErasureReason;
    readonly today: string;
    readonly userNames: readonly string[];
    readonly audit: AuditEntry;
  }): Promise<'erased' | 'notFound'>;
  /** Newest first, at or after `since`. */
  erasures(since: Date): Promise<readonly Erasure[]>;
}
