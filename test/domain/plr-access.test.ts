import { expect } from 'chai';
import fc from 'fast-check';
import type { AbilityToShare, Gender } from '../../src/domain/learner.js';
import { recordedMembers, type LearningEvent } from '../../src/domain/learning-event.js';
import { rights, type Right } from '../../src/domain/organisation.js';
import {
  briefMembers,
  detailsFit,
  getTypes,
  maySeeRecord,
  shownEvents,
  userTypes,
} from '../../src/domain/plr-access.js';
import { awardRecord, dirtyRecord, learningEvent } from '../learning-events.js';
import { learner, ulnNumber } from './people.js';

describe('Who sees a personal learning record', () => {
  const cases: readonly [AbilityToShare, string, readonly Right[], boolean][] = [
    ['1', 'ORG', ['plr'], true],
    ['1', 'SER', ['plr'], true],
    ['1', 'Unknown', ['plr'], true],
    ['1', 'LNR', ['plr'], true],
    ['1', 'LNR', ['plr', 'learnerAccess'], true],
    ['0', 'ORG', ['plr'], false],
    ['2', 'ORG', ['plr'], false],
    ['0', 'SER', ['plr', 'learnerAccess'], false],
    ['2', 'Unknown', ['plr', 'learnerAccess'], false],
    ['0', 'ORG', ['plr', 'learnerAccess'], false],
    ['0', 'LNR', ['plr'], false],
    ['2', 'LNR', ['plr'], false],
    ['0', 'LNR', ['plr', 'learnerAccess'], true],
    ['2', 'LNR', ['plr', 'learnerAccess'], true],
    ['2', 'lnr', ['plr', 'learnerAccess'], false],
    ['2', '', ['plr', 'learnerAccess'], false],
  ];
  for (const [abilityToShare, userType, held, expected] of cases) {
    const who = `'${userType}' with ${held.join(' and ')}`;
    it(`${expected ? 'shows' : 'hides'} one of ability to share ${abilityToShare} to ${who}`, () => {
      expect(maySeeRecord({ abilityToShare }, { userType, rights: new Set(held) })).to.equal(expected);
    });
  }

  it('hides what is not shared from everybody but LNR with the right to ask for learners', () => {
    const anyRights = fc.subarray([...rights]).map((held) => new Set(held));
    const anyType = fc.oneof(fc.constantFrom(...userTypes), fc.string());
    const unshared = fc.constantFrom<AbilityToShare>('0', '2');
    fc.assert(
      fc.property(unshared, anyType, anyRights, (abilityToShare, userType, held) => {
        const may = maySeeRecord({ abilityToShare }, { userType, rights: held });
        expect(may).to.equal(userType === 'LNR' && held.has('learnerAccess'));
      }),
    );
  });
});

describe('Whether the caller knows the learner', () => {
  const ada = learner({ previousFamilyName: 'Before' });
  const names = { givenName: 'Ada', familyName: 'Testwell' };

  it('asks for both names, as for a find by ULN', () => {
    expect(detailsFit([ada], names)).to.equal(true);
    expect(detailsFit([ada], { givenName: ' ada', familyName: 'TEST-WELL' })).to.equal(true);
    expect(detailsFit([ada], { givenName: 'Ada', familyName: 'Before' })).to.equal(true);
    expect(detailsFit([ada], { ...names, givenName: 'Eda' })).to.equal(false);
    expect(detailsFit([ada], { ...names, familyName: 'Other' })).to.equal(false);
    expect(detailsFit([ada], { ...names, familyName: '' })).to.equal(false);
    const mainOnly = { otherGivenNames: true, otherFamilyNames: false };
    expect(detailsFit([ada], { givenName: 'Ada', familyName: 'Before' }, mainOnly)).to.equal(false);
  });

  it('asks for the date of birth only when one is given', () => {
    expect(detailsFit([ada], { ...names, dateOfBirth: '' })).to.equal(true);
    expect(detailsFit([ada], { ...names, dateOfBirth: ada.dateOfBirth })).to.equal(true);
    expect(detailsFit([ada], { ...names, dateOfBirth: '2004-03-13' })).to.equal(false);
  });

  it('minds a gender only when both sides say male or female', () => {
    const table: readonly [Gender, string, boolean][] = [
      ['2', '1', false],
      ['1', '2', false],
      ['1', '1', true],
      ['2', '2', true],
      ['2', '', true],
      ['2', '0', true],
      ['2', '9', true],
      ['0', '1', true],
      ['9', '2', true],
    ];
    for (const [stored, given, fits] of table) {
      const why = `${stored} stored, '${given}' given`;
      expect(detailsFit([learner({ gender: stored })], { ...names, gender: given }), why).to.equal(fits);
    }
  });

  it('takes either record of a link, but as a whole', () => {
    const master = learner({ uln: ulnNumber(1), givenName: 'Adeline', dateOfBirth: '2004-12-03' });
    const linked = learner({ uln: ulnNumber(2), masterUln: master.uln });
    const both = [linked, master];
    expect(detailsFit(both, { ...names, dateOfBirth: '2004-03-12' })).to.equal(true);
    expect(detailsFit(both, { ...names, givenName: 'Adeline', dateOfBirth: '2004-12-03' })).to.equal(true);
    expect(detailsFit(both, { ...names, dateOfBirth: '2004-12-03' })).to.equal(false);
  });

  it('never without a fitting pair of names, whatever else is right', () => {
    const anything = fc.record({ givenName: fc.string(), familyName: fc.string() });
    fc.assert(
      fc.property(anything, ({ givenName, familyName }) => {
        const fits = detailsFit([learner()], {
          givenName,
          familyName,
          dateOfBirth: learner().dateOfBirth,
          gender: learner().gender,
        });
        const bare = (name: string) =>
          name
            .normalize('NFKD')
            .replace(/[^\p{Letter}]/gu, '')
            .toUpperCase();
        if (fits) expect([bare(givenName), bare(familyName)]).to.deep.equal(['ADA', 'TESTWELL']);
      }),
    );
  });
});

describe('What is shown of an event', () => {
  it('is everything that was recorded in a full answer, and nothing of what is kept for the register', () => {
    const event = learningEvent({
      recorded: awardRecord,
      source: 'AO',
      ownerRef: 'TEST45',
      misIdentifier: 'm-1',
      version: 7,
      credits: 12,
      underDataChallenge: true,
    });
    expect(shownEvents([event], 'FULL')).to.deep.equal([
      {
        recorded: awardRecord,
        eventId: 1,
        source: 'AO',
        credits: 12,
        dateLoaded: '2012-05-25 09:00:00',
        underDataChallenge: true,
      },
    ]);
  });

  it('is nine members in a brief answer, those that were not recorded left out', () => {
    const event = learningEvent({ recorded: dirtyRecord, source: 'ILR', credits: 3 });
    expect(shownEvents([event], 'BRIEF')).to.deep.equal([
      {
        eventId: 1,
        source: 'ILR',
        credits: 3,
        recorded: {
          achievementAwardDate: '2058-07-01',
          achievementProviderUkprn: '10000002',
          grade: '9999999999',
          subject: 'Key Skills',
          subjectCode: '1000323X',
        },
      },
    ]);
  });

  it('is nothing of a withdrawn one, and the order stays', () => {
    const standing = fc.constantFrom<LearningEvent['standing']>('live', 'withdrawn');
    fc.assert(
      fc.property(fc.array(standing), fc.constantFrom(...getTypes), (standings, getType) => {
        const events = standings.map((each, at) => learningEvent({ eventId: at + 1, standing: each }));
        const live = standings.flatMap((each, at) => (each === 'live' ? [at + 1] : []));
        expect(shownEvents(events, getType).map(({ eventId }) => eventId)).to.deep.equal(live);
      }),
    );
  });

  it('of a brief answer is part of the full one', () => {
    const member = fc.constantFrom(undefined, '', 'x', '9999999999');
    const recorded = fc
      .record(Object.fromEntries(recordedMembers.map((each) => [each, member])))
      .map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));
    fc.assert(
      fc.property(recorded, (values) => {
        const [full] = shownEvents([learningEvent({ recorded: values })], 'FULL');
        const [brief] = shownEvents([learningEvent({ recorded: values })], 'BRIEF');
        expect(full?.recorded).to.include(brief?.recorded);
        expect(briefMembers).to.include.members(Object.keys(brief?.recorded ?? {}));
        expect(brief).to.have.all.keys('eventId', 'source', 'credits', 'recorded');
      }),
    );
  });
});
