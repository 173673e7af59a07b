import { expect } from 'chai';
import type { VerificationType } from '../../src/domain/learner.js';
import { ageOn, checkAge, findMustPrecede, newLearner, tierLevelOf } from '../../src/domain/registration.js';
import { ada, ulnNumber } from './people.js';

describe('the age of a learner', () => {
  const table: readonly (readonly [string, string, number, 'ok' | 'outOfRange'])[] = [
    ['2011-09-01', '2024-09-01', 13, 'ok'],
    ['2011-09-02', '2024-09-01', 12, 'outOfRange'],
    ['1914-09-01', '2024-09-01', 110, 'ok'],
    ['1913-09-02', '2024-09-01', 110, 'ok'],
    ['1913-09-01', '2024-09-01', 111, 'outOfRange'],
    ['2012-02-29', '2025-02-28', 12, 'outOfRange'],
    ['2012-02-29', '2025-03-01', 13, 'ok'],
    ['2030-01-01', '2024-09-01', -6, 'outOfRange'],
  ];
  for (const [born, today, age, verdict] of table) {
    it(`born ${born} is ${age} on ${today}: ${verdict}`, () => {
      expect(ageOn(born, today)).to.equal(age);
      expect(checkAge(born, today)).to.equal(verdict);
    });
  }

  it('is held against another range where one is set', () => {
    expect(checkAge('2004-03-12', '2024-09-01', { minimum: 21, maximum: 30 })).to.equal('outOfRange');
    expect(checkAge('2004-03-12', '2024-09-01', { minimum: 20, maximum: 20 })).to.equal('ok');
  });
});

describe('a new learner', () => {
  it('is active, on its own, in version 1', () => {
    expect(newLearner(ada, ulnNumber(0), '2024-09-01')).to.deep.equal({
      ...ada,
      uln: ulnNumber(0),
      createdDate: '2024-09-01',
      lastUpdatedDate: '2024-09-01',
      tierLevel: '1',
      learnerStatus: '1',
      linkedUlns: [],
      versionNumber: 1,
    });
  });

  it('has its postcode formatted and no empty details; blanks elsewhere stay', () => {
    const made = newLearner(
      { ...ada, lastKnownPostCode: 'cv49ee  ', title: '', notes: '', placeOfBirth: 'Blean ' },
      ulnNumber(0),
      '2024-09-01',
    );
    expect(made).to.include({ lastKnownPostCode: 'CV4 9EE', placeOfBirth: 'Blean ' });
    expect(made).to.not.have.any.keys('title', 'notes');
  });

  it('has of the details given only those that there are', () => {
    const given = { ...ada, versionNumber: 7, learnerStatus: '2', misIdentifier: 'M1' };
    expect(newLearner(given, ulnNumber(0), '2024-09-01')).to.deep.equal(
      newLearner(ada, ulnNumber(0), '2024-09-01'),
    );
  });

  const tiers: Readonly<Record<VerificationType, string>> = {
    0: '0',
    1: '1',
    2: '2',
    3: '2',
    4: '2',
    5: '2',
    6: '2',
    7: '2',
    999: '1',
  };
  for (const type of ['0', '1', '2', '3', '4', '5', '6', '7', '999'] as const) {
    it(`verified by ${type} has tier ${tiers[type]}`, () => {
      expect(tierLevelOf(type)).to.equal(tiers[type]);
    });
  }
});

describe('the find that must precede a registration', () => {
  const now = new Date('2024-09-01T12:00:00Z');
  const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
  const table: readonly (readonly [string, number | undefined, string, string])[] = [
    ['no find', undefined, '', 'noRecentFind'],
    ['a find just now', 0, 'WSRC0001', 'ok'],
    ['a find at the end of the window', 7200, 'WSRC0001', 'ok'],
    ['a find before the window', 7201, 'WSRC0001', 'noRecentFind'],
    ['a possible match just now', 0, 'WSRC0003', 'tooSoonAfterPossible'],
    ['a possible match nine seconds ago', 9, 'WSRC0003', 'tooSoonAfterPossible'],
    ['a possible match ten seconds ago', 10, 'WSRC0003', 'ok'],
    ['a possible match before the window', 7201, 'WSRC0003', 'noRecentFind'],
    ['too many just now', 0, 'WSRC0002', 'ok'],
    ['a find whose clock is a little ahead', -1, 'WSRC0001', 'ok'],
  ];
  for (const [what, seconds, outcome, verdict] of table) {
    it(`${what}: ${verdict}`, () => {
      const latest = seconds === undefined ? undefined : { at: ago(seconds), outcome };
      expect(findMustPrecede(latest, now, 120, 10)).to.equal(verdict);
    });
  }

  it('needs no wait when none is set', () => {
    expect(findMustPrecede({ at: now, outcome: 'WSRC0003' }, now, 120, 0)).to.equal('ok');
  });
});
