import type { Gender, IsoDate, LearnerDetails } from './learner.js';
import { normaliseName } from './name.js';
import { postCodeKey } from './post-code.js';

/** The five details that identify a person, as sent. */
export interface Demographics {
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth: IsoDate;
  readonly gender: Gender;
  readonly lastKnownPostCode: string;
}

/** One name under which a person can be found: normalised, with the other three details beside it. */
export interface SearchKey {
  /** See {@link normaliseName}. */
  readonly givenKey: string;
  readonly familyKey: string;
  readonly dateOfBirth: IsoDate;
  readonly gender: Gender;
  /** Upper case, no blanks. */
  readonly postCodeKey: string;
}

/** Which other names a learner is found under, beside the main ones. */
export interface NamesToSearch {
  /** Also the preferred given name. */
  readonly otherGivenNames: boolean;
  /** Also the previous family name and the one at age 16. */
  readonly otherFamilyNames: boolean;
}

export const everyName: NamesToSearch = { otherGivenNames: true, otherFamilyNames: true };

/** What is searched for when these details are sent. */
export function searchKeyOf(demographics: Demographics): SearchKey {
  return {
    givenKey: normaliseName(demographics.givenName),
    familyKey: normaliseName(demographics.familyName),
    dateOfBirth: demographics.dateOfBirth,
    gender: demographics.gender,
    postCodeKey: postCodeKey(demographics.lastKnownPostCode),
  };
}

/** Whether all five details are equal. */
export function isSameKey(one: SearchKey, other: SearchKey): boolean {
  return (
    one.dateOfBirth === other.dateOfBirth &&
    one.familyKey === other.familyKey &&
    one.givenKey === other.givenKey &&
    one.gender === other.gender &&
    one.postCodeKey === other.postCodeKey
  );
}

/** What a learner is found under: the main names first, then each other pairing of its names, each once. */
export function learnerSearchKeys(
  details: LearnerDetails,
  names: NamesToSearch = everyName,
): readonly SearchKey[] {
  const main = searchKeyOf(details);
  const givenKeys = nameKeys(main.givenKey, names.otherGivenNames ? [details.preferredGivenName] : []);
  const familyKeys = nameKeys(
    main.familyKey,
    names.otherFamilyNames ? [details.previousFamilyName, details.familyNameAtAge16] : [],
  );
  if (givenKeys.length === 1 && familyKeys.length === 1) return [main];
  return givenKeys.flatMap((givenKey) => familyKeys.map((familyKey) => ({ ...main, givenKey, familyKey })));
}

/** Whether a caller who knows the ULN also knows the learner by one of its names. */
export function namesFit(
  learner: LearnerDetails,
  givenName: string,
  familyName: string,
  names: NamesToSearch = everyName,
): boolean {
  return givenNameFits(learner, givenName, names) && familyNameFits(learner, familyName, names);
}

/** Whether this is the learner's given name, or the preferred one; normalised. */
export function givenNameFits(
  learner: LearnerDetails,
  givenName: string,
  names: NamesToSearch = everyName,
): boolean {
  if (learner.givenName === givenName) return true;
  const key = normaliseName(givenName);
  return isName(key, learner.givenName) || (names.otherGivenNames && isName(key, learner.preferredGivenName));
}

/** Whether this is the learner's family name, or one that it was before or at age 16; normalised. */
export function familyNameFits(
  learner: LearnerDetails,
  familyName: string,
  names: NamesToSearch = everyName,
): boolean {
  if (learner.familyName === familyName) return true;
  const key = normaliseName(familyName);
  return (
    isName(key, learner.familyName) ||
    (names.otherFamilyNames &&
      (isName(key, learner.previousFamilyName) || isName(key, learner.familyNameAtAge16)))
  );
}

function isName(key: string, stored: string | undefined): boolean {
  return key !== '' && stored !== undefined && normaliseName(stored) === key;
}

function nameKeys(main: string, others: readonly (string | undefined)[]): readonly string[] {
  const keys = [main];
  for (const other of others) {
    const key = other === undefined ? '' : normaliseName(other);
    if (key !== '' && !keys.includes(key)) keys.push(key);
  }
  return keys;
}
