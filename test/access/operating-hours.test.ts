import { expect } from 'chai';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { createOperatingHours, isTimeZone, parseOperatingHours } from '../../src/access/operating-hours.js';

function isOpen(text: string, at: string, zone = 'Europe/London'): boolean {
  const read = parseOperatingHours(text);
  if (!read.ok) throw new Error(read.problem);
  return createOperatingHours(read.schedule, zone).isOpen(new Date(at));
}

describe('operating hours', () => {
  const usual = 'Mon-Fri 08:00-18:00, Sat 09:00-12:00';
  const cases: readonly [string, string, boolean][] = [
    [usual, '2026-01-05T07:59:59Z', false],
    [usual, '2026-01-05T08:00:00Z', true],
    [usual, '2026-01-05T17:59:59Z', true],
    [usual, '2026-01-05T18:00:00Z', false],
    [usual, '2026-01-10T11:00:00Z', true],
    [usual, '2026-01-10T12:00:00Z', false],
    [usual, '2026-01-11T11:00:00Z', false],
    ['Sat-Mon 00:00-24:00', '2026-01-11T23:59:59Z', true],
    ['Sat-Mon 00:00-24:00', '2026-01-13T00:00:00Z', false],
    ['Sun 22:00-02:00', '2026-01-12T01:59:00Z', true],
    ['Sun 22:00-02:00', '2026-01-12T02:00:00Z', false],
    ['sun 22:00 - 02:00', '2026-01-11T21:59:00Z', false],
  ];
  for (const [text, at, open] of cases) {
    it(`${text} is ${open ? 'open' : 'closed'} at ${at}`, () => {
      expect(isOpen(text, at)).to.equal(open);
    });
  }

  it('follows the clock on the wall: 08:00 in London is 07:00 UTC in summer', () => {
    expect(isOpen(usual, '2026-07-06T07:00:00Z')).to.equal(true);
    expect(isOpen(usual, '2026-07-06T06:59:00Z')).to.equal(false);
    expect(isOpen(usual, '2026-07-06T07:00:00Z', 'UTC')).to.equal(false);
  });

  it('says what is wrong with each text that is no schedule', () => {
    const wrong = [
      '',
      'Mon',
      '08:00-18:00',
      'Mon 8:00-18:00',
      'Mon 24:00-24:00',
      'Mon 08:00-25:00',
      'Mon 08:60-09:00',
    ];
    for (const text of [
      ...wrong,
      'Xyz 08:00-09:00',
      'Mon 08:00-08:00',
      'Mon 08:00-09:00,',
      'Mon 08:00-24:01',
    ]) {
      const read = parseOperatingHours(text);
      expect(read.ok, text).to.equal(false);
      if (!read.ok) expect(read.problem).to.contain('"');
    }
  });

  it('gives for each minute, asked in any order, the answer that a fresh look gives', () => {
    const read = parseOperatingHours(usual);
    if (!read.ok) throw new Error(read.problem);
    const hours = createOperatingHours(read.schedule, 'Europe/London');
    const instants = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (at) => {
        const local = DateTime.fromJSDate(at, { zone: 'Europe/London' });
        const [opens, closes] = local.weekday < 6 ? [8, 18] : local.weekday === 6 ? [9, 12] : [0, 0];
        expect(hours.isOpen(at)).to.equal(local.hour >= opens && local.hour < closes);
      }),
      { numRuns: 2000 },
    );
  });

  it('knows which names are time zones', () => {
    expect(isTimeZone('Europe/London')).to.equal(true);
    expect(isTimeZone('Europe/Londres')).to.equal(false);
  });
});
