/** Batch jobs: their kinds, states, and what becomes of a record. Source: docs/interface-specification.md, "Batches". */
import type { Uln } from './uln.js';

export type BatchKind = 'registration' | 'verification';
export type JobType = 'FUL' | 'CHK';
/** `Opened` is a file still being read in. */
export type BatchStatus = 'Opened' | 'Waiting' | 'InProgress' | 'Successful' | 'Failed' | 'Cancelled';

/** Codes of a record of a registration batch; meanings in response-code.ts. */
export type RecordCode =
  | 'RC001'
  | 'RC002'
  | 'RC003'
  | 'RC004'
  | 'RC005'
  | 'RC006'
  | 'RC007'
  | 'RC008'
  | 'RC009'
  | 'RC010'
  | 'RC011'
  | 'RC012'
  | 'RC013';

/** What became of a record. */
export interface RecordResult {
  /** RCnnn for a registration, the response code for a verification. */
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

export interface BatchCounts {
  readonly newLearners: number;
  readonly existsUpdated: number;
  readonly possibleMatch: number;
  readonly notFound: number;
  readonly rejected: number;
}

export type BatchCounter = keyof BatchCounts;

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
