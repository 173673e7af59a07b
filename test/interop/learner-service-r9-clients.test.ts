/** The learner operations of LearnerServiceR9, called by clients that know it only from its own description. */
import { expect } from 'chai';
import { publishedTestData } from '../../src/cli/test-data.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import type { Request } from './clients.js';
import {
  nodeSoapDataContractClient,
  strongSoapDataContractClient,
  type DataContractClient,
} from './data-contract-clients.js';

const provider = publishedTestData().organisations.learningProvider;
const { organisationRef, ukprn, orgPassword } = provider;

/** The two kinds of head differ in the name and the place of the reference. */
const caller = { Password: orgPassword, Reference: organisationRef, Ukprn: ukprn, Username: 'Interop' };
const recordCaller = {
  OrganisationRef: organisationRef,
  Password: orgPassword,
  Ukprn: ukprn,
  Username: 'Interop',
};
const head = { invokingOrganisation: caller, userType: 'ORG', vendorId: 1, language: 'ENG' };
const recordHead = { invokingOrganisation: recordCaller, userType: 'ORG', vendorID: 1, language: 'ENG' };
const linked = { uln: '9900001027', givenName: 'Sample', familyName: 'Linkington' };
const merit = {
  AchievementAwardDate: '2021-07-15',
  AwardingOrganisationName: 'Imaginary Awards',
  Credits: 30,
  DateLoaded: '2022-09-01 10:15:00',
  Grade: 'Merit',
  LanguageForAssessment: 'English',
  Level: 'Level 3',
  Source: 'AO',
  Status: 'F',
  SubjectCode: '900/0006/X',
  UnderDataChallenge: 'N',
};

const generators = {
  'node-soap': nodeSoapDataContractClient,
  'strong-soap': strongSoapDataContractClient,
} as const;

for (const [library, generate] of Object.entries(generators)) {
  describe(`A client that ${library} makes from the description of LearnerServiceR9`, () => {
    let register: RunningRegister;
    let client: DataContractClient;

    before(async () => {
      register = await runRegister();
      client = await generate(`${register.origin}/LearnerServiceR9.svc`);
    });

    after(() => register.stop());

    const resultOf = async (operation: string, request: Request): Promise<unknown> => {
      const outcome = await client.call(operation, request);
      if ('code' in outcome) throw new Error(`${outcome.code}: ${outcome.detail}`);
      return outcome.result;
    };
    const events = (of: Request) =>
      resultOf('GetLearnerLearningEvents', {
        ...recordHead,
        ...linked,
        dateOfBirth: '2003-11-02',
        gender: '1',
        getType: 'FULL',
        ...of,
      });

    it('reads the learning events of linked records', async () => {
      const result = await events({});
      expect(result).to.containSubset({
        GetLearnerLearningEventsResult: {
          ResponseCode: 'WSRC0022',
          FoundULN: '9900001019',
          IncomingULN: '9900001027',
          LearnerRecord: { LearningEvent: [merit] },
        },
      });
      expect(result).to.have.nested.property(
        'GetLearnerLearningEventsResult.LearnerRecord.LearningEvent.length',
        4,
      );
    });

    it('reads events in brief', async () => {
      const brief = { ...merit, Status: undefined };
      const { Source, Grade, Level, SubjectCode, Credits } = brief;
      const result = await events({ getType: 'BRIEF' });
      expect(result).to.containSubset({
        GetLearnerLearningEventsResult: {
          LearnerRecord: { LearningEvent: [{ Source, Grade, Level, SubjectCode, Credits }] },
        },
      });
      expect(JSON.stringify(result)).to.not.include('DateLoaded');
    });

    it('reads that a learner does not share', async () => {
      const hidden = {
        uln: '9900001043',
        givenName: 'Norah',
        familyName: 'Notsharing',
        dateOfBirth: '',
        gender: '',
      };
      expect(await events(hidden)).to.containSubset({
        GetLearnerLearningEventsResult: { ResponseCode: 'WSEC0206', FoundULN: '9900001043' },
      });
    });

    it('finds a learner, and reads numbers and times as such', async () => {
      const request = { ...head, ...linked, findType: 'FUL' };
      const result = await resultOf('LearnerByUln', request);
      expect(result).to.containSubset({
        LearnerByUlnResult: {
          ResponseCode: 'WSRC0022',
          Uln: '9900001027',
          Learner: {
            Uln: '9900001019',
            Gender: 1,
            AbilityToShare: 1,
            VersionNumber: 3,
            LinkedUlns: { string: ['9900001027'] },
            NormalisedGivenName: 'TESTINGSAMPLE',
          },
        },
      });
      expect(dateOfBirth(result)).to.equal('2003-11-02');
    });

    it('changes a telephone number once, and sees it then', async () => {
      const uln = '9900002686';
      const update = {
        ...head,
        uln,
        versionNumber: 1,
        telephoneNumber: '01632 960960',
        abilityToShare: 'NotProvided',
      };
      const code = (result: string) => ({ UpdateLearnerSubsetFieldsResult: result });
      expect(await resultOf('UpdateLearnerSubsetFields', update)).to.deep.equal(code('WSRC0006'));
      expect(await resultOf('UpdateLearnerSubsetFields', update)).to.deep.equal(code('WSRC0013'));
      const find = { ...head, uln, givenName: 'Oliver', familyName: 'Testington', findType: 'FUL' };
      expect(await resultOf('LearnerByUln', find)).to.containSubset({
        LearnerByUlnResult: { Learner: { TelephoneNumber: '01632 960960', VersionNumber: 2 } },
      });
    });

    it('reads who looked at a learner', async () => {
      const [learnerUln, learnerGivenName, learnerFamilyName] = ['9900002694', 'Amelia', 'Samplesworth'];
      await events({
        uln: learnerUln,
        givenName: learnerGivenName,
        familyName: learnerFamilyName,
        dateOfBirth: '',
        gender: '',
      });
      const result = await resultOf('ViewAudit', {
        ...head,
        learnerUln,
        learnerGivenName,
        learnerFamilyName,
        page: 1,
      });
      const look = { Action: 'GetLearnerLearningEvents', Organisation: provider.name, User: 'Interop' };
      expect(result).to.containSubset({
        ViewAuditResult: {
          List: { PlrAccessEntryResponse: [look] },
          PageCount: 1,
          PageIndex: 1,
          PageSize: 20,
        },
      });
    });

    it('reads what was wrong with a request', async () => {
      const outcome = await client.call('GetLearnerLearningEvents', {
        ...recordHead,
        ...linked,
        getType: 'SHORT',
      });
      expect(outcome).to.include({ code: 'WSEC0001' });
      expect(outcome).to.have.property('detail').that.includes("Value 'SHORT' is not facet-valid");
    });
  });
}

/** One library makes a date of it, the other leaves the text. */
function dateOfBirth(result: unknown): string {
  const found = JSON.stringify(result);
  return /"DateOfBirth":"(\d{4}-\d{2}-\d{2})T00:00:00/.exec(found)?.[1] ?? found;
}
