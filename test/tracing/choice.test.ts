import { expect } from 'chai';
import { Choice } from '../../src/tracing/choice.js';

describe('The choice of what is recorded', () => {
  it('follows a caller that says whether it records, and takes a share of the others', () => {
    const chances = [0.009, 0.01, 0.5, 0.0];
    const choice = new Choice({
      share: 0.01,
      mostPerSecond: 50,
      chance: () => chances.shift() ?? 1,
      now: () => 0,
    });
    expect([choice.records(true), choice.records(false)]).to.deep.equal([true, false]);
    expect([1, 2, 3, 4].map(() => choice.records())).to.deep.equal([true, false, false, true]);
  });

  it('records nothing where the share is 0, unless a caller does', () => {
    const choice = new Choice({ share: 0, mostPerSecond: 50 });
    expect(Array.from({ length: 1000 }, () => choice.records())).not.to.include(true);
    expect(choice.records(true)).to.equal(true);
  });

  it('is bounded in each second, whatever callers say', () => {
    let at = 0;
    const choice = new Choice({ share: 1, mostPerSecond: 3, now: () => at });
    const asked = (): number => Array.from({ length: 10 }, () => choice.records(true)).filter(Boolean).length;
    expect(asked()).to.equal(3);
    at = 999;
    expect(asked()).to.equal(0);
    at = 1000;
    expect(asked()).to.equal(3);
  });
});
