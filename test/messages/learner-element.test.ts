import { expect } from 'chai';
import { learnerServiceSpecs } from '../../src/contract/generated/learner-service-specs.js';
import type { Learner } from '../../src/domain/learner.js';
import { parseUln } from '../../src/domain/uln.js';
import { learnerElement } from '../../src/operations/LearnerService/learner-element.js';

const uln = parseUln('9900080017') ?? never();
const least: Learner = {
  uln,
  createdDate: '2026-01-01',
  lastUpdatedDate: '2026-01-02',
  givenName: 'Ada',
  familyName: 'Testwell',
  lastKnownPostCode: 'ZZ99 9ZZ',
  dateOfBirth: '2001-02-03',
  gender: '2',
  verificationType: '1',
  tierLevel: '0',
  abilityToShare: '1',
  learnerStatus: '1',
  versionNumber: 1,
  linkedUlns: [],
};
/** Whatever the register may hold of a learner. */
const most: Required<Learner> = {
  ...least,
  title: 'Ms',
  middleOtherName: 'Beth',
  preferredGivenName: 'Addie',
  previousFamilyName: 'Before',
  familyNameAtAge16: 'Sixteen',
  schoolAtAge16: 'A school',
  lastKnownAddressLine1: '1 Street',
  lastKnownAddressLine2: 'Part',
  lastKnownAddressTown: 'Town',
  lastKnownAddressCountyOrCity: 'County',
  dateOfAddressCapture: '2025-05-05',
  placeOfBirth: 'Here',
  emailAddress: 'ada@learner.test',
  nationality: 'GBR',
  scottishCandidateNumber: '123456789',
  otherVerificationDescription: 'Seen',
  notes: 'A note',
  telephoneNumber: '01234',
  masterUln: uln,
};

describe('The Learner element of LearnerService', () => {
  it('tells every detail that the contract has a place for', () => {
    const element = learnerElement({ learner: most, masterSubstituted: true });
    const places = learnerServiceSpecs.learnerByULN.response.type.fields.find(({ key }) => key === 'learner');
    expect(Object.keys(element).sort()).to.deep.equal(places?.type?.fields.map(({ key }) => key).sort());
    const { telephoneNumber: _telephone, masterUln: _master, linkedUlns, ...told } = most;
    expect(element).to.deep.equal({ ...told, masterSubstituted: 'Y', linkedUlns: { uln: linkedUlns } });
  });

  it('leaves out what is not known, but for notes and links', () => {
    const element = learnerElement({ learner: least, masterSubstituted: false });
    expect(element).to.deep.equal({ ...least, linkedUlns: { uln: [] }, notes: '' });
  });
});

function never(): never {
  throw new Error('no ULN');
}
