/** Batch jobs: their kinds, states, and what becomes of a record. Source: docs/interface-specification.md, "Batches". */
import type { Uln } from './uln.js';

export type BatchKind = 'registration' | 'verification' | 'achievement';
/** Registration: FUL may create and update, CHK never writes. */
export type LookupJobType = 'FUL' | 'CHK';
/** Achievements: P provisional, F final. */
export type SubmissionType = 'P' | 'F';
export type JobType = LookupJobType | SubmissionType;
/** How a batch reached the register. */
export type BatchSource = 'webService' | 'file';
/** `Opened` is a file still being read in. */
export type BatchStatus = 'Opened' | 'Waiting' | 'InProgress' | 'Successful' | 'Failed' | 'Cancelled';

/** Codes of a record of a registration batch; meanings in response-code.ts. */
export const recordCodes = [
  'RC001',
  'RC002',
  'RC003',
  'RC004',
  'RC005',
  'RC006',
  'RC007',
  'RC008',
  'RC009',
  'RC010',
  'RC011',
  'RC012',
  'RC013',
] as const;
export type RecordCode = (typeof recordCodes)[number];

/** What became of a record. */
export interface RecordResult {
  /** RCnnn for a registration, the response code for a verification, a letter and three digits for an achievement. */
  readonly code: string;
  /** The learner's ULN, or the master's. */
  readonly uln?: Uln;
  /** Why, in words, for the exceptions file. Never a stored learner's details. */
  readonly reason?: string;
  /** Verification only: what the answer carries beside the code. */
  readonly familyName?: string;
  readonly givenName?: string;
  readonly dateOfBirth?: string;
  readonly gender?: string;
  readonly failureFlags?: readonly string[];
}

/** What can become of a record of a registration batch, in words. */
export type RecordOutcome =
  | 'registered'
  | 'exists'
  | 'updated'
  | 'verified'
  | 'linked'
  | 'insufficientData'
  | 'possibleMatch'
  | 'tooManyMatches'
  | 'notFound'
  | 'detailsDiffer'
  | 'badValue'
  | 'badIdentifier'
  | 'ageOutOfRange';

/** The code of an outcome. An age out of range has a code of its own in files alone. */
export function recordCodeOf(outcome: RecordOutcome, source: BatchSource): RecordCode {
  switch (outcome) {
    case 'registered':
      return 'RC001';
    case 'exists':
      return 'RC002';
    case 'updated':
      return 'RC003';
    case 'verified':
      return 'RC004';
    case 'linked':
      return 'RC005';
    case 'insufficientData':
      return 'RC006';
    case 'possibleMatch':
      return 'RC007';
    case 'tooManyMatches':
      return 'RC008';
    case 'notFound':
      return 'RC009';
    case 'detailsDiffer':
      return 'RC010';
    case 'badValue':
      return 'RC011';
    case 'badIdentifier':
      return 'RC012';
    case 'ageOutOfRange':
      return source === 'file' ? 'RC013' : 'RC011';
  }
}

export interface BatchCounts {
  readonly newLearners: number;
  readonly existsUpdated: number;
  readonly possibleMatch: number;
  readonly notFound: number;
  readonly rejected: number;
}

export type BatchCounter = keyof BatchCounts;

export const noCounts: BatchCounts = {
  newLearners: 0,
  existsUpdated: 0,
  possibleMatch: 0,
  notFound: 0,
  rejected: 0,
};

/** Which of the five counters a record's code counts in. */
export function counterOf(code: RecordCode): BatchCounter {
  switch (code) {
    case 'RC001':
      return 'newLearners';
    case 'RC002':
    case 'RC003':
    case 'RC004':
    case 'RC005':
      return 'existsUpdated';
    case 'RC007':
    case 'RC008':
      return 'possibleMatch';
    case 'RC009':
    case 'RC010':
      return 'notFound';
    case 'RC006':
    case 'RC011':
    case 'RC012':
    case 'RC013':
      return 'rejected';
  }
}

/** Whether the text is the code of a registration record; those of verifications count nowhere. */
export function isRecordCode(text: string): text is RecordCode {
  return recordCodes.some((code) => code === text);
}

/** The counts with one more record that got this code. */
export function countRecord(counts: BatchCounts, code: string): BatchCounts {
  if (!isRecordCode(code)) return counts;
  const counter = counterOf(code);
  return { ...counts, [counter]: counts[counter] + 1 };
}

/** Whether somebody must look at a record with this code: no ULN came of it. */
export function isException(code: RecordCode): boolean {
  const counter = counterOf(code);
  return counter !== 'newLearners' && counter !== 'existsUpdated';
}

/** What asking for a job's output is answered with. */
export function outputCode(status: BatchStatus): 'WSRC0008' | 'WSRC0009' | 'WSRC0010' {
  switch (status) {
    case 'Opened':
    case 'Waiting':
    case 'InProgress':
      return 'WSRC0008';
    case 'Successful':
      return 'WSRC0009';
    case 'Failed':
    case 'Cancelled':
      return 'WSRC0010';
  }
}
