/** Fictitious learners and audit entries for the tests of the store. */
import { learnerSearchKeys } from '../../src/domain/demographics.js';
import type { Learner } from '../../src/domain/learner.js';
import type { Uln } from '../../src/domain/uln.js';
import type { AuditEntry, LearnerKeys, PersonKeys } from '../../src/register/ports.js';

export function uln(digits: string | number): Uln {
  return String(digits) as Uln;
}

/** A learner with no optional member, unless given. */
export function learner(of: Partial<Learner> & { readonly uln: Uln }): Learner {
  return {
    givenName: 'Testina',
    familyName: 'Example',
    lastKnownPostCode: 'ZZ99 9ZZ',
    dateOfBirth: '2004-02-29',
    gender: '2',
    verificationType: '2',
    abilityToShare: '1',
    createdDate: '2024-09-01',
    lastUpdatedDate: '2024-09-01',
    tierLevel: '2',
    learnerStatus: '1',
    linkedUlns: [],
    versionNumber: 1,
    ...of,
  };
}

/** With every optional member a caller may state. */
export function fullLearner(of: Partial<Learner> & { readonly uln: Uln }): Learner {
  return learner({
    title: 'Ms',
    middleOtherName: 'Middle',
    preferredGivenName: 'Tess',
    previousFamilyName: 'Sample',
    familyNameAtAge16: 'Specimen',
    schoolAtAge16: 'Imaginary High School',
    lastKnownAddressLine1: '1 Nowhere Street',
    lastKnownAddressLine2: 'Flat 0',
    lastKnownAddressTown: 'Anytown',
    lastKnownAddressCountyOrCity: 'Noshire',
    dateOfAddressCapture: '2023-01-02',
    placeOfBirth: 'Somewhere',
    emailAddress: 'tess@example.org',
    nationality: 'GBR',
    scottishCandidateNumber: '123456789',
    otherVerificationDescription: 'A library card',
    notes: 'None',
    telephoneNumber: '01632 960000',
    verificationType: '999',
    ...of,
  });
}

export function keysOf(personKeys: PersonKeys, person: Learner): LearnerKeys {
  const search = learnerSearchKeys(person);
  const [own, ...others] = search.map((key) => personKeys.keyOf(key));
  if (own === undefined) throw new Error('No search key');
  return { search, own, others };
}

export function entry(of: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: new Date('2024-09-01T10:00:00.123Z'),
    organisationRef: 'TEST01',
    userName: 'A. User',
    operation: 'registerSingleLearner',
    correlationId: 'c-1',
    ulns: [],
    outcome: 'WSRC0005',
    ...of,
  };
}
