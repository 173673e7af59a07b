import type { Learner as LearnerElement } from '../../contract/generated/learner-service.js';
import type { FoundLearner } from '../../register/found-learner.js';

/**
 * A found learner as the contract's Learner element. LinkedULNs and Notes are always there, empty or not.
 * This is on the way of every find: member by member it takes a tenth of the time that a spread takes.
 */
export function learnerElement({ learner, masterSubstituted }: FoundLearner): LearnerElement {
  const element: { -readonly [M in keyof LearnerElement]: LearnerElement[M] } = {
    createdDate: learner.createdDate,
    lastUpdatedDate: learner.lastUpdatedDate,
    uln: learner.uln,
    givenName: learner.givenName,
    familyName: learner.familyName,
    lastKnownPostCode: learner.lastKnownPostCode,
    dateOfBirth: learner.dateOfBirth,
    gender: learner.gender,
    verificationType: learner.verificationType,
    tierLevel: learner.tierLevel,
    abilityToShare: learner.abilityToShare,
    learnerStatus: learner.learnerStatus,
    versionNumber: learner.versionNumber,
    linkedUlns: { uln: learner.linkedUlns },
    notes: learner.notes ?? '',
  };
  if (learner.title !== undefined) element.title = learner.title;
  if (learner.middleOtherName !== undefined) element.middleOtherName = learner.middleOtherName;
  if (learner.preferredGivenName !== undefined) element.preferredGivenName = learner.preferredGivenName;
  if (learner.previousFamilyName !== undefined) element.previousFamilyName = learner.previousFamilyName;
  if (learner.familyNameAtAge16 !== undefined) element.familyNameAtAge16 = learner.familyNameAtAge16;
  if (learner.schoolAtAge16 !== undefined) element.schoolAtAge16 = learner.schoolAtAge16;
  if (learner.lastKnownAddressLine1 !== undefined)
    element.lastKnownAddressLine1 = learner.lastKnownAddressLine1;
  if (learner.lastKnownAddressLine2 !== undefined)
    element.lastKnownAddressLine2 = learner.lastKnownAddressLine2;
  if (learner.lastKnownAddressTown !== undefined) element.lastKnownAddressTown = learner.lastKnownAddressTown;
  if (learner.lastKnownAddressCountyOrCity !== undefined)
    element.lastKnownAddressCountyOrCity = learner.lastKnownAddressCountyOrCity;
  if (learner.dateOfAddressCapture !== undefined) element.dateOfAddressCapture = learner.dateOfAddressCapture;
  if (learner.placeOfBirth !== undefined) element.placeOfBirth = learner.placeOfBirth;
  if (learner.emailAddress !== undefined) element.emailAddress = learner.emailAddress;
  if (learner.nationality !== undefined) element.nationality = learner.nationality;
  if (learner.scottishCandidateNumber !== undefined)
    element.scottishCandidateNumber = learner.scottishCandidateNumber;
  if (learner.otherVerificationDescription !== undefined)
    element.otherVerificationDescription = learner.otherVerificationDescription;
  if (masterSubstituted) element.masterSubstituted = 'Y';
  return element;
}
