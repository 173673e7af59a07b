import { expect } from 'chai';
import fc from 'fast-check';
import { formatPostCode, isPlaceholderPostCode, postCodeKey } from '../../src/domain/post-code.js';

describe('a postcode', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['CV49EE', 'CV4 9EE', 'CV49EE'],
    ['cv4 9ee', 'CV4 9EE', 'CV49EE'],
    ['CV4 9EE  ', 'CV4 9EE', 'CV49EE'],
    ['SW1A1AA', 'SW1A 1AA', 'SW1A1AA'],
    ['M1 1AE', 'M1 1AE', 'M11AE'],
    ['gir0aa', 'GIR 0AA', 'GIR0AA'],
    ['bfpo1', 'BFPO 1', 'BFPO1'],
    ['BFPO 5740', 'BFPO 5740', 'BFPO5740'],
    ['ZZ999ZZ', 'ZZ99 9ZZ', 'ZZ999ZZ'],
    [' m1 ', 'M1', 'M1'],
    ['', '', ''],
  ];
  for (const [sent, stored, key] of table) {
    it(`sent as ${JSON.stringify(sent)} is stored as ${JSON.stringify(stored)}`, () => {
      expect(formatPostCode(sent)).to.equal(stored);
      expect(postCodeKey(sent)).to.equal(key);
    });
  }

  it('keeps its key when it is formatted, and its form when it is formatted again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('BFPOZz019 ')), maxLength: 9 }), (text) => {
        const formatted = formatPostCode(text);
        expect(postCodeKey(formatted)).to.equal(postCodeKey(text));
        expect(formatPostCode(formatted)).to.equal(formatted);
      }),
    );
  });

  it('is a placeholder when it begins with ZZ99', () => {
    for (const text of ['ZZ99 9ZZ', 'zz999zz', 'ZZ99 3VZ'])
      expect(isPlaceholderPostCode(text)).to.equal(true);
    for (const text of ['CV4 9EE', 'ZZ1 2ZZ', '']) expect(isPlaceholderPostCode(text)).to.equal(false);
  });
});
