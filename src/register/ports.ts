/** What the register needs from outside, in its own words. `store/` and `bootstrap.ts` implement these. */
import type { SearchKey } from '../domain/demographics.js';
import type { IsoDate, Learner } from '../domain/learner.js';
import type { Candidate, CandidateBlocks } from '../domain/matching.js';
import type { Organisation } from '../domain/organisation.js';
import type { Uln } from '../domain/uln.js';
import type { ProgressRefusal, RecordProgress } from './record-progress.js';

export type { Candidate, CandidateBlocks, ProgressRefusal };

export interface Clock {
  now(): Date;
  /** Today in the service's time zone. */
  today(): IsoDate;
}

export interface Random {
  /** An integer from 0 up to and without `bound`, from a cryptographic source. */
  integer(bound: number): number;
}

/** Who asks, through what: it ends in the audit. */
export interface Caller {
  readonly organisationRef: string;
  /** The end user's name as the client sent it; 1 to 35 characters. */
  readonly userName: string;
  /** The operation as the WSDL names it, or the command line's command. */
  readonly operation: string;
  readonly correlationId: string;
}

/** A keyed digest of normalised demographics: equal for equal people, and not to be turned back. 32 hex digits. */
export type PersonKey = string;

export interface PersonKeys {
  keyOf(key: SearchKey): PersonKey;
}

/** One thing that was done, for the record. Never a learner's name. */
export interface AuditEntry {
  readonly at: Date;
  readonly organisationRef: string;
  readonly userName: string;
  readonly operation: string;
  readonly correlationId: string;
  /** The learners concerned; empty when nobody was found. */
  readonly ulns: readonly Uln[];
  /** The response code that the caller got. */
  readonly outcome: string;
  /** On a find by demographics: what was searched for. */
  readonly personKey?: PersonKey;
}

export interface AuditTrail {
  /** Resolves when the entry is durable. */
  record(entry: AuditEntry): Promise<void>;
  /** The newest find by demographics for these details by this organisation, at or after `since`. */
  latestFind(
    organisationRef: string,
    personKey: PersonKey,
    since: Date,
  ): Promise<{ readonly at: Date; readonly outcome: string } | undefined>;
  /** Newest first. */
  list(filter: AuditFilter): Promise<readonly StoredAuditEntry[]>;
}

export interface AuditFilter {
  readonly uln?: Uln;
  readonly organisationRef?: string;
  readonly operation?: string;
  readonly since?: Date;
  readonly until?: Date;
  readonly limit: number;
  readonly offset?: number;
}

export interface StoredAuditEntry extends AuditEntry {
  readonly entryId: string;
}

export interface LearnerReader {
  findByUln(uln: Uln): Promise<Learner | undefined>;
  /** Those that exist, by ULN. */
  findByUlns(ulns: readonly Uln[]): Promise<ReadonlyMap<Uln, Learner>>;
  /** ULNs with a name row that equals all five details; at most 50. */
  exactUlns(key: SearchKey): Promise<readonly Uln[]>;
  /** Name rows in the blocks; each block is cut at 200 rows. */
  candidates(blocks: CandidateBlocks): Promise<readonly Candidate[]>;
}

/** Where a learner can be found, and what it claims so that nobody else is registered as the same person. */
export interface LearnerKeys {
  /** One for each pairing of given and family names, the main one first. */
  readonly search: readonly SearchKey[];
  /** The main five details: must be free, or registration fails. */
  readonly own: PersonKey;
  /** Those of the other names: claimed where free. */
  readonly others: readonly PersonKey[];
}

export interface LearnerWriter {
  /**
   * Inserts the learner, its keys and the audit entry in one transaction, durable when it resolves.
   * Nothing is written unless the answer is `registered`.
   * With `progress`, the result of a batch's record is part of the same transaction.
   */
  register(
    learner: Learner,
    keys: LearnerKeys,
    audit: AuditEntry,
    progress?: RecordProgress,
  ): Promise<'registered' | 'personExists' | 'ulnTaken' | ProgressRefusal>;
  /**
   * Replaces a learner whose version is `expectedVersion` and that is linked to no master. Nothing is written unless
   * the answer is `updated`. `learner.versionNumber` is the new version. `progress` as for `register`.
   */
  update(
    learner: Learner,
    expectedVersion: number,
    keys: LearnerKeys,
    audit: AuditEntry,
    progress?: RecordProgress,
  ): Promise<'updated' | 'stale' | 'linked' | 'personExists' | ProgressRefusal>;
  /** Makes `uln` (and all that is linked to it) stand under `master`. */
  link(uln: Uln, master: Uln, audit: AuditEntry): Promise<'linked' | 'notFound' | 'alreadyLinked'>;
  /** Undoes a link: the learner stands for itself again. */
  unlink(uln: Uln, audit: AuditEntry): Promise<'unlinked' | 'notFound' | 'notLinked'>;
}

/** An organisation with what is needed to check its password. */
export interface OrganisationAccess extends Organisation {
  /** argon2id hashes in PHC format: one, or two while a password is being rotated. */
  readonly passwordHashes: readonly string[];
  /** Goes up whenever passwords, rights or status change. */
  readonly revision: number;
}

export interface OrganisationStore {
  /** By reference or UKPRN, letters of either case. */
  byRef(organisationRef: string): Promise<OrganisationAccess | undefined>;
  byUkprn(ukprn: string): Promise<OrganisationAccess | undefined>;
  list(): Promise<readonly Organisation[]>;
  add(organisation: Organisation, passwordHash: string): Promise<'added' | 'refTaken' | 'ukprnTaken'>;
  /** Adds a live password; keeps the newest one beside it when `keepPrevious`. */
  setPassword(
    organisationRef: string,
    passwordHash: string,
    keepPrevious: boolean,
  ): Promise<'set' | 'notFound'>;
  setRights(organisationRef: string, rights: Organisation['rights']): Promise<'set' | 'notFound'>;
  setStatus(organisationRef: string, status: Organisation['status']): Promise<'set' | 'notFound'>;
  /** Failed password attempts, shared by all copies of the service. */
  lockout(organisationRef: string): Promise<Lockout>;
  recordFailedAttempt(
    organisationRef: string,
    at: Date,
    lockAfter: number,
    lockSeconds: number,
  ): Promise<Lockout>;
  clearFailedAttempts(organisationRef: string): Promise<void>;
}

/** Counts requests for all copies of the service together. */
export interface RequestCounts {
  /**
   * Adds requests to the window of a key, which begins with the first of them.
   * @returns how many all copies have added, and how much is left of the window
   */
  add(
    key: string,
    requests: number,
    windowSeconds: number,
  ): Promise<{ readonly total: number; readonly endsInMs: number }>;
}

export interface Lockout {
  /** Failed attempts in a row. */
  readonly failures: number;
  readonly lockedUntil?: Date;
}

/** One line of an import that the register accepted, ready to be stored. */
export interface LearnerToImport {
  readonly learner: Learner;
  readonly keys: LearnerKeys;
}

export interface ImportProgress {
  /** Names the file: the same file gives the same text. */
  readonly fingerprint: string;
  /** Rows of the file that are dealt with, refused ones included. */
  readonly rowsDone: number;
}

export interface LearnerImport {
  /** Where an earlier run of this file stopped; 0 for a new file. */
  rowsDone(fingerprint: string): Promise<number>;
  /**
   * Adds a chunk and the progress. Gives the ULNs that were there already. Until `save` it need not be durable, others
   * need not see it, and may have to wait before they can write: an import does better with few large transactions.
   * One chunk after the other. When one fails, so does the next `save`, and nothing since the last may be stored.
   */
  append(chunk: readonly LearnerToImport[], progress: ImportProgress): Promise<readonly Uln[]>;
  /** Makes durable what was appended. Tells whether another process wrote since the last time: then save often. */
  save(): Promise<boolean>;
  /** Both: stores a chunk and the progress in one transaction. Gives the ULNs that were there already. */
  store(chunk: readonly LearnerToImport[], progress: ImportProgress): Promise<readonly Uln[]>;
}
