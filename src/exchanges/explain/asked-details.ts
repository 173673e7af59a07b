/** What a request says about the learner it asks for, or registers. */
import type { MessageElement } from '../../contract/read-tree.js';
import type { Demographics } from '../../domain/demographics.js';
import type { Gender } from '../../domain/learner.js';
import type { NarrowingDetails } from '../../domain/matching.js';
import { contentOf, elementsNamed, valueOf } from './message-fields.js';

/** Members that are absent, nil or empty in the request are absent. */
export interface AskedDetails extends Partial<Omit<Demographics, 'gender'>>, NarrowingDetails {
  readonly uln?: string;
  readonly gender?: string;
}

/** Operations whose decision can be shown field by field, with the element that holds the details. */
const places: Readonly<Record<string, string | undefined>> = {
  learnerByULN: 'FindLearnerByULN',
  learnerByDemographics: 'FindLearnerByDemographics',
  verifyLearner: 'LearnerToVerify',
  registerSingleLearner: 'Learner',
};

/** Undefined for an operation that decides nothing about one learner's details, and for a request without them. */
export function askedDetails(
  operation: string | undefined,
  request: MessageElement,
): AskedDetails | undefined {
  const place = operation !== undefined && Object.hasOwn(places, operation) ? places[operation] : undefined;
  const content = contentOf(request);
  if (place === undefined || content === undefined) return undefined;
  const element = elementsNamed(content, place)[0];
  return element === undefined ? undefined : detailsOf(element);
}

/** The details of a learner element of any message. */
export function detailsOf(element: MessageElement): AskedDetails {
  const details: Record<string, string> = {};
  for (const name of [
    ...['uln', 'givenName', 'familyName', 'dateOfBirth', 'gender', 'lastKnownPostCode'],
    ...['previousFamilyName', 'schoolAtAge16', 'placeOfBirth', 'emailAddress'],
  ]) {
    const value = valueOf(element, name);
    if (value !== undefined) details[name] = value;
  }
  return details;
}

/** The five details, where all of them are there and can be compared. */
export function fiveDetails(details: AskedDetails): Demographics | undefined {
  const { givenName, familyName, dateOfBirth, gender, lastKnownPostCode } = details;
  if (givenName === undefined || familyName === undefined || dateOfBirth === undefined) return undefined;
  if (lastKnownPostCode === undefined || gender === undefined || !isGender(gender)) return undefined;
  return { givenName, familyName, dateOfBirth, gender, lastKnownPostCode };
}

export function isGender(text: string): text is Gender {
  return text === '0' || text === '1' || text === '2' || text === '9';
}
