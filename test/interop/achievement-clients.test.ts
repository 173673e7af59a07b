/** Achievements, from the submission to the learner's record, by clients that know the services from their descriptions. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { publishedTestData } from '../../src/cli/test-data.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import type { Request } from './clients.js';
import {
  nodeSoapDataContractClient,
  strongSoapDataContractClient,
  type DataContractClient,
} from './data-contract-clients.js';

const { organisations, learners, achievement: published } = publishedTestData();
const { awardingOrganisation, learningProvider } = organisations;
const invokingUser = {
  OrgPassword: awardingOrganisation.orgPassword,
  OrganisationRef: awardingOrganisation.organisationRef,
  UserName: 'Interop',
};
const patienceMs = 10_000;

const submittedSchema = z.object({
  SubmitAchievementBatchJobResult: z.object({ ResponseCode: z.literal('WSRC0007'), JobId: z.number() }),
});
const jobSchema = z.object({
  GetAchievementBatchJobResult: z.looseObject({
    ResponseCode: z.string(),
    AchievementBatchErrorFile: z.string().optional(),
  }),
});
const recordSchema = z.object({
  GetLearnerLearningEventsResult: z.object({
    LearnerRecord: z.object({ LearningEvent: z.array(z.looseObject({})) }),
  }),
});

const generators = { 'node-soap': nodeSoapDataContractClient, 'strong-soap': strongSoapDataContractClient };

for (const [library, generate] of Object.entries(generators)) {
  describe(`A client of achievements that ${library} makes from the served descriptions`, () => {
    let register: RunningRegister;
    let external: DataContractClient;
    let r9: DataContractClient;

    before(async () => {
      register = await runRegister();
      external = await generate(`${register.origin}/ExternalService.svc`);
      r9 = await generate(`${register.origin}/LearnerServiceR9.svc`);
    });

    after(() => register.stop());

    const resultOf = async (client: DataContractClient, operation: string, request: Request) => {
      const outcome = await client.call(operation, request);
      if (!('result' in outcome)) throw new Error(`${outcome.code} ${outcome.detail}`);
      return outcome.result;
    };

    const finished = async (jobId: number) => {
      for (const end = performance.now() + patienceMs; ;) {
        const result = await resultOf(external, 'GetAchievementBatchJob', { invokingUser, jobId });
        const job = jobSchema.parse(result).GetAchievementBatchJobResult;
        if (job.ResponseCode !== 'WSRC0008' || performance.now() > end) return job;
        await sleep(20);
      }
    };

    it('submits the published achievement and one that is wrong, and a college reads the first', async () => {
      const { exact } = learners;
      const achievement = {
        AchievementAwardDate: `${published.awardDate}T00:00:00`,
        Action: published.action,
        ActionDate: '2026-03-01T00:00:00',
        FamilyName: exact.familyName,
        GivenName: exact.givenName,
        Grade: published.grade,
        LanguageForAssessment: published.languageForAssessment,
        ProviderUkprn: published.providerUkprn,
        Uln: exact.uln,
        UnitOrQualificationReferenceNumber: published.qualification,
      };
      const submitted = await resultOf(external, 'SubmitAchievementBatchJob', {
        invokingUser,
        emailAddress: published.emailAddress,
        submissionType: published.submissionType,
        achievements: { Achievement: [achievement, { ...achievement, FamilyName: 'Somebody, "else"' }] },
      });
      const { JobId: jobId } = submittedSchema.parse(submitted).SubmitAchievementBatchJobResult;
      const job = await finished(jobId);
      expect(job).to.containSubset({
        ResponseCode: 'WSRC0009',
        Status: 'Successful',
        JobID: jobId,
        AchievementsCreated: 1,
        LearnerDataErrors: 1,
        NumberOfRecords: 2,
        PercentageSuccessfulRecords: 50,
        SuccessfulFinalAchievements: 1,
        User: 'Interop',
      });
      const file: string[][] = parse(job.AchievementBatchErrorFile ?? '');
      expect(file.map((row) => [row[5], row.at(-2)])).to.deep.equal([
        ['FamilyName', 'ErrorCode'],
        ['Somebody, "else"', 'L004'],
      ]);

      const read = await resultOf(r9, 'GetLearnerLearningEvents', {
        invokingOrganisation: {
          OrganisationRef: learningProvider.organisationRef,
          Password: learningProvider.orgPassword,
          Ukprn: learningProvider.ukprn,
          Username: 'Interop',
        },
        userType: 'ORG',
        vendorID: 1,
        language: 'ENG',
        uln: exact.uln,
        givenName: exact.givenName,
        familyName: exact.familyName,
        dateOfBirth: '',
        gender: '',
        getType: 'FULL',
      });
      const { LearningEvent: events } = recordSchema.parse(read).GetLearnerLearningEventsResult.LearnerRecord;
      expect(events).to.containSubset([
        {
          AchievementAwardDate: published.awardDate,
          AwardingOrganisationName: awardingOrganisation.name,
          Grade: published.grade,
          Source: 'AO',
          Status: 'F',
          SubjectCode: published.qualification,
        },
      ]);
    });
  });
}
