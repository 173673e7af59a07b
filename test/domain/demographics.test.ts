import { expect } from 'chai';
import { learnerSearchKeys, namesFit, searchKeyOf } from '../../src/domain/demographics.js';
import { ada } from './people.js';

const manyNames = {
  ...ada,
  preferredGivenName: 'Addie',
  previousFamilyName: 'O’Former',
  familyNameAtAge16: 'Schoolgirl',
};

describe('search keys', () => {
  it('hold normalised names and the postcode without blanks', () => {
    expect(searchKeyOf({ ...ada, givenName: ' Zoë-Ann', lastKnownPostCode: 'cv4 9ee ' })).to.deep.equal({
      givenKey: 'ZOEANN',
      familyKey: 'TESTWELL',
      dateOfBirth: '2004-03-12',
      gender: '2',
      postCodeKey: 'CV49EE',
    });
  });

  it('of a learner with one name are just one', () => {
    expect(learnerSearchKeys(ada)).to.deep.equal([searchKeyOf(ada)]);
  });

  it('of a learner begin with the main names, and hold each other pairing', () => {
    const pairs = learnerSearchKeys(manyNames).map((key) => `${key.givenKey} ${key.familyKey}`);
    expect(pairs).to.deep.equal([
      'ADA TESTWELL',
      'ADA OFORMER',
      'ADA SCHOOLGIRL',
      'ADDIE TESTWELL',
      'ADDIE OFORMER',
      'ADDIE SCHOOLGIRL',
    ]);
  });

  it('hold a name once when it only differs in writing, and none that is blank', () => {
    const details = {
      ...ada,
      preferredGivenName: 'ADA',
      previousFamilyName: 'Test-Well',
      familyNameAtAge16: ' ',
    };
    expect(learnerSearchKeys(details)).to.have.length(1);
  });

  it('leave out other names where the register is set so', () => {
    const pairs = (otherGivenNames: boolean, otherFamilyNames: boolean): number =>
      learnerSearchKeys(manyNames, { otherGivenNames, otherFamilyNames }).length;
    expect([pairs(true, true), pairs(true, false), pairs(false, true), pairs(false, false)]).to.deep.equal([
      6, 2, 3, 1,
    ]);
  });
});

describe('names fit a learner', () => {
  const table: readonly (readonly [string, string, boolean])[] = [
    ['Ada', 'Testwell', true],
    ['ADA ', 'test-well', true],
    ['Addie', 'Testwell', true],
    ['Addie', "O'Former", true],
    ['Ada', 'Schoolgirl', true],
    ['Testwell', 'Ada', false],
    ['Ad', 'Testwell', false],
    ['Ada', 'Other', false],
    ['', '', false],
  ];
  for (const [given, family, fits] of table) {
    it(`when they are ${JSON.stringify(`${given} ${family}`)}: ${fits ? 'yes' : 'no'}`, () => {
      expect(namesFit(manyNames, given, family)).to.equal(fits);
    });
  }

  it('only by the main names where the register is set so', () => {
    const main = { otherGivenNames: false, otherFamilyNames: false };
    expect(namesFit(manyNames, 'ada', 'TESTWELL', main)).to.equal(true);
    expect(namesFit(manyNames, 'Addie', 'Testwell', main)).to.equal(false);
    expect(namesFit(manyNames, 'Ada', 'Schoolgirl', main)).to.equal(false);
  });
});
