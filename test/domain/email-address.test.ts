import { expect } from 'chai';
import fc from 'fast-check';
import { learnerServiceSpecs } from '../../src/contract/generated/learner-service-specs.js';
import { isEmailAddress } from '../../src/domain/email-address.js';

describe('An e-mail address', () => {
  const taken = ['a@bc.de', 'a.b-c+d@example.org', "o'hara@ex-ample.co.uk", 'a@b1.museum'];
  const refused = [
    '',
    ' a@bc.de',
    'a@bc.de ',
    'a@b.de',
    'a@bc.d',
    'a@bc.academy',
    'a@bc.d1',
    '.a@bc.de',
    'a..b@bc.de',
    'a@-bc.de',
    'a@bc-.de',
    'a@bc',
    'a&b@bc.de',
    'a@bc.de\n',
    `${'a'.repeat(249)}@bc.de`,
    `a@${'b'.repeat(64)}.de`,
  ];

  for (const text of taken) {
    it(`may be ${text}`, () => {
      expect(isEmailAddress(text)).to.equal(true);
    });
  }
  for (const text of refused) {
    it(`may not be ${JSON.stringify(text).slice(0, 40)}`, () => {
      expect(isEmailAddress(text)).to.equal(false);
    });
  }

  it('is what the schema of a learner takes, but for an empty one', () => {
    const rule = learnerServiceSpecs.registerSingleLearner.request.type.fields
      .find(({ name }) => name === 'Learner')
      ?.type?.fields.find(({ name }) => name === 'EmailAddress')?.value;
    const pattern = rule?.pattern;
    if (pattern === undefined) throw new Error('The schema has no rule for e-mail addresses');
    const part = fc.string({
      unit: fc.constantFrom('a', 'b', '1', '.', '-', '_', '@', '+', ' ', 'é', '\n'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(part, part, (one, other) => {
        const text = `${one}@${other}`;
        expect(isEmailAddress(text)).to.equal(pattern.test(text));
      }),
      { numRuns: 2000 },
    );
  });
});
