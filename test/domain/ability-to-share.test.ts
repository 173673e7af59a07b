import { expect } from 'chai';
import { mayChangeAbilityToShare } from '../../src/domain/ability-to-share.js';

describe('the ability to share', () => {
  const values = ['0', '1', '2'] as const;
  const usual = ['0>0', '0>1', '1>1', '2>1', '2>2'];
  const legacy = ['0>0', '0>1', '0>2', '1>1', '1>2', '2>1', '2>2'];
  for (const [legacyOptOut, allowed] of [
    [false, usual],
    [true, legacy],
  ] as const) {
    it(`changes ${allowed.join(', ')} ${legacyOptOut ? 'where opting out is still possible' : 'and no other way'}`, () => {
      const found = values.flatMap((from) =>
        values.filter((to) => mayChangeAbilityToShare(from, to, legacyOptOut)).map((to) => `${from}>${to}`),
      );
      expect(found).to.deep.equal(allowed);
    });
  }
});
