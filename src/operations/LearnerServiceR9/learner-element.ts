import type { Learner as LearnerElement } from '../../contract/generated/learner-service-r9.js';
import { isCalendarDate } from '../../domain/calendar-date.js';
import type { IsoDate, Learner } from '../../domain/learner.js';
import { normaliseName } from '../../domain/name.js';

/**
 * A learner as the contract's Learner element, whose members are internal ones of a larger system: those that this
 * register knows. Codes are numbers here, and dates are times of day 00:00.
 */
export function learnerElement(learner: Learner): LearnerElement {
  return stated({
    abilityToShare: Number(learner.abilityToShare),
    createdDate: midnight(learner.createdDate),
    dateOfAddressCapture: midnight(learner.dateOfAddressCapture),
    dateOfBirth: midnight(learner.dateOfBirth),
    emailAddress: learner.emailAddress,
    familyName: learner.familyName,
    familyNameAt16: learner.familyNameAtAge16,
    gender: Number(learner.gender),
    givenName: learner.givenName,
    lastKnownAddressCountyOrCity: learner.lastKnownAddressCountyOrCity,
    lastKnownAddressLine1: learner.lastKnownAddressLine1,
    lastKnownAddressLine2: learner.lastKnownAddressLine2,
    lastKnownAddressTown: learner.lastKnownAddressTown,
    lastKnownPostCode: learner.lastKnownPostCode,
    lastUpdatedDate: midnight(learner.lastUpdatedDate),
    linkedUlns: { string: learner.linkedUlns },
    masterUln: learner.masterUln,
    middleOtherName: learner.middleOtherName,
    nationality: learner.nationality,
    normalisedFamilyName: normaliseName(learner.familyName),
    normalisedGivenName: normaliseName(learner.givenName),
    normalisedOtherNames: normalised(learner.middleOtherName),
    normalisedPerferredGivenName: normalised(learner.preferredGivenName),
    normalisedPreviousFamilyName: normalised(learner.previousFamilyName),
    notes: learner.notes,
    otherVerificationDescription: learner.otherVerificationDescription,
    placeOfBirth: learner.placeOfBirth,
    preferredGivenName: learner.preferredGivenName,
    previousFamilyName: learner.previousFamilyName,
    schoolAtAge16: learner.schoolAtAge16,
    scottishCandidateNumber: learner.scottishCandidateNumber,
    telephoneNumber: learner.telephoneNumber,
    tierLevel: Number(learner.tierLevel),
    title: learner.title,
    uln: learner.uln,
    verificationType: Number(learner.verificationType),
    versionNumber: learner.versionNumber,
  });
}

type Members = { readonly [M in keyof LearnerElement]: LearnerElement[M] | undefined };

/** Without the members that have no value. */
function stated(members: Members): LearnerElement {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function normalised(name: string | undefined): string | undefined {
  return name === undefined ? undefined : normaliseName(name);
}

/** The date as a time; none for a day that no calendar has (1900-02-29), which no client could read. */
function midnight(date: IsoDate | undefined): string | undefined {
  return date !== undefined && isCalendarDate(date) ? `${date}T00:00:00` : undefined;
}
