import type { Learner } from '../../domain/learner.js';

export interface StoredRow {
  readonly name: string;
  readonly value: string;
}

const names = {
  title: 'Title',
  middleOtherName: 'Middle or other name',
  preferredGivenName: 'Preferred given name',
  previousFamilyName: 'Previous family name',
  familyNameAtAge16: 'Family name at age 16',
  schoolAtAge16: 'School at age 16',
  lastKnownAddressLine1: 'Address, line 1',
  lastKnownAddressLine2: 'Address, line 2',
  lastKnownAddressTown: 'Town',
  lastKnownAddressCountyOrCity: 'County or city',
  dateOfAddressCapture: 'Date of the address',
  placeOfBirth: 'Place of birth',
  emailAddress: 'E-mail address',
  nationality: 'Nationality',
  scottishCandidateNumber: 'Scottish candidate number',
  telephoneNumber: 'Telephone number',
  otherVerificationDescription: 'Other verification',
  notes: 'Notes',
} as const satisfies Partial<Record<keyof Learner, string>>;

const shares: Readonly<Record<Learner['abilityToShare'], string>> = {
  '0': '0, the privacy notice has not been seen',
  '1': '1, shares',
  '2': '2, does not share',
};
const statuses: Readonly<Record<Learner['learnerStatus'], string>> = {
  '0': '0, deleted',
  '1': '1, active',
  '2': '2, linked to a master',
};

/** A record as the register holds it, member by member, in words. */
export function storedRows(learner: Learner): readonly StoredRow[] {
  const { uln, givenName, familyName, dateOfBirth, gender, lastKnownPostCode } = learner;
  const rows: StoredRow[] = [
    { name: 'ULN', value: uln },
    { name: 'Given name', value: givenName },
    { name: 'Family name', value: familyName },
    { name: 'Date of birth', value: dateOfBirth },
    { name: 'Gender', value: gender },
    { name: 'Postcode', value: lastKnownPostCode },
    ...Object.entries(names).flatMap(([member, name]) => {
      const value = learner[member as keyof typeof names];
      return value === undefined ? [] : [{ name, value }];
    }),
    { name: 'Verification type', value: learner.verificationType },
    { name: 'Ability to share', value: shares[learner.abilityToShare] },
    { name: 'Status', value: statuses[learner.learnerStatus] },
    { name: 'Version number', value: String(learner.versionNumber) },
  ];
  if (learner.masterUln !== undefined) rows.push({ name: 'Master', value: learner.masterUln });
  if (learner.linkedUlns.length > 0)
    rows.push({ name: 'Linked to it', value: learner.linkedUlns.join(', ') });
  return rows;
}
