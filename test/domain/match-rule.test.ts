import { expect } from 'chai';
import fc from 'fast-check';
import { searchKeyOf, type Demographics } from '../../src/domain/demographics.js';
import { explainMatch, type MatchExplanation } from '../../src/domain/match-explanation.js';
import { isExact, isPossible } from '../../src/domain/match-rule.js';
import { ada, anyPair } from './people.js';

type Verdict = 'exact' | 'possible' | 'no';
type Fields = Partial<Omit<MatchExplanation, 'score'>>;

interface Row {
  readonly what: string;
  readonly searched: Partial<Demographics>;
  readonly stored?: Partial<Demographics>;
  readonly verdict: Verdict;
  readonly says?: Fields;
}

const nowhere = 'ZZ99 9ZZ';

const table: readonly Row[] = [
  { what: 'all five equal', searched: {}, verdict: 'exact' },
  {
    what: 'a postcode without its space',
    searched: { lastKnownPostCode: 'CV49EE' },
    verdict: 'exact',
    says: { lastKnownPostCode: 'normalised' },
  },
  {
    what: 'names written otherwise',
    searched: { givenName: 'ÁDA', familyName: 'Test-well' },
    verdict: 'exact',
    says: { givenName: 'normalised', familyName: 'normalised' },
  },
  {
    what: 'the same placeholder postcode',
    searched: { lastKnownPostCode: nowhere },
    stored: { lastKnownPostCode: nowhere },
    verdict: 'exact',
    says: { lastKnownPostCode: 'placeholder' },
  },
  { what: 'gender 0 on both sides', searched: { gender: '0' }, stored: { gender: '0' }, verdict: 'exact' },
  {
    what: 'a moved postcode',
    searched: { lastKnownPostCode: 'LU4 9QZ' },
    verdict: 'possible',
    says: { lastKnownPostCode: 'differs' },
  },
  {
    what: 'a placeholder against a real postcode',
    searched: { lastKnownPostCode: nowhere },
    verdict: 'possible',
    says: { lastKnownPostCode: 'unknown' },
  },
  {
    what: 'gender 2 against 9, and another postcode',
    searched: { gender: '9', lastKnownPostCode: 'LU4 9QX' },
    verdict: 'possible',
    says: { gender: 'unknown' },
  },
  { what: 'gender 1 against 2', searched: { gender: '1' }, verdict: 'possible', says: { gender: 'differs' } },
  {
    what: 'an initial for the given name',
    searched: { givenName: 'A', gender: '9', lastKnownPostCode: nowhere },
    verdict: 'possible',
    says: { givenName: 'prefix' },
  },
  {
    what: 'a longer given name',
    searched: { givenName: 'Ada-May', gender: '9', lastKnownPostCode: nowhere },
    verdict: 'possible',
    says: { givenName: 'prefix' },
  },
  {
    what: 'a given name that sounds alike',
    searched: { givenName: 'Adah', familyName: 'Testwell', lastKnownPostCode: nowhere },
    stored: { givenName: 'Ade' },
    verdict: 'possible',
    says: { givenName: 'soundsAlike' },
  },
  {
    what: 'a family name that sounds alike, moved',
    searched: { familyName: 'Testwill', lastKnownPostCode: 'LU4 9QZ' },
    verdict: 'no',
    says: { familyName: 'soundsAlike' },
  },
  {
    what: 'another family name, the rest equal',
    searched: { familyName: 'Married' },
    verdict: 'possible',
    says: { familyName: 'differs' },
  },
  {
    what: 'another family name and a placeholder postcode',
    searched: { familyName: 'Married', lastKnownPostCode: nowhere },
    stored: { lastKnownPostCode: nowhere },
    verdict: 'no',
  },
  {
    what: 'another given name, the rest equal',
    searched: { givenName: 'Berta' },
    verdict: 'possible',
    says: { givenName: 'differs' },
  },
  {
    what: 'a twin at another postcode',
    searched: { givenName: 'Berta', lastKnownPostCode: 'LU4 9QZ' },
    verdict: 'no',
  },
  {
    what: 'a twin without a postcode',
    searched: { givenName: 'Berta', lastKnownPostCode: nowhere },
    stored: { lastKnownPostCode: nowhere },
    verdict: 'no',
  },
  {
    what: 'names transposed',
    searched: { givenName: 'Testwell', familyName: 'Ada', gender: '9', lastKnownPostCode: nowhere },
    verdict: 'possible',
    says: { givenName: 'transposed', familyName: 'transposed' },
  },
  {
    what: 'names transposed and another date',
    searched: { givenName: 'Testwell', familyName: 'Ada', dateOfBirth: '2004-03-13' },
    verdict: 'no',
  },
  {
    what: 'day and month swapped',
    searched: { dateOfBirth: '2004-12-03', gender: '0', lastKnownPostCode: nowhere },
    verdict: 'possible',
    says: { dateOfBirth: 'swapped' },
  },
  {
    what: 'one digit off in the year',
    searched: { dateOfBirth: '2005-03-12', gender: '0', lastKnownPostCode: nowhere },
    verdict: 'possible',
    says: { dateOfBirth: 'oneDigit' },
  },
  {
    what: 'another day',
    searched: { dateOfBirth: '2004-03-30', gender: '0', lastKnownPostCode: nowhere },
    verdict: 'possible',
    says: { dateOfBirth: 'otherDay' },
  },
  {
    what: 'another month',
    searched: { dateOfBirth: '2004-11-12', gender: '0', lastKnownPostCode: nowhere },
    verdict: 'possible',
    says: { dateOfBirth: 'otherMonth' },
  },
  {
    what: 'a far date, the rest equal',
    searched: { dateOfBirth: '1990-07-30' },
    verdict: 'possible',
    says: { dateOfBirth: 'differs' },
  },
  {
    what: 'a far date and a placeholder postcode',
    searched: { dateOfBirth: '1990-07-30', lastKnownPostCode: nowhere },
    stored: { lastKnownPostCode: nowhere },
    verdict: 'no',
  },
  {
    what: 'a far date and another postcode',
    searched: { dateOfBirth: '1990-07-30', lastKnownPostCode: 'LU4 9QZ' },
    verdict: 'no',
  },
  {
    what: 'a near date and a given name that is a prefix',
    searched: { givenName: 'A', dateOfBirth: '2004-12-03' },
    verdict: 'no',
  },
];

function verdictOf(explanation: MatchExplanation): Verdict {
  if (isExact(explanation)) return 'exact';
  return isPossible(explanation) ? 'possible' : 'no';
}

describe('the matching rule', () => {
  for (const { what, searched, stored, verdict, says } of table) {
    it(`says of ${what}: ${verdict}`, () => {
      const written = { searched: { ...ada, ...searched }, stored: { ...ada, ...stored } };
      const [one, other] = [searchKeyOf(written.searched), searchKeyOf(written.stored)];
      const explanation = explainMatch(one, other, written);
      expect(verdictOf(explanation)).to.equal(verdict);
      expect(verdictOf(explainMatch(one, other))).to.equal(verdict);
      expect(explanation).to.include(says ?? {});
    });
  }

  it('says equal, not normalised, when only keys are known', () => {
    const one = searchKeyOf({ ...ada, givenName: 'ADA' });
    expect(explainMatch(one, searchKeyOf(ada)).givenName).to.equal('equal');
  });

  it('judges two people alike, whoever is searched for', () => {
    fc.assert(
      fc.property(anyPair, ([one, other]) => {
        expect(explainMatch(one, other)).to.deep.equal(explainMatch(other, one));
      }),
      { numRuns: 1000 },
    );
  });

  it('calls exact what is equal in all five keys, and nothing else', () => {
    fc.assert(
      fc.property(anyPair, ([one, other]) => {
        const equal =
          one.givenKey === other.givenKey &&
          one.familyKey === other.familyKey &&
          one.dateOfBirth === other.dateOfBirth &&
          one.gender === other.gender &&
          one.postCodeKey === other.postCodeKey;
        expect(isExact(explainMatch(one, other))).to.equal(equal);
      }),
      { numRuns: 1000 },
    );
  });

  it('calls possible whatever it calls exact, and scores between 0 and 100', () => {
    fc.assert(
      fc.property(anyPair, ([one, other]) => {
        const explanation = explainMatch(one, other);
        if (isExact(explanation)) expect(isPossible(explanation)).to.equal(true);
        expect(explanation.score).to.be.within(0, 100);
      }),
    );
  });
});
