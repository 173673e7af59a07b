import { expect } from 'chai';
import fc from 'fast-check';
import { isRegisterDate, nearDate, nearDates } from '../../src/domain/near-date.js';

const anyDate = fc
  .tuple(
    fc.integer({ min: 1800, max: 2099 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`)
  .filter(isRegisterDate);

describe('near dates of birth', () => {
  const table: readonly (readonly [string, string, string | undefined])[] = [
    ['2004-03-12', '2004-12-03', 'swapped'],
    ['2004-03-12', '2004-03-13', 'oneDigit'],
    ['2004-03-12', '2004-03-22', 'oneDigit'],
    ['2004-03-12', '2004-03-21', 'otherDay'],
    ['2004-03-12', '2004-10-12', 'otherMonth'],
    ['2004-03-12', '2004-04-12', 'oneDigit'],
    ['2004-03-12', '2005-03-12', 'oneDigit'],
    ['2004-03-12', '2014-03-12', 'oneDigit'],
    ['2004-03-12', '2015-03-12', undefined],
    ['2004-03-12', '2004-04-13', undefined],
    ['2004-03-12', '2005-12-03', undefined],
    ['2004-03-12', '2004-03-12', undefined],
    ['2004-02-29', '2004-02-28', 'oneDigit'],
    ['2004-02-29', '2005-02-29', undefined],
    ['2004-03-12', '', undefined],
    ['2004-03-12', '2004-03-1x', undefined],
  ];
  for (const [one, other, kind] of table) {
    it(`${one} and ${other || 'no date'}: ${kind ?? 'not near'}`, () => {
      expect(nearDate(one, other)).to.equal(kind);
      expect(nearDate(other, one)).to.equal(kind);
    });
  }

  it('are listed completely: those, and only those, that are near', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (one, other) => {
        expect(nearDates(one).includes(other)).to.equal(nearDate(one, other) !== undefined);
      }),
    );
    fc.assert(
      fc.property(anyDate, (date) => {
        const listed = nearDates(date);
        expect(new Set(listed).size).to.equal(listed.length);
        for (const near of listed) expect(nearDate(date, near), near).to.not.equal(undefined);
      }),
    );
  });

  it('are listed completely for every day of a leap year', () => {
    const days = [];
    for (let month = 1; month <= 12; month++) {
      for (let day = 1; day <= 31; day++) {
        const date = `2004-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        if (isRegisterDate(date)) days.push(date);
      }
    }
    expect(days).to.have.length(366);
    for (const one of days) {
      const listed = new Set(nearDates(one));
      for (const other of days) expect(listed.has(other)).to.equal(nearDate(one, other) !== undefined);
    }
  });

  it('are none of what is no date', () => {
    for (const text of ['', '2004-13-01', '2004-02-30', '1799-12-31', '2100-01-01', 'null']) {
      expect(nearDates(text)).to.deep.equal([]);
    }
  });
});
