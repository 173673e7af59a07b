import { expect } from 'chai';
import fc from 'fast-check';
import { valueProblem, valueRules } from '../../../src/cli/import/value-rules.js';
import { learnerServiceSpecs } from '../../../src/contract/generated/learner-service-specs.js';
import type { ValueRule } from '../../../src/contract/spec.js';

const learner = learnerServiceSpecs.registerSingleLearner.request.type.fields.find(
  ({ name }) => name === 'Learner',
);
const fields = learner?.type?.fields ?? [];

/** What the contract says of a value, written anew. */
function contractAccepts(
  { minLength = 0, maxLength = Infinity, pattern }: ValueRule,
  value: string,
): boolean {
  const { length } = [...value];
  return length >= minLength && length <= maxLength && (pattern === undefined || pattern.test(value));
}

const samples = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('0', '1', '2', '9', '-', '@', '.', ' ', 'a', 'Z', '𝄞'), maxLength: 300 }),
  fc.constantFrom(
    '999',
    '8',
    'CV4 9EE',
    'cv49ee',
    'BFPO 57',
    'ZZ99 9ZZ',
    'GIR 0AA',
    'AB12 3CD',
    'CV4 9EE   ',
  ),
  fc.constantFrom(
    '1900-02-29',
    '2001-02-29',
    '2000-02-29',
    '2020-13-01',
    '1799-01-01',
    '01/02/2003',
    '2020-04-31',
  ),
  fc.constantFrom('a@b.uk', 'a@bc.uk', "o'x@ab-c.test", 'a@bc.invalid', 'a..b@bc.uk', '123456789', '1234'),
);

describe('rules for the values of an import', () => {
  it('cover every field of a learner to register', () => {
    expect(fields).to.have.length.above(20);
    expect(Object.keys(valueRules)).to.include.members(fields.map(({ key }) => key));
    for (const { key, min } of fields) {
      expect(valueRules[key as keyof typeof valueRules].mandatory, key).to.equal(min === 1);
    }
  });

  for (const { key, value: rule } of fields) {
    it(`judge ${key} as a request does`, () => {
      if (rule === undefined) throw new Error(`${key} has no rule in the contract`);
      const own = valueRules[key as keyof typeof valueRules];
      fc.assert(
        fc.property(samples, (value) => {
          // Empty values never get here; what was not UTF-8 is refused beyond the contract.
          fc.pre(value !== '' && !/[\ufffd-\uffff]/.test(value));
          expect(valueProblem(own, value) === undefined, JSON.stringify(value)).to.equal(
            contractAccepts(rule, value),
          );
        }),
        { numRuns: 300 },
      );
    });
  }

  it('refuse what no message can carry and what was not UTF-8', () => {
    for (const value of ['a\u0000b', 'a\u000bb', 'a\ufffdb', 'a\ud800b', 'a\uffff']) {
      expect(valueProblem(valueRules.notes, value)).to.match(/UTF-8/);
    }
    expect(valueProblem(valueRules.notes, 'two\nlines,\ta tab, 𝄞')).to.equal(undefined);
  });
});
