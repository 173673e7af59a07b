/** The names of a learner's details, for code that goes through all of them. */
import type { LearnerDetails } from './learner.js';

export type OptionalField = {
  [K in keyof LearnerDetails]-?: undefined extends LearnerDetails[K] ? K : never;
}[keyof LearnerDetails];
export type RequiredField = Exclude<keyof LearnerDetails, OptionalField>;

const optional: Readonly<Record<OptionalField, true>> = {
  title: true,
  middleOtherName: true,
  preferredGivenName: true,
  previousFamilyName: true,
  familyNameAtAge16: true,
  schoolAtAge16: true,
  lastKnownAddressLine1: true,
  lastKnownAddressLine2: true,
  lastKnownAddressTown: true,
  lastKnownAddressCountyOrCity: true,
  dateOfAddressCapture: true,
  placeOfBirth: true,
  emailAddress: true,
  nationality: true,
  scottishCandidateNumber: true,
  otherVerificationDescription: true,
  notes: true,
  telephoneNumber: true,
};

/** Those that every learner has. */
export const requiredFields = [
  'givenName',
  'familyName',
  'lastKnownPostCode',
  'dateOfBirth',
  'gender',
  'verificationType',
  'abilityToShare',
] as const satisfies readonly RequiredField[];

/** Those that may be absent, in the order of the learner message. */
export const optionalFields: readonly OptionalField[] = Object.keys(optional).filter(isOptionalField);

export function isOptionalField(field: string): field is OptionalField {
  return Object.hasOwn(optional, field);
}
