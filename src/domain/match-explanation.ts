/** How far a stored person agrees with the one searched for, field by field. */
import type { Demographics, SearchKey } from './demographics.js';
import { soundex } from './name.js';
import { nearDate, type NearDate } from './near-date.js';
import { isPlaceholderKey } from './post-code.js';

/** `normalised`: equal, but written differently (case, diacritics, hyphens, blanks). */
type Same = 'equal' | 'normalised';
export type GivenNameAgreement = Same | 'prefix' | 'soundsAlike' | 'transposed' | 'differs';
export type FamilyNameAgreement = Same | 'soundsAlike' | 'transposed' | 'differs';
export type DateAgreement = 'equal' | NearDate | 'differs';
/** `unknown`: one side says 0 or 9. It counts as differing. */
export type GenderAgreement = 'equal' | 'unknown' | 'differs';
/** `placeholder`: both the same ZZ99 postcode; `unknown`: just one side has such a one. */
export type PostCodeAgreement = Same | 'placeholder' | 'unknown' | 'differs';

export interface MatchExplanation {
  readonly givenName: GivenNameAgreement;
  readonly familyName: FamilyNameAgreement;
  readonly dateOfBirth: DateAgreement;
  readonly gender: GenderAgreement;
  readonly lastKnownPostCode: PostCodeAgreement;
  /** 0 to 100; more is better. It orders candidates and means nothing else. */
  readonly score: number;
}

/** The details as written on both sides, from which `normalised` can be told from `equal`. */
export interface WrittenDetails {
  readonly searched: Demographics;
  readonly stored: Demographics;
}

/** Compares two people. Without `written` the names' and postcodes' spelling is not known, and `equal` is said. */
export function explainMatch(
  search: SearchKey,
  candidate: SearchKey,
  written?: WrittenDetails,
): MatchExplanation {
  const transposed = search.givenKey === candidate.familyKey && search.familyKey === candidate.givenKey;
  const explanation: MatchExplanation & { score: number } = {
    givenName: givenNames(search.givenKey, candidate.givenKey, transposed),
    familyName: familyNames(search.familyKey, candidate.familyKey, transposed),
    dateOfBirth:
      search.dateOfBirth === candidate.dateOfBirth
        ? 'equal'
        : (nearDate(search.dateOfBirth, candidate.dateOfBirth) ?? 'differs'),
    gender: genders(search.gender, candidate.gender),
    lastKnownPostCode: postCodes(search.postCodeKey, candidate.postCodeKey),
    score: 0,
  };
  explanation.score = scoreOf(explanation);
  return written === undefined ? explanation : withSpelling(explanation, written);
}

/** Whether the field agrees. */
export function agrees(agreement: string): boolean {
  return agreement === 'equal' || agreement === 'normalised';
}

function givenNames(one: string, other: string, transposed: boolean): GivenNameAgreement {
  if (one === other) return 'equal';
  if (transposed) return 'transposed';
  if (one !== '' && other !== '' && (one.startsWith(other) || other.startsWith(one))) return 'prefix';
  return soundAlike(one, other) ? 'soundsAlike' : 'differs';
}

function familyNames(one: string, other: string, transposed: boolean): FamilyNameAgreement {
  if (one === other) return 'equal';
  if (transposed) return 'transposed';
  return soundAlike(one, other) ? 'soundsAlike' : 'differs';
}

function soundAlike(one: string, other: string): boolean {
  if (!other.startsWith(one.charAt(0))) return false;
  const sound = soundex(one);
  return sound !== undefined && sound === soundex(other);
}

function genders(one: string, other: string): GenderAgreement {
  if (one === other) return 'equal';
  return isUnknownGender(one) || isUnknownGender(other) ? 'unknown' : 'differs';
}

function isUnknownGender(gender: string): boolean {
  return gender === '0' || gender === '9';
}

function postCodes(one: string, other: string): PostCodeAgreement {
  const placeholder = isPlaceholderKey(one) || isPlaceholderKey(other);
  if (one === other) return placeholder ? 'placeholder' : 'equal';
  return placeholder ? 'unknown' : 'differs';
}

const points = {
  givenName: { equal: 25, normalised: 25, prefix: 18, soundsAlike: 15, transposed: 20, differs: 0 },
  familyName: { equal: 30, normalised: 30, soundsAlike: 12, transposed: 24, differs: 0 },
  dateOfBirth: { equal: 25, oneDigit: 18, swapped: 18, otherDay: 12, otherMonth: 12, differs: 0 },
  gender: { equal: 5, unknown: 3, differs: 0 },
  lastKnownPostCode: { equal: 15, normalised: 15, placeholder: 8, unknown: 5, differs: 0 },
} as const;

function scoreOf(fields: Omit<MatchExplanation, 'score'>): number {
  return (
    points.givenName[fields.givenName] +
    points.familyName[fields.familyName] +
    points.dateOfBirth[fields.dateOfBirth] +
    points.gender[fields.gender] +
    points.lastKnownPostCode[fields.lastKnownPostCode]
  );
}

function withSpelling(explanation: MatchExplanation, written: WrittenDetails): MatchExplanation {
  const { searched, stored } = written;
  const spelt = <A extends string>(agreement: A, one: string, other: string): A | 'normalised' =>
    agreement === 'equal' && one !== other ? 'normalised' : agreement;
  return {
    ...explanation,
    givenName: spelt(explanation.givenName, searched.givenName, stored.givenName),
    familyName: spelt(explanation.familyName, searched.familyName, stored.familyName),
    lastKnownPostCode: spelt(
      explanation.lastKnownPostCode,
      searched.lastKnownPostCode,
      stored.lastKnownPostCode,
    ),
  };
}
