/** Batches, handed in and collected by clients that know the service only from its own description. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { z } from 'zod';
import { publishedTestData } from '../../src/cli/test-data.js';
import { hasValidCheckDigit, parseUln } from '../../src/domain/uln.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { nodeSoapClient, strongSoapClient, type GeneratedClient, type Request } from './clients.js';

const { organisationRef, ukprn, orgPassword } = publishedTestData().organisations.learningProvider;

const head = {
  OrganisationRef: organisationRef,
  UKPRN: ukprn,
  OrgPassword: orgPassword,
  UserName: 'Interop',
};
const patienceMs = 10_000;

/** What the client makes of an xs:long is its own; both make the same text of it. */
const acceptedSchema = z.object({
  ResponseCode: z.literal('WSRC0007'),
  JobID: z.union([z.string().regex(/^[1-9]\d*$/), z.number().int().positive()]),
});

const generators = { 'node-soap': nodeSoapClient, 'strong-soap': strongSoapClient } as const;

for (const [library, generate] of Object.entries(generators)) {
  describe(`A client of batches that ${library} makes from the served description`, () => {
    let register: RunningRegister;
    let client: GeneratedClient;

    before(async () => {
      register = await runRegister();
      client = await generate(register.url);
    });

    after(() => register.stop());

    const resultOf = async (operation: string, root: string, request: Request): Promise<unknown> => {
      const outcome = await client.call(operation, root, { ...head, ...request });
      if ('fault' in outcome) throw new Error(JSON.stringify(outcome.fault));
      return outcome.result;
    };

    const finished = async (operation: string, root: string, jobId: string | number): Promise<unknown> => {
      const end = performance.now() + patienceMs;
      for (;;) {
        const result = await resultOf(operation, root, { JobID: jobId });
        if (!hasCode(result, 'WSRC0008') || performance.now() > end) return result;
        await sleep(20);
      }
    };

    it('registers several learners, waits, and reads what became of each', async () => {
      const person = (MISIdentifier: string, GivenName: string) => ({
        MISIdentifier,
        GivenName,
        FamilyName: `${GivenName}son`,
        LastKnownPostCode: 'ZT41 4NN',
        DateOfBirth: '2008-02-29',
        Gender: '1',
        AbilityToShare: '1',
      });
      const learners = [
        person('I-1', 'Batchigor'),
        person('I-2', 'Olgabatch'),
        { MISIdentifier: 'I-3', GivenName: 'Only', FamilyName: 'Names' },
        { ULN: '9900001000', MISIdentifier: 'I-4', GivenName: 'Eleanor', FamilyName: 'Testington' },
      ];
      const accepted = await resultOf('submitBatchRegistration', 'SubmitBatch', {
        JobType: 'FUL',
        LearnerRecordCount: learners.length,
        Learner: learners,
      });
      const { JobID } = acceptedSchema.parse(accepted);
      const output = await finished('getBatchRegistrationOutput', 'GetSubmitBatchOutput', JobID);
      expect(output).to.containSubset({
        ResponseCode: 'WSRC0009',
        JobStatus: 'Successful',
        NewLearnersCount: 2,
        ExistsUpdatedLearnersCount: 1,
        PossibleMatchLearnersCount: 0,
        LearnersNotFoundCount: 0,
        RejectedLearnersCount: 1,
        Learner: [
          { ...learners[0], ReturnCode: 'RC001' },
          { ...learners[1], ReturnCode: 'RC001' },
          { ...learners[2], ReturnCode: 'RC006' },
          { ...learners[3], ReturnCode: 'RC002' },
        ],
      });
      const [one, two] = outputSchema.parse(output).Learner.map(({ ULN = '' }) => parseUln(ULN));
      for (const uln of [one, two]) expect(uln !== undefined && hasValidCheckDigit(uln)).to.equal(true);
      expect(one).not.to.equal(two);
    });

    it('has several learners verified, and reads the repeated flags of one', async () => {
      const learners = [
        { MISIdentifier: 'V-1', ULN: '9900001051', FamilyName: 'Verifyham', GivenName: 'Vera', Gender: '2' },
        {
          MISIdentifier: 'V-2',
          ULN: '9900001051',
          FamilyName: 'Otherperson',
          GivenName: 'Vera',
          Gender: '1',
        },
        { MISIdentifier: 'V-3', ULN: '9900099000', FamilyName: 'Nowhereton', GivenName: 'Nemo' },
      ];
      const accepted = await resultOf('submitVerifyBatch', 'SubmitVerifyBatch', {
        LearnerRecordCount: learners.length,
        OrgEmail: 'mis@college.test',
        Learner: learners,
      });
      const { JobID } = acceptedSchema.parse(accepted);
      const output = await finished('getVerifyBatchOutput', 'GetVerifyBatchOutput', JobID);
      expect(output).to.containSubset({
        ResponseCode: 'WSRC0009',
        JobStatus: 'Successful',
        VerifiedLearner: [
          { MISIdentifier: 'V-1', SearchedULN: '9900001051', ResponseCode: 'WSRC0004', ULN: '9900001051' },
          {
            MISIdentifier: 'V-2',
            SearchedFamilyName: 'Otherperson',
            ResponseCode: 'WSRC0003',
            FailureFlag: ['FAMILY_NAME', 'GENDER'],
          },
          { MISIdentifier: 'V-3', ResponseCode: 'WSRC0001', FailureFlag: ['ULN_NOT_FOUND'] },
        ],
      });
    });

    it('is told 0 for a job when the count is wrong', async () => {
      const request = {
        LearnerRecordCount: 2,
        Learner: [{ GivenName: 'Eleanor', FamilyName: 'Testington' }],
      };
      const refused = await resultOf('submitBatchRegistration', 'SubmitBatch', {
        JobType: 'FUL',
        ...request,
      });
      expect(refused).to.have.property('ResponseCode', 'WSRC0017');
      expect(String(z.object({ JobID: z.unknown() }).parse(refused).JobID)).to.equal('0');
    });
  });
}

const outputSchema = z.object({ Learner: z.array(z.object({ ULN: z.string().optional() })) });

function hasCode(result: unknown, code: string): boolean {
  return (
    typeof result === 'object' && result !== null && 'ResponseCode' in result && result.ResponseCode === code
  );
}
