/** Every operation but the batches, called by clients that know the service only from its own description. */
import { expect } from 'chai';
import { publishedTestData } from '../../src/cli/test-data.js';
import { hasValidCheckDigit, parseUln } from '../../src/domain/uln.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { nodeSoapClient, strongSoapClient, type GeneratedClient, type Request } from './clients.js';

const { organisations } = publishedTestData();
const provider = organisations.learningProvider;

const head = {
  OrganisationRef: provider.organisationRef,
  UKPRN: provider.ukprn,
  OrgPassword: provider.orgPassword,
  UserName: 'Interop',
};

const eleanor = {
  CreatedDate: '2018-09-03',
  LastUpdatedDate: '2018-09-03',
  ULN: '9900001000',
  Title: 'Miss',
  GivenName: 'Eleanor',
  MiddleOtherName: 'Grace',
  FamilyName: 'Testington',
  SchoolAtAge16: 'Fictional Park Academy',
  LastKnownAddressLine1: '1 Imaginary Avenue',
  LastKnownAddressTown: 'Testington-on-Sea',
  LastKnownAddressCountyOrCity: 'Fictionshire',
  LastKnownPostCode: 'ZT1 4EE',
  DateOfAddressCapture: '2021-09-01',
  DateOfBirth: '2004-04-12',
  PlaceOfBirth: 'Fictionshire',
  Gender: '2',
  EmailAddress: 'eleanor.testington@compatibility.test',
  Nationality: 'GBR',
  VerificationType: '5',
  TierLevel: '2',
  AbilityToShare: '1',
  LearnerStatus: '1',
  VersionNumber: 1,
};

const generators = { 'node-soap': nodeSoapClient, 'strong-soap': strongSoapClient } as const;

for (const [library, generate] of Object.entries(generators)) {
  describe(`A client that ${library} makes from the served description`, () => {
    let register: RunningRegister;
    let client: GeneratedClient;

    before(async () => {
      register = await runRegister();
      client = await generate(register.url);
    });

    after(() => register.stop());

    const resultOf = async (operation: string, root: string, request: Request): Promise<unknown> => {
      const outcome = await client.call(operation, root, request);
      if ('fault' in outcome) throw new Error(JSON.stringify(outcome.fault));
      return outcome.result;
    };

    it('finds a learner by ULN, with every field of the record', async () => {
      const names = { FamilyName: 'Testington', GivenName: 'Eleanor' };
      const request = { FindType: 'FUL', ...head, ULN: '9900001000', ...names };
      const result = await resultOf('learnerByULN', 'FindLearnerByULN', request);
      expect(result).to.containSubset({
        ResponseCode: 'WSRC0004',
        ULN: '9900001000',
        ...names,
        Learner: [eleanor],
      });
    });

    it('reads the ULNs that are linked to a master', async () => {
      const result = await resultOf('learnerByULN', 'FindLearnerByULN', {
        FindType: 'FUL',
        ...head,
        ULN: '9900001396',
        FamilyName: 'Mastersworth',
        GivenName: 'Katarzyna',
      });
      const linked = { LinkedULNs: { ULN: ['9900001418', '9900001426', '9900001434'] } };
      expect(result).to.containSubset({
        Learner: [{ ...linked, Notes: 'Master of three linked records.', VersionNumber: 4 }],
      });
    });

    it('finds ten learners by demographics', async () => {
      const result = await resultOf('learnerByDemographics', 'FindLearnerByDemographics', {
        FindType: 'FUL',
        ...head,
        FamilyName: 'Tenfold',
        GivenName: 'Sam',
        DateOfBirth: '2004-09-21',
        Gender: '1',
        LastKnownPostCode: 'ZT10 5ZZ',
      });
      expect(result).to.have.property('ResponseCode', 'WSRC0003');
      expect(result).to.have.property('Learner').with.lengthOf(10);
    });

    it('registers a learner after a find, and updates it', async () => {
      const person = {
        FamilyName: 'Interopson',
        DateOfBirth: '2008-02-29',
        Gender: '1',
        LastKnownPostCode: 'ZT40 4NN',
        GivenName: 'Igor',
      };
      const { FamilyName, GivenName, DateOfBirth, Gender, LastKnownPostCode } = person;
      const found = await resultOf('learnerByDemographics', 'FindLearnerByDemographics', {
        FindType: 'FUL',
        ...head,
        ...{ FamilyName, GivenName, DateOfBirth, Gender, LastKnownPostCode },
      });
      expect(found).to.have.property('ResponseCode', 'WSRC0001');

      const details = {
        GivenName,
        FamilyName,
        LastKnownPostCode,
        DateOfBirth,
        Gender,
        VerificationType: '2',
        AbilityToShare: '1',
      };
      const registered = await resultOf('registerSingleLearner', 'RegisterLearner', {
        ...head,
        Learner: details,
      });
      expect(registered).to.have.property('ResponseCode', 'WSRC0005');
      const uln = ulnOf(registered);

      const updated = await resultOf('updateSingleLearner', 'UpdateLearner', {
        ...head,
        Learner: { Title: 'Mr', ...details, ULN: uln, VersionNumber: 1 },
      });
      expect(updated).to.deep.equal({ ResponseCode: 'WSRC0006' });
    });

    it('verifies a learner, and reads the flags of what differs', async () => {
      const verify = (FamilyName: string) =>
        resultOf('verifyLearner', 'VerifyLearner', {
          ...head,
          LearnerToVerify: {
            ULN: '9900001051',
            FamilyName,
            GivenName: 'Vera',
            DateOfBirth: '2001-12-30',
            Gender: '1',
          },
        });
      const searched = { SearchedULN: '9900001051', SearchedGivenName: 'Vera', SearchedGender: '1' };
      expect(await verify('Verifyham')).to.containSubset({
        VerifiedLearner: { ...searched, ResponseCode: 'WSRC0003', FailureFlag: ['GENDER'] },
      });
      expect(await verify('Otherperson')).to.containSubset({
        VerifiedLearner: { ResponseCode: 'WSRC0003', FailureFlag: ['FAMILY_NAME', 'GENDER'] },
      });
    });

    it('retrieves who holds ULNs', async () => {
      const result = await resultOf('retrieveULNs', 'RetrieveULNs', {
        ...head,
        ULNsToRetrieve: { ULN: ['9900001000', '9900001027', '9900099000'] },
      });
      expect(result).to.containSubset({
        RetrievedULNs: {
          VerifiedULN: [
            { ULN: '9900001000', ResponseCode: 'WSRC0004', GivenName: 'Eleanor' },
            { ULN: '9900001027', MasterULN: '9900001019', ResponseCode: 'WSRC0022' },
            { ULN: '9900099000', ResponseCode: 'WSRC0001' },
          ],
        },
      });
    });

    it('reads what was wrong with a request', async () => {
      const fault = await faultOf(client, 'learnerByULN', 'FindLearnerByULN', {
        FindType: 'FUL',
        ...head,
        ULN: '9900001000',
        FamilyName: 'Testington',
        GivenName: ' ',
      });
      const { ErrorCode, FurtherDetails } = fault.detail.MIAPAPIException;
      expect(ErrorCode).to.equal('WSEC0001');
      expect(FurtherDetails).to.match(
        /^cvc-pattern-valid: Value ' ' is not facet-valid .* for type 'MIAPNameNonEmpty'\./,
      );
    });
  });
}

function ulnOf(registered: unknown): string {
  const given =
    typeof registered === 'object' && registered !== null && 'ULN' in registered ? registered.ULN : '';
  const uln = parseUln(String(given));
  if (uln === undefined || !hasValidCheckDigit(uln)) throw new Error(`No ULN: ${JSON.stringify(registered)}`);
  return uln;
}

async function faultOf(client: GeneratedClient, operation: string, root: string, request: Request) {
  const outcome = await client.call(operation, root, request);
  if (!('fault' in outcome)) throw new Error(`No fault but ${JSON.stringify(outcome.result)}`);
  return outcome.fault;
}
