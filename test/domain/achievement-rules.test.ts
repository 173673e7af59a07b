import { expect } from 'chai';
import fc from 'fast-check';
import type { Achievement } from '../../src/domain/achievement.js';
import { decideAchievement, type AchievementFacts } from '../../src/domain/achievement-rules.js';
import type { LearningEvent } from '../../src/domain/learning-event.js';
import { qualificationKey, type Qualification } from '../../src/domain/qualification.js';
import type { Uln } from '../../src/domain/uln.js';

const uln = '1000000019' as Uln;
const submitter = { organisationRef: 'TSTAO1', ukprn: '90000002', name: 'Imaginary Awards' };
const diploma: Qualification = {
  reference: '900/0001/1',
  kind: 'qualification',
  title: 'Imaginary Diploma',
  credits: 0,
  awardingOrganisationRef: 'TSTAO1',
  grades: ['A', 'B'],
  languages: ['English'],
  operationalStart: '2015-09-01',
  certificationEnd: '2030-08-31',
};

function achievement(of: Partial<Achievement> = {}): Achievement {
  return {
    action: 'create',
    awardDate: '2022-08-18',
    uln,
    givenName: 'Tess',
    familyName: 'Example',
    qualification: qualificationKey(diploma.reference),
    grade: 'A',
    ...of,
  };
}

function facts(of: Partial<AchievementFacts> = {}): AchievementFacts {
  return {
    submissionType: 'F',
    submitter,
    uln,
    qualification: diploma,
    ownedEvents: [],
    providerName: undefined,
    today: '2026-03-02',
    now: '2026-03-02 09:30:00',
    ...of,
  };
}

function event(of: Partial<LearningEvent> = {}, status = 'F', awardDate = '2022-08-18'): LearningEvent {
  return {
    uln,
    eventId: 7,
    source: 'AO',
    reference: `TSTAO1:90000011:${awardDate}`,
    recorded: { achievementAwardDate: awardDate, grade: 'A', status, subjectCode: '900/0001/1' },
    credits: 0,
    dateLoaded: '2025-01-01 00:00:00',
    standing: 'live',
    ownerRef: 'TSTAO1',
    version: 1,
    underDataChallenge: false,
    ...of,
  };
}

function outcome(given: Achievement, of: Partial<AchievementFacts> = {}): string {
  const decision = decideAchievement(given, facts(of));
  return decision.kind === 'error' ? decision.error.code : decision.kind;
}

describe('The rules of achievements', () => {
  it('by action, standing and finality', () => {
    const own = {
      none: [],
      provisional: [event({}, 'P')],
      final: [event()],
      'withdrawn provisional': [event({ standing: 'withdrawn' }, 'P')],
      'withdrawn final': [event({ standing: 'withdrawn' })],
    } as const;
    const table: Record<string, string> = {};
    for (const [name, ownedEvents] of Object.entries(own)) {
      for (const submissionType of ['P', 'F'] as const) {
        const row = (['create', 'update', 'withdraw', 'reinstate'] as const).map((action) =>
          outcome(achievement({ action, grade: 'B' }), { ownedEvents, submissionType }),
        );
        table[`${name}, ${submissionType}`] = row.join(' ');
      }
    }
    expect(table).to.deep.equal({
      'none, P': 'created B009 B009 B009',
      'none, F': 'created B009 B009 B009',
      'provisional, P': 'B008 updated withdrawn B011',
      'provisional, F': 'promoted promoted withdrawn B011',
      'final, P': 'B008 B012 withdrawn B011',
      'final, F': 'B008 updated withdrawn B011',
      'withdrawn provisional, P': 'B010 B010 B010 reinstated',
      'withdrawn provisional, F': 'B010 B010 B010 reinstated',
      'withdrawn final, P': 'B010 B010 B010 reinstated',
      'withdrawn final, F': 'B010 B010 B010 reinstated',
    });
  });

  it('by date', () => {
    const on = (awardDate: string): string => outcome(achievement({ awardDate }));
    expect(on('2026-03-02')).to.equal('created');
    expect(on('2026-03-03')).to.equal('B001');
    expect(on('2015-08-31')).to.equal('B005');
    expect(on('2015-09-01')).to.equal('created');
    expect(outcome(achievement({ awardDate: '2004-02-28', dateOfBirth: '2004-02-29' }))).to.equal('B002');
    expect(on('2004-02-28'), 'a date of birth that was not sent is not told').to.equal('B005');
    const late = { today: '2035-01-01' };
    expect(outcome(achievement({ awardDate: '2030-08-31' }), late)).to.equal('created');
    expect(outcome(achievement({ awardDate: '2030-09-01' }), late)).to.equal('B005');
    const born = { dateOfBirth: '2016-01-01' };
    expect(outcome(achievement({ awardDate: '2016-01-01', ...born }))).to.equal('created');
    expect(outcome(achievement({ awardDate: '2015-12-31', ...born }))).to.equal('B002');
  });

  it('by what the catalogue says', () => {
    expect(outcome(achievement(), { qualification: undefined })).to.equal('B003');
    const others = { ...diploma, awardingOrganisationRef: 'TSTAO2' };
    for (const action of ['create', 'update', 'withdraw', 'reinstate'] as const) {
      expect(outcome(achievement({ action }), { qualification: others })).to.equal('B004');
      expect(outcome(achievement({ action }), { qualification: undefined })).to.equal('B003');
    }
    expect(outcome(achievement({ grade: 'a' }))).to.equal('B006');
    expect(outcome({ ...achievement(), grade: undefined } as unknown as Achievement)).to.equal('B006');
    expect(
      outcome(achievement({ grade: 'Anything' }), { qualification: { ...diploma, grades: [] } }),
    ).to.equal('created');
    expect(outcome(achievement({ languageForAssessment: 'english' }))).to.equal('created');
    expect(outcome(achievement({ languageForAssessment: 'Welsh' }))).to.equal('B007');
  });

  it('let the owner withdraw what has left the catalogue', () => {
    const left = { qualification: undefined, ownedEvents: [event()] };
    expect(outcome(achievement({ action: 'withdraw' }), left)).to.equal('withdrawn');
    expect(outcome(achievement({ action: 'update' }), left)).to.equal('B003');
  });

  it('keep what an update does not say', () => {
    const before = event({
      misIdentifier: 'M-1',
      recorded: {
        ...event().recorded,
        languageForAssessment: 'English',
        achievementProviderUkprn: '90000001',
      },
    });
    const { grade: _, ...rest } = achievement({
      action: 'update',
      awardDate: '2022-08-18',
      languageForAssessment: 'ENGLISH',
    });
    const decision = decideAchievement(rest, facts({ ownedEvents: [before] }));
    expect(decision).to.deep.include({ kind: 'updated', before });
    if (!('event' in decision)) throw new Error('Nothing was changed');
    expect(decision.event).to.deep.equal({
      ...before,
      version: 2,
      dateLoaded: '2026-03-02 09:30:00',
      recorded: { ...before.recorded, languageForAssessment: 'ENGLISH' },
    });
  });

  it('change nothing when nothing differs', () => {
    expect(outcome(achievement({ action: 'update' }), { ownedEvents: [event()] })).to.equal('unchanged');
  });

  const action = fc.constantFrom<Achievement['action'][]>('create', 'update', 'withdraw', 'reinstate');
  const day = fc.constantFrom('2020-01-01', '2021-01-01', '2022-01-01');
  const submitted = fc.record({
    action,
    awardDate: day,
    grade: fc.constantFrom('A', 'B'),
    misIdentifier: fc.option(fc.constantFrom('M-1', 'M-2'), { nil: undefined }),
    submissionType: fc.constantFrom<('P' | 'F')[]>('P', 'F'),
  });

  it('hold whatever is sent: one event for a date, none final that becomes provisional, versions one by one', () => {
    fc.assert(
      fc.property(fc.array(submitted, { maxLength: 25 }), (all) => {
        let events: LearningEvent[] = [];
        for (const { submissionType, misIdentifier, ...rest } of all) {
          const given = achievement({ ...rest, ...(misIdentifier === undefined ? {} : { misIdentifier }) });
          const decision = decideAchievement(given, facts({ ownedEvents: events, submissionType }));
          if (decision.kind === 'created') {
            const eventId = events.length + 1;
            events.push({ ...decision.event, eventId, version: 1, underDataChallenge: false });
          } else if ('before' in decision) {
            const { before, event: after } = decision;
            expect(after.version).to.equal(before.version + 1);
            expect(after.reference).to.equal(before.reference);
            expect([before.recorded.status, after.recorded.status]).to.not.deep.equal(['F', 'P']);
            events = events.map((one) => (one.eventId === before.eventId ? after : one));
          }
          const dates = events.map(({ recorded }) => recorded.achievementAwardDate);
          expect(new Set(dates).size).to.equal(dates.length);
          expect(new Set(events.map(({ reference }) => reference)).size).to.equal(events.length);
        }
      }),
    );
  });
});
