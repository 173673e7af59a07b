/** Batches of invented learners whom the register does not have, as a college's MIS hands them in. */
import { submitMessage, accounts, type BatchFields } from './batch-client.js';
import { person } from './people.js';

export const recordsInAJob = 200;

/** The fields of a record that registers the learner: about a kilobyte of XML. */
export function recordOf(index: number): BatchFields {
  const one = person(index);
  return {
    MISIdentifier: `MIS-${index}`,
    Title: one.title ?? '',
    GivenName: one.givenName,
    MiddleOtherName: one.middleOtherName ?? '',
    FamilyName: one.familyName,
    SchoolAtAge16: one.schoolAtAge16 ?? '',
    LastKnownAddressLine1: one.lastKnownAddressLine1 ?? '',
    LastKnownAddressTown: one.lastKnownAddressTown ?? '',
    LastKnownAddressCountyOrCity: one.lastKnownAddressCountyOrCity ?? '',
    LastKnownPostCode: one.lastKnownPostCode,
    DateOfAddressCapture: one.dateOfAddressCapture ?? '',
    DateOfBirth: one.dateOfBirth,
    PlaceOfBirth: one.placeOfBirth ?? '',
    EmailAddress: one.emailAddress ?? '',
    Gender: one.gender,
    Nationality: one.nationality ?? '',
    AbilityToShare: one.abilityToShare,
    VerificationType: one.verificationType,
  };
}

/** A request of 200 learners, the first of them with this index. */
export function submitOf(firstIndex: number): string {
  const records = Array.from({ length: recordsInAJob }, (_, n) => recordOf(firstIndex + n));
  return submitMessage('registration', accounts.learningProvider, records);
}
