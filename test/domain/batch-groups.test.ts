import { expect } from 'chai';
import { nearDates } from '../../src/domain/near-date.js';
import fc from 'fast-check';
import { groupsOfMeeting } from '../../src/domain/batch-groups.js';
import { candidateBlocks, type CandidateBlocks } from '../../src/domain/matching.js';
import type { SearchKey } from '../../src/domain/demographics.js';
import { anySearchKey } from './people.js';

const ada = {
  givenName: 'Ada',
  familyName: 'Testwell',
  dateOfBirth: '2004-03-12',
  lastKnownPostCode: 'CV4 9EE',
};
const else1 = {
  givenName: 'Bo',
  familyName: 'Other',
  dateOfBirth: '2001-01-01',
  lastKnownPostCode: 'LU4 9QZ',
};

function groups(...all: readonly Readonly<Record<string, string>>[]): readonly (readonly number[])[] {
  const records = all.map((fields, position) => ({ fields, position }));
  return groupsOfMeeting(records).map((group) => group.map(({ position }) => position));
}

describe('records that may be the same person', () => {
  const meeting = {
    'are the same': ada,
    'have the same ULN': { ...else1, uln: '2000000001' },
    'have the same names': { ...else1, givenName: 'ada', familyName: 'TESTWELL' },
    'have transposed names': { ...else1, givenName: 'Testwell', familyName: 'Ada' },
    'have the same date of birth and family name': {
      ...else1,
      familyName: 'Testwell',
      dateOfBirth: '2004-03-12',
    },
    'have the same date of birth and postcode': {
      ...else1,
      dateOfBirth: '2004-03-12',
      lastKnownPostCode: 'cv49ee',
    },
    'have a former name of the other': { ...else1, givenName: 'Ada', previousFamilyName: 'Testwell' },
  };
  for (const [what, other] of Object.entries(meeting)) {
    it(`are one group when they ${what}`, () => {
      expect(groups({ ...ada, uln: '2000000001' }, other)).to.deep.equal([[0, 1]]);
    });
  }

  it('are of different groups when nothing brings them together', () => {
    expect(groups(ada, else1)).to.deep.equal([[0], [1]]);
    const unknown = { lastKnownPostCode: 'ZZ99 9ZZ', dateOfBirth: '2001-01-01' };
    expect(groups({ ...ada, ...unknown }, { ...else1, ...unknown })).to.deep.equal([[0], [1]]);
    expect(groups({}, {}, { givenName: 'A' }, { familyName: 'B' })).to.deep.equal([[0], [1], [2], [3]]);
  });

  it('come in the order given, also when a third brings two together', () => {
    const between = { ...ada, givenName: 'Bo', familyName: 'Other' };
    expect(groups(ada, { givenName: 'X', familyName: 'Y' }, else1, between, ada)).to.deep.equal([
      [0, 2, 3, 4],
      [1],
    ]);
  });

  it('are never apart when the one lies where a find by the other looks', () => {
    fc.assert(
      fc.property(anySearchKey, anySearchKey, (one, other) => {
        if (!lies(one, candidateBlocks(other))) return;
        expect(groups(fieldsOf(one), fieldsOf(other))).to.deep.equal([[0, 1]]);
      }),
      { numRuns: 2000 },
    );
  });
});

function fieldsOf(key: SearchKey): Readonly<Record<string, string>> {
  return {
    givenName: key.givenKey,
    familyName: key.familyKey,
    dateOfBirth: key.dateOfBirth,
    lastKnownPostCode: key.postCodeKey,
  };
}

function lies(row: SearchKey, blocks: CandidateBlocks): boolean {
  const agree = (block: Partial<SearchKey> | undefined): boolean =>
    block !== undefined &&
    Object.entries(block).every(([field, value]) => row[field as keyof SearchKey] === value);
  const { familyKey, givenKey, nearBirth, postCodeKey } = blocks.bySameNames;
  const isClose =
    row.postCodeKey === postCodeKey ||
    (nearBirth !== undefined && nearDates(nearBirth).includes(row.dateOfBirth));
  return (
    blocks.byBirthAndFamily.some(agree) ||
    blocks.byFullName.some(agree) ||
    agree(blocks.byBirthAndPostCode) ||
    (agree({ familyKey, givenKey }) && isClose)
  );
}
