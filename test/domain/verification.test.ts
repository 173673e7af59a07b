import { expect } from 'chai';
import { isCode } from '../../src/domain/response-code.js';
import { usualVerificationCodes, verify, type SearchedDetails } from '../../src/domain/verification.js';
import { learner, ulnNumber } from './people.js';

const ada = learner({ preferredGivenName: 'Addie', previousFamilyName: 'Former' });
const right: SearchedDetails = { uln: ada.uln, givenName: 'Ada', familyName: 'Testwell' };

describe('verifying a learner', () => {
  const table: readonly (readonly [string, Partial<SearchedDetails>, string, readonly string[]])[] = [
    ['the names', {}, 'match', []],
    ['names written otherwise', { givenName: 'ÁDA', familyName: 'test well' }, 'match', []],
    ['other names of theirs', { givenName: 'Addie', familyName: 'Former' }, 'match', []],
    ['all details', { dateOfBirth: '2004-03-12', gender: '2' }, 'match', []],
    ['empty optional details', { dateOfBirth: '', gender: '' }, 'match', []],
    ['another family name', { familyName: 'Else' }, 'mismatch', ['FAMILY_NAME']],
    ['another given name', { givenName: 'Else' }, 'mismatch', ['GIVEN_NAME']],
    ['another date of birth', { dateOfBirth: '2004-03-13' }, 'mismatch', ['DATE_OF_BIRTH']],
    ['another gender', { gender: '9' }, 'mismatch', ['GENDER']],
    [
      'nothing right',
      { familyName: 'B', givenName: 'C', dateOfBirth: '1990-01-01', gender: '1' },
      'mismatch',
      ['FAMILY_NAME', 'GIVEN_NAME', 'DATE_OF_BIRTH', 'GENDER'],
    ],
  ];
  for (const [what, searched, outcome, failureFlags] of table) {
    it(`by ${what}: ${outcome}`, () => {
      expect(verify(ada, { ...right, ...searched })).to.deep.equal({ outcome, failureFlags });
    });
  }

  it('finds nobody for an unknown ULN, and says so of a deleted one', () => {
    expect(verify(undefined, right)).to.deep.equal({ outcome: 'notFound', failureFlags: ['ULN_NOT_FOUND'] });
    expect(verify(ada, { ...right, uln: ulnNumber(5) }).outcome).to.equal('notFound');
    const deleted = { ...ada, learnerStatus: '0' } as const;
    expect(verify(deleted, right)).to.deep.equal({ outcome: 'notFound', failureFlags: ['DELETED'] });
  });

  it('says that a learner is linked, whether the details fit or not', () => {
    const linked = { ...ada, learnerStatus: '2', masterUln: ulnNumber(9) } as const;
    expect(verify(linked, right)).to.deep.equal({ outcome: 'linked', failureFlags: ['LINKED'] });
    expect(verify(linked, { ...right, givenName: 'Else' })).to.deep.equal({
      outcome: 'mismatch',
      failureFlags: ['GIVEN_NAME', 'LINKED'],
    });
  });

  it('takes only the main names where the register is set so', () => {
    const searched = { ...right, givenName: 'Addie', familyName: 'Former' };
    expect(
      verify(ada, searched, { otherGivenNames: false, otherFamilyNames: false }).failureFlags,
    ).to.deep.equal(['FAMILY_NAME', 'GIVEN_NAME']);
  });

  it('has a code for each outcome', () => {
    for (const code of Object.values(usualVerificationCodes)) expect(isCode(code)).to.equal(true);
  });
});
