import { expect } from 'chai';
import fc from 'fast-check';
import { isCalendarDate } from '../../src/domain/calendar-date.js';

describe('isCalendarDate', () => {
  const cases: readonly (readonly [text: string, is: boolean])[] = [
    ['2008-02-29', true],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2007-02-29', false],
    ['2007-04-31', false],
    ['2007-12-31', true],
    ['2007-13-01', false],
    ['2007-00-01', false],
    ['2007-01-00', false],
    ['2007-01-32', false],
    ['2007-1-1', false],
    [' 2007-01-01', false],
    ['2007-01-01\n', false],
    ['2007-01-01T00:00:00', false],
    ['+2007-01-01', false],
    ['٢٠٠٧-٠١-٠١', false],
    ['', false],
  ];
  for (const [text, is] of cases) {
    it(`${JSON.stringify(text)} is ${is ? 'a' : 'no'} day`, () => {
      expect(isCalendarDate(text)).to.equal(is);
    });
  }

  it('agrees with the calendar of the language', () => {
    const part = (most: number) => fc.integer({ min: 0, max: most });
    fc.assert(
      fc.property(part(9999), part(13), part(32), (year, month, day) => {
        const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const asDate = new Date(`${text}T00:00:00Z`);
        const isReal = !Number.isNaN(asDate.getTime()) && asDate.toISOString().startsWith(text);
        expect(isCalendarDate(text), text).to.equal(isReal);
      }),
    );
  });
});
