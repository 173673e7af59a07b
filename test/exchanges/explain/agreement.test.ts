import { expect } from 'chai';
import fc from 'fast-check';
import type { MatchExplanation } from '../../../src/domain/match-explanation.js';
import { isPossible } from '../../../src/domain/match-rule.js';
import { agreementOf, possibleBecause } from '../../../src/exchanges/explain/agreement.js';

const given = ['equal', 'normalised', 'prefix', 'soundsAlike', 'transposed', 'differs'] as const;
const family = ['equal', 'normalised', 'soundsAlike', 'transposed', 'differs'] as const;
const birth = ['equal', 'oneDigit', 'swapped', 'otherDay', 'otherMonth', 'differs'] as const;
const genders = ['equal', 'unknown', 'differs'] as const;
const postCodes = ['equal', 'normalised', 'placeholder', 'unknown', 'differs'] as const;

const explanations: fc.Arbitrary<MatchExplanation> = fc.record({
  givenName: fc.constantFrom(...given),
  familyName: fc.constantFrom(...family),
  dateOfBirth: fc.constantFrom(...birth),
  gender: fc.constantFrom(...genders),
  lastKnownPostCode: fc.constantFrom(...postCodes),
  score: fc.constant(0),
});

describe('how a detail agrees, in words', () => {
  it('gives a reason for just those who are possible matches by the rule', () => {
    fc.assert(
      fc.property(explanations, (explanation) => {
        expect(possibleBecause(explanation).length > 0).to.equal(isPossible(explanation));
      }),
      { numRuns: 2000 },
    );
  });

  it('has words for every agreement', () => {
    const words = [
      ...given.map((each) => agreementOf('givenName', each)),
      ...family.map((each) => agreementOf('familyName', each)),
      ...birth.map((each) => agreementOf('dateOfBirth', each)),
      ...genders.map((each) => agreementOf('gender', each)),
      ...postCodes.map((each) => agreementOf('lastKnownPostCode', each)),
    ];
    for (const each of words) expect(each.words).to.match(/^[A-Z]/);
    expect(agreementOf('dateOfBirth', 'swapped').words).to.equal('Day and month are swapped');
    expect(agreementOf('givenName', 'soundsAlike').words).to.equal('Sounds alike');
    expect(agreementOf('familyName', 'normalised').words).to.equal('Equal, written differently');
  });
});
