/** Whether a ULN belongs to the person somebody says. Source: docs/interface-specification.md, "verifyLearner". */
import { everyName, familyNameFits, givenNameFits, type NamesToSearch } from './demographics.js';
import type { Learner } from './learner.js';
import type { ResponseCode } from './response-code.js';
import type { Uln } from './uln.js';

/**
 * What did not fit. `LINKED` tells that another record stands for this person; `DECEASED` is kept for
 * registers that know of deaths, and this one does not yet.
 */
export const failureFlags = [
  'ULN_NOT_FOUND',
  'FAMILY_NAME',
  'GIVEN_NAME',
  'DATE_OF_BIRTH',
  'GENDER',
  'LINKED',
  'DELETED',
  'DECEASED',
] as const;
export type FailureFlag = (typeof failureFlags)[number];

/** What a caller holds to be true of one learner. An empty date of birth or gender counts as absent. */
export interface SearchedDetails {
  readonly uln: Uln;
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth?: string | undefined;
  readonly gender?: string | undefined;
}

export interface Verification {
  /** `linked`: the details fit, and a master stands for this learner. */
  readonly outcome: 'match' | 'linked' | 'mismatch' | 'notFound';
  readonly failureFlags: readonly FailureFlag[];
}

/** The response code of each outcome. The one of a mismatch is this register's choice. */
export const usualVerificationCodes = {
  match: 'WSRC0004',
  linked: 'WSRC0022',
  mismatch: 'WSRC0003',
  notFound: 'WSRC0001',
} as const satisfies Readonly<Record<Verification['outcome'], ResponseCode>>;

/** Compares what is searched with the learner that has the ULN, if any has. A deleted one is not found. */
export function verify(
  learner: Learner | undefined,
  searched: SearchedDetails,
  names: NamesToSearch = everyName,
): Verification {
  if (learner?.uln !== searched.uln) {
    return { outcome: 'notFound', failureFlags: ['ULN_NOT_FOUND'] };
  }
  if (learner.learnerStatus === '0') return { outcome: 'notFound', failureFlags: ['DELETED'] };
  const flags = differences(learner, searched, names);
  const fits = flags.length === 0;
  if (learner.masterUln !== undefined) flags.push('LINKED');
  if (!fits) return { outcome: 'mismatch', failureFlags: flags };
  return { outcome: learner.masterUln === undefined ? 'match' : 'linked', failureFlags: flags };
}

function differences(learner: Learner, searched: SearchedDetails, names: NamesToSearch): FailureFlag[] {
  const flags: FailureFlag[] = [];
  if (!familyNameFits(learner, searched.familyName, names)) flags.push('FAMILY_NAME');
  if (!givenNameFits(learner, searched.givenName, names)) flags.push('GIVEN_NAME');
  if (isOther(searched.dateOfBirth, learner.dateOfBirth)) flags.push('DATE_OF_BIRTH');
  if (isOther(searched.gender, learner.gender)) flags.push('GENDER');
  return flags;
}

function isOther(searched: string | undefined, stored: string): boolean {
  return searched !== undefined && searched !== '' && searched !== stored;
}
