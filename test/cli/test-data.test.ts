import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { passwordProblem } from '../../src/access/password-rules.js';
import { registerOn } from '../../src/bootstrap.js';
import {
  loadTestData,
  publishedEventsFile,
  publishedLearnersFile,
  publishedTestData,
  type PublishedLearner,
} from '../../src/cli/test-data.js';
import { loadConfig } from '../../src/config.js';
import type { Demographics } from '../../src/domain/demographics.js';
import type { Gender } from '../../src/domain/learner.js';
import { qualificationKey } from '../../src/domain/qualification.js';
import { hasValidCheckDigit, parseUln, type Uln } from '../../src/domain/uln.js';
import { cryptographicRandom } from '../../src/random.js';
import type { Caller } from '../../src/register/ports.js';
import type { Register } from '../../src/register/register.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { StandingClock } from '../standing-clock.js';
import { temporaryFolder } from './temporary-folder.js';

const stored = readFileSync(publishedLearnersFile(), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Record<string, string | number>);
const events = readFileSync(publishedEventsFile(), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Record<string, string | number>);
const { organisations, learners, achievement, dataChallenges } = publishedTestData();
const vendorUlns = ['1234567890', '6666666666'];

function ulnOf({ uln }: { readonly uln: string }): Uln {
  const parsed = parseUln(uln);
  if (parsed === undefined) throw new Error(`${uln} has not the form of a ULN`);
  return parsed;
}

function who(
  givenName: string,
  familyName: string,
  dateOfBirth: string,
  gender: Gender,
  lastKnownPostCode: string,
): Demographics {
  return { givenName, familyName, dateOfBirth, gender, lastKnownPostCode };
}

describe('published test data', () => {
  it('holds each ULN once, in one range, with the right check digit', () => {
    const ulns = stored.map(({ uln }) => ulnOf({ uln: String(uln) }));
    expect(new Set(ulns).size).to.equal(ulns.length);
    const own = ulns.filter((uln) => !vendorUlns.includes(uln));
    expect(own.filter((uln) => !hasValidCheckDigit(uln))).to.deep.equal([]);
    expect(own.filter((uln) => !uln.startsWith('99000'))).to.deep.equal([]);
  });

  it('holds the two ULNs of vendors whose check digits are wrong', () => {
    const ulns = new Set(stored.map(({ uln }) => uln));
    for (const uln of vendorUlns) {
      expect(ulns.has(uln)).to.equal(true);
      expect(hasValidCheckDigit(ulnOf({ uln }))).to.equal(false);
    }
  });

  it('links records to masters that are there and stand for themselves', () => {
    const byUln = new Map(stored.map((learner) => [learner['uln'], learner]));
    const links = stored.filter(({ masterUln }) => masterUln !== undefined);
    expect(links).to.have.length.above(3);
    for (const { masterUln } of links) expect(byUln.get(masterUln ?? '')).not.to.have.property('masterUln');
  });

  it('shows the variety of a real register', () => {
    const values = (name: string): Set<unknown> => new Set(stored.map((learner) => learner[name]));
    expect(values('gender')).to.include.all.keys('0', '1', '2', '9');
    expect(values('abilityToShare')).to.include.all.keys('0', '1', '2');
    expect(values('verificationType')).to.include.all.keys('0', '1', '2', '3', '4', '5', '6', '7', '999');
    const postCodes = [...values('lastKnownPostCode')].join(' ');
    expect(postCodes)
      .to.match(/BFPO \d/)
      .and.match(/ZZ99 9ZZ/)
      .and.match(/GIR 0AA/);
    expect([...values('dateOfBirth')].filter((date) => String(date).endsWith('-02-29'))).to.have.length.above(
      3,
    );
    const names = stored.map(({ familyName }) => familyName).join(' ');
    expect(names)
      .to.match(/[À-ž]/)
      .and.match(/-/)
      .and.match(/['’]/)
      .and.match(/\p{Script=Cyrillic}/u);
  });

  it('has passwords of the right form, each its own, and references and UKPRNs each their own', () => {
    const all = Object.values(organisations);
    for (const { orgPassword } of all) expect(passwordProblem(orgPassword)).to.equal(undefined);
    for (const key of ['orgPassword', 'organisationRef', 'ukprn'] as const) {
      expect(new Set(all.map((organisation) => organisation[key])).size).to.equal(all.length);
    }
  });

  it('has a wrong check digit in invalidUln and in no other published learner', () => {
    for (const [outcome, learner] of Object.entries(learners)) {
      expect(hasValidCheckDigit(ulnOf(learner)), outcome).to.equal(outcome !== 'invalidUln');
    }
  });
});

describe('published learning events', () => {
  const ofSource = (source: string) => events.filter((event) => event['Source'] === source);
  const values = (source: string, member: string): Set<unknown> =>
    new Set(ofSource(source).map((event) => event[member]));

  it('belong to learners that are there, and have references of their own', () => {
    const ulns = new Set(stored.map(({ uln }) => uln));
    expect(events.filter(({ Uln }) => !ulns.has(Uln ?? ''))).to.deep.equal([]);
    const keys = events.map(({ Uln, Source, Reference }) => [Uln, Source, Reference].join(' '));
    expect(new Set(keys).size).to.equal(events.length);
  });

  it('have the shape that their source gives them', () => {
    expect(values('NPD', 'ReturnNumber')).to.deep.equal(new Set(['01']));
    expect(values('ILR', 'CollectionType')).to.deep.equal(new Set(['W']));
    expect(values('ILR', 'Grade')).to.include('9999999999');
    for (const source of ['AO', 'QCFU']) {
      for (const member of ['CollectionType', 'ReturnNumber', 'Restriction', 'ParticipationEndDate'])
        expect(values(source, member), `${source} ${member}`).to.deep.equal(new Set([undefined]));
    }
    expect(values('AO', 'AchievementProviderUkprn')).to.deep.equal(new Set(['']));
    expect(values('QCFU', 'QualificationType')).to.deep.equal(new Set(['']));
    expect([...values('QCFU', 'AchievementProviderUkprn')].join()).to.match(/^\d{8}$/);
  });

  it('are as dirty as old records are', () => {
    const of = (member: string) => new Set(events.map((event) => event[member]));
    for (const member of ['AchievementAwardDate', 'Grade', 'AwardingOrganisationName', 'Level'])
      expect(of(member), member).to.include('');
    for (const member of ['Subject', 'SubjectCode', 'Grade', 'Status', 'AchievementAwardDate', 'Level'])
      expect(of(member), member).to.include(undefined);
    expect([...of('AchievementAwardDate')].some((date) => String(date) > '2050')).to.equal(true);
    expect(of('AchievementProviderUkprn')).to.include('UNKNWN');
    expect([...of('Subject')].some((subject) => String(subject).length === 255)).to.equal(true);
    expect([...of('Status')]).to.include.members(['F', 'P']);
  });

  it('are there for a learner who shares and for those who do not, under masters and linked records', () => {
    const withEvents = new Set(events.map(({ Uln }) => Uln));
    for (const share of ['0', '1', '2']) {
      const sharing = stored.filter(({ abilityToShare }) => abilityToShare === share);
      expect(
        sharing.some(({ uln }) => withEvents.has(uln ?? '')),
        share,
      ).to.equal(true);
    }
    const { exact, linked, notShared } = learners;
    for (const uln of [exact.uln, linked.uln, linked.masterUln, notShared.uln])
      expect(withEvents).to.include(uln);
  });

  it('lack the achievement that is there to be submitted', () => {
    const { qualification, awardDate } = achievement;
    const same = events.filter(
      ({ Uln, SubjectCode, AchievementAwardDate }) =>
        Uln === learners.exact.uln && SubjectCode === qualification && AchievementAwardDate === awardDate,
    );
    expect(same).to.deep.equal([]);
  });
});

describe('published test data in a register', () => {
  const folder = temporaryFolder();
  const caller: Caller = {
    organisationRef: organisations.learningProvider.organisationRef,
    userName: organisations.learningProvider.userName,
    operation: 'test',
    correlationId: 'test',
  };
  let store: Store;
  let register: Register;

  before(async () => {
    store = await openStore({ kind: 'sqlite', file: folder.path('test.sqlite'), environment: 'test' });
    await store.migrations.up();
    await loadTestData({ ...store, clock: new StandingClock(), random: cryptographicRandom });
    const loaded = loadConfig({ env: { LR_ULN_CHECK: 'strict' } });
    if (!loaded.ok) throw new Error('The settings are wrong');
    register = registerOn(store, loaded.config);
  });
  after(() => store.close());

  const byUln = async (learner: PublishedLearner): Promise<string> => {
    const outcome = await register.findByUln({ ...learner, uln: ulnOf(learner) }, caller);
    return 'fault' in outcome ? outcome.fault : outcome.responseCode;
  };
  const verified = async (learner: PublishedLearner): Promise<readonly string[]> => {
    const outcome = await register.verifyLearner({ ...learner, uln: ulnOf(learner) }, caller);
    return 'fault' in outcome ? [outcome.fault] : [outcome.responseCode, ...outcome.failureFlags];
  };

  /** What fixtures/testdata/README.md says: by ULN, by demographics (code, records), verified. */
  const outcomes = {
    exact: ['WSRC0004', 'WSRC0004', 1, ['WSRC0004']],
    linked: ['WSRC0022', 'WSRC0022', 1, ['WSRC0022', 'LINKED']],
    possible: ['WSRC0004', 'WSRC0003', 1, ['WSRC0004']],
    tooMany: ['WSRC0004', 'WSRC0002', 0, ['WSRC0004']],
    noMatch: ['WSRC0001', 'WSRC0001', 0, ['WSRC0001', 'ULN_NOT_FOUND']],
    notShared: ['WSRC0004', 'WSRC0004', 1, ['WSRC0004']],
    notVerified: ['WSRC0001', 'WSRC0001', 0, ['WSRC0003', 'FAMILY_NAME', 'GIVEN_NAME']],
    invalidUln: ['WSRC0001', 'WSRC0004', 1, ['WSRC0001', 'ULN_NOT_FOUND']],
  } as const;
  for (const [name, [ulnCode, code, records, verification]] of Object.entries(outcomes)) {
    it(`gives what is published for ${name}`, async () => {
      const learner = learners[name as keyof typeof learners];
      expect(await byUln(learner)).to.equal(ulnCode);
      const found = await register.findByDemographics(learner, caller);
      expect([found.responseCode, found.found.length]).to.deep.equal([code, records]);
      expect(await verified(learner)).to.deep.equal(verification);
    });
  }

  it('gives the published master for the linked record', async () => {
    const { found } = await register.findByDemographics(learners.linked, caller);
    expect(found[0]?.learner.uln).to.equal(learners.linked.masterUln);
    expect(found[0]?.learner.linkedUlns).to.include(learners.linked.uln);
  });

  it('has a learner who does not share in notShared', async () => {
    const learner = await store.learners.findByUln(ulnOf(learners.notShared));
    expect(learner?.abilityToShare).to.equal('2');
  });

  it('shows all of the ten who look alike, and none of the eleven', async () => {
    const ten = { givenName: 'Sam', familyName: 'Tenfold', dateOfBirth: '2004-09-21', gender: '1' } as const;
    const found = await register.findByDemographics({ ...ten, lastKnownPostCode: 'ZT10 5ZZ' }, caller);
    expect([found.responseCode, found.found.length]).to.deep.equal(['WSRC0003', 10]);
  });

  it('gives both of two people whose five details agree', async () => {
    const jordan = {
      givenName: 'Jordan',
      familyName: 'Doubleton',
      dateOfBirth: '2003-03-03',
      gender: '1',
      lastKnownPostCode: 'ZT8 8DD',
    } as const;
    const found = await register.findByDemographics(jordan, caller);
    expect([found.responseCode, found.found.length]).to.deep.equal(['WSRC0003', 2]);
  });

  const others: readonly (readonly [string, string, Demographics, readonly string[]])[] = [
    [
      'day and month swapped',
      'WSRC0003',
      who('Swappa', 'Daymonth', '2003-05-04', '1', 'ZT13 6AA'),
      ['Daymonth'],
    ],
    [
      'one digit of the date off',
      'WSRC0003',
      who('Offa', 'Byonedigit', '2003-10-12', '1', 'ZT13 7AA'),
      ['Byonedigit'],
    ],
    [
      'names the wrong way round',
      'WSRC0003',
      who('Marionette', 'Lesley', '2004-02-03', '2', 'ZT13 5AA'),
      ['Marionette'],
    ],
    [
      'a preferred given name',
      'WSRC0004',
      who('Liz', 'Samplesworth', '2003-01-20', '2', 'ZT13 1AA'),
      ['Samplesworth'],
    ],
    [
      'the family name before',
      'WSRC0004',
      who('Priya', 'Oldnamely', '1990-08-19', '2', 'ZT13 3AA'),
      ['Newnamely'],
    ],
    [
      'the family name at 16',
      'WSRC0004',
      who('Morgan', 'Oncely', '1985-03-11', '9', 'ZT13 4AA'),
      ['Thricely'],
    ],
    [
      'another postcode',
      'WSRC0003',
      who('Movita', 'Newaddress', '2001-07-07', '2', 'ZT50 5EE'),
      ['Newaddress'],
    ],
    ['one twin', 'WSRC0004', who('Tess', 'Twinsample', '2006-05-17', '2', 'ZT9 2TW'), ['Twinsample']],
    ['a deleted record', 'WSRC0001', who('Deleta', 'Removedly', '1993-06-21', '2', 'ZT18 1AA'), []],
    [
      'names without their marks',
      'WSRC0004',
      who('ZOE', 'testington', '1996-01-01', '2', 'zt200az'),
      ['Testington'],
    ],
  ];
  for (const [title, code, search, familyNames] of others) {
    it(`gives ${code} for ${title}`, async () => {
      const found = await register.findByDemographics(search, caller);
      expect(found.responseCode).to.equal(code);
      expect(found.found.map(({ learner }) => learner.familyName)).to.deep.equal(familyNames);
    });
  }

  /** What fixtures/testdata/README.md says of reading records: code and number of events, for ORG and for LNR. */
  const records: readonly (readonly [string, string, string, string, number, string, number])[] = [
    ['9900001000', 'Eleanor', 'Testington', 'WSRC0004', 8, 'WSRC0004', 8],
    ['9900001027', 'Sample', 'Linkington', 'WSRC0022', 4, 'WSRC0022', 4],
    ['9900001396', 'Katarzyna', 'Mastersworth', 'WSRC0004', 4, 'WSRC0004', 4],
    ['9900001043', 'Norah', 'Notsharing', 'WSEC0206', 0, 'WSRC0004', 2],
    ['9900001051', 'Quentin', 'Otherperson', 'WSEC0208', 0, 'WSEC0208', 0],
    ['9900002481', 'Unseen', 'Noticeham', 'WSEC0206', 0, 'WSRC0004', 1],
    ['9900002503', 'Seen', 'Noticeham', 'WSRC0004', 1, 'WSRC0004', 1],
    ['9900002511', 'Optedout', 'Noticeham', 'WSEC0206', 0, 'WSRC0004', 1],
    ['9900002694', 'Amelia', 'Samplesworth', 'WSRC0004', 10, 'WSRC0004', 10],
    ['9900002686', 'Oliver', 'Testington', 'WSRC0004', 2, 'WSRC0004', 2],
    ['9900002899', 'Evie', 'Fixtureham', 'WSRC0004', 3, 'WSRC0004', 3],
    ['9900002708', 'George', 'Fictional', 'WSRC0004', 7, 'WSRC0004', 7],
    ['9900001817', 'Анна', 'Тестова', 'WSEC0206', 0, 'WSRC0004', 1],
    ['9900002767', 'Jack', 'Trialby', 'WSRC0004', 0, 'WSRC0004', 0],
  ];
  for (const [uln, givenName, familyName, ...answers] of records) {
    it(`gives the published record of ${givenName} ${familyName}`, async () => {
      const [code, shown, learnersCode, learnersShown] = answers;
      const provider = await store.organisations.byRef(organisations.learningProvider.organisationRef);
      const ask = async (userType: string) => {
        const rights = provider?.rights ?? new Set<never>();
        const question = { uln, givenName, familyName, userType, rights, getType: 'FULL' as const };
        const outcome = await register.readLearningEvents(question, caller);
        return [outcome.responseCode, 'events' in outcome ? outcome.events.length : 0];
      };
      expect(await ask('ORG')).to.deep.equal([code, shown]);
      expect(await ask('LNR')).to.deep.equal([learnersCode, learnersShown]);
    });
  }

  it('has the published events, those of the awarding organisation its own', async () => {
    const found = await store.events.liveEvents(
      stored.map((learner) => ulnOf({ uln: String(learner['uln']) })),
    );
    expect(found).to.have.length(events.length);
    expect(found.map(({ eventId }) => eventId)).to.deep.equal(events.map((_, at) => at + 1));
    const own = found.filter(({ ownerRef }) => ownerRef !== undefined);
    expect(new Set(own.map(({ ownerRef }) => ownerRef))).to.deep.equal(
      new Set([organisations.awardingOrganisation.organisationRef]),
    );
    expect(own.map(({ source }) => source)).to.have.members(
      found.map(({ source }) => source).filter((source) => source === 'AO' || source === 'QCFU'),
    );
  });

  it('has the published challenges, and marks their events', async () => {
    const challenges = await store.challenges.list({ limit: 100 });
    const published = dataChallenges.map(({ uln, status, details }) => [uln, status, details]).toReversed();
    expect(challenges.map(({ uln, status, details }) => [uln, status, details])).to.deep.equal(published);
    const ulns = dataChallenges.map(ulnOf);
    const marked = (await store.events.liveEvents([...new Set(ulns)])).filter(
      (event) => event.underDataChallenge,
    );
    expect(marked.map(({ reference }) => reference)).to.have.members(
      dataChallenges.flatMap(({ reference }) => reference ?? []),
    );
  });

  it('has a qualification and an awarding organisation for the published achievement', async () => {
    const key = qualificationKey(achievement.qualification);
    const qualification = (await store.qualifications.find([key])).get(key);
    const { organisationRef } = organisations.awardingOrganisation;
    expect(qualification?.awardingOrganisationRef).to.equal(organisationRef);
    expect(qualification?.grades).to.include(achievement.grade);
    expect(qualification?.languages).to.include(achievement.languageForAssessment);
    expect((await store.organisations.byRef(organisationRef))?.rights).to.include('achievements');
    const provider = await store.organisations.byRef(organisations.learningProvider.organisationRef);
    expect([...(provider?.rights ?? [])]).to.include.members(['plr', 'learnerAccess']);
  });

  it('can be loaded twice without a difference', async () => {
    const before = await store.counts();
    const loaded = await loadTestData({ ...store, clock: new StandingClock(), random: cryptographicRandom });
    expect([loaded.learningEvents, loaded.dataChallenges]).to.deep.equal([0, 0]);
    expect(await store.counts()).to.deep.equal(before);
    expect(before).to.deep.equal({
      learners: stored.length,
      organisations: Object.keys(organisations).length,
    });
  });
});
