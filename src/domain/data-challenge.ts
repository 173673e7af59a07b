/**
 * Data challenges: somebody says that a learner's number or one of the learner's events is wrong.
 * Source: docs/data-challenges.md.
 */
import type { IsoDate } from './learner.js';
import type { RecordedEvent } from './learning-event.js';
import type { Uln } from './uln.js';

export const challengeKinds = ['uln', 'event'] as const;
export type ChallengeKind = (typeof challengeKinds)[number];

export const challengeStatuses = ['New', 'With AO', 'Accepted', 'Rejected', 'Closed'] as const;
export type ChallengeStatus = (typeof challengeStatuses)[number];

/** Whether somebody still has to decide. */
export function isOpen(status: ChallengeStatus): boolean {
  return status === 'New' || status === 'With AO';
}

/** What a challenge may become from there. One that was decided stays as it is: whoever disagrees opens another. */
export function mayBecome(from: ChallengeStatus, to: ChallengeStatus): boolean {
  if (!isOpen(from)) return false;
  return to === 'With AO' ? from === 'New' : !isOpen(to);
}

/** What an operator did about a learner's number when a challenge of it was right. */
export const ulnRemedies = ['linked', 'unlinked', 'updated', 'registered', 'deleted'] as const;
export type UlnRemedy = (typeof ulnRemedies)[number];

/** What the challenger says an event should be: only the members that are wrong. */
export type SuppliedValues = Partial<RecordedEvent>;

export interface DataChallenge {
  /** `DC-` and a number; never used again. */
  readonly referenceNo: string;
  readonly uln: Uln;
  readonly kind: ChallengeKind;
  /** The event it is about, when `kind` is `event`. */
  readonly eventId?: number;
  readonly status: ChallengeStatus;
  readonly createdDate: IsoDate;
  /** Who opened it. */
  readonly organisationRef: string;
  readonly userName: string;
  /** What is wrong, in the challenger's words. */
  readonly details: string;
  /** The members that the challenge wants changed, as they were when it was opened. */
  readonly original: SuppliedValues;
  readonly supplied: SuppliedValues;
  readonly resolvedDate?: IsoDate;
  /** What was decided and why, in words. */
  readonly resolution?: string;
}
