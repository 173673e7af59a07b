/** GetOrganisation and ExternalService, called by clients that know them only from the descriptions. */
import { expect } from 'chai';
import { z } from 'zod';
import { publishedTestData } from '../../src/cli/test-data.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import type { Request } from './clients.js';
import {
  nodeSoapDataContractClient,
  strongSoapDataContractClient,
  type DataContractClient,
} from './data-contract-clients.js';

const { learningProvider, awardingOrganisation } = publishedTestData().organisations;
const invokingOrganisation = {
  ChannelCode: 'None',
  Password: learningProvider.orgPassword,
  Reference: learningProvider.organisationRef,
  Ukprn: learningProvider.ukprn,
  Username: 'Interop',
};
const usual = { userType: 'ORG', vendorId: 1, language: 'ENG' };
const { orgPassword, organisationRef } = awardingOrganisation;
const invokingUser = { OrgPassword: orgPassword, OrganisationRef: organisationRef, UserName: 'Interop' };

const submittedSchema = z.object({
  SubmitAchievementBatchJobResult: z.object({ ResponseCode: z.literal('WSRC0007'), JobId: z.number() }),
});

const generators = { 'node-soap': nodeSoapDataContractClient, 'strong-soap': strongSoapDataContractClient };

for (const [library, generate] of Object.entries(generators)) {
  describe(`A client that ${library} makes of a service whose elements are all in a namespace`, () => {
    let register: RunningRegister;
    let r9: DataContractClient;
    let external: DataContractClient;

    before(async () => {
      register = await runRegister({ settings: { batchWorker: 'off' } });
      r9 = await generate(`${register.origin}/LearnerServiceR9.svc`);
      external = await generate(`${register.origin}/ExternalService.svc`);
    });

    after(() => register.stop());

    const resultOf = async (client: DataContractClient, operation: string, request: Request) => {
      const outcome = await client.call(operation, request);
      if (!('result' in outcome)) throw new Error(`${outcome.code} ${outcome.detail}`);
      return outcome.result;
    };
    const faultOf = async (client: DataContractClient, operation: string, request: Request) => {
      const outcome = await client.call(operation, request);
      if ('result' in outcome) throw new Error(`No fault but ${JSON.stringify(outcome.result)}`);
      return outcome;
    };

    it('finds an organisation', async () => {
      const request = { invokingOrganisation, ...usual, ukPrn: awardingOrganisation.ukprn, orgRef: '' };
      expect(await resultOf(r9, 'GetOrganisation', request)).to.deep.equal({
        GetOrganisationResult: {
          ResponseCode: 'WSRC0004',
          DisplayName: awardingOrganisation.name,
          OrgRef: awardingOrganisation.organisationRef,
          Status: 'Active',
          Ukprn: awardingOrganisation.ukprn,
        },
      });
    });

    it('reads nil where there is no such organisation', async () => {
      const request = { invokingOrganisation, ...usual, ukPrn: '', orgRef: 'NOBODY' };
      expect(await resultOf(r9, 'GetOrganisation', request)).to.containSubset({
        GetOrganisationResult: { ResponseCode: 'WSRC0001', OrgRef: 'NOBODY' },
      });
    });

    it('sends achievements, and asks for their job', async () => {
      const achievement = {
        AchievementAwardDate: '2024-08-15T00:00:00',
        Action: 1,
        ActionDate: '2024-08-16T00:00:00',
        FamilyName: 'Testington',
        GivenName: 'Eleanor',
        ProviderUkprn: learningProvider.ukprn,
        Uln: '9900001000',
        UnitOrQualificationReferenceNumber: '500/4606/8',
      };
      const submitted = await resultOf(external, 'SubmitAchievementBatchJob', {
        invokingUser,
        emailAddress: 'interop@compatibility.test',
        submissionType: 'F',
        achievements: { Achievement: [achievement, achievement] },
      });
      const { JobId: jobId } = submittedSchema.parse(submitted).SubmitAchievementBatchJobResult;
      const asked = await resultOf(external, 'GetAchievementBatchJob', { invokingUser, jobId });
      expect(asked).to.containSubset({
        GetAchievementBatchJobResult: { ResponseCode: 'WSRC0008', JobID: jobId, Status: 'Waiting' },
      });
    });

    it('reads a fault of LearnerServiceR9, which holds no password', async () => {
      const wrong = { ...invokingOrganisation, Password: 'not-the-password' };
      const badlyFormed = await faultOf(r9, 'GetOrganisation', {
        invokingOrganisation: wrong,
        ...usual,
        ukPrn: '1',
      });
      expect(badlyFormed.code).to.equal('WSEC0001');
      expect(badlyFormed.detail)
        .to.contain("Value '1' is not facet-valid")
        .and.to.contain('/GetOrganisation/ukPrn');
      const refused = await faultOf(r9, 'GetOrganisation', { invokingOrganisation: wrong, ...usual });
      expect(refused.code).to.equal('WSEC0005');
      expect(refused.detail).not.to.contain(wrong.Password);
    });

    it('reads a fault of ExternalService', async () => {
      const nobody = { ...invokingUser, OrganisationRef: 'NOBODY' };
      const fault = await faultOf(external, 'GetAchievementBatchJob', { invokingUser: nobody, jobId: 1 });
      expect(fault.code).to.equal('WSEC0003');
    });
  });
}
