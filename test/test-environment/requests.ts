/** Requests of these tests, in the name of any organisation. */
import type { Person } from '../whole/requests.js';

export interface TestCaller {
  readonly organisationRef: string;
  readonly orgPassword: string;
}

/** TSTLP1 and TSTAO1 of the published data. */
export const provider: TestCaller = { organisationRef: 'TSTLP1', orgPassword: 'Test-Provider-01' };
export const awarding: TestCaller = { organisationRef: 'TSTAO1', orgPassword: 'Test-Awarding-01' };

export function basic({ organisationRef, orgPassword }: TestCaller): string {
  return `Basic ${Buffer.from(`${organisationRef}:${orgPassword}`).toString('base64')}`;
}

function envelope(namespace: string, root: string, content: string): string {
  return (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    `<m:${root} xmlns:m="http://api.lrs.miap.gov.uk/${namespace}">${content}</m:${root}>` +
    '</soapenv:Body></soapenv:Envelope>'
  );
}

function head({ organisationRef, orgPassword }: TestCaller): string {
  return `<OrganisationRef>${organisationRef}</OrganisationRef><OrgPassword>${orgPassword}</OrgPassword><UserName>Tessa</UserName>`;
}

export function byUln(
  caller: TestCaller,
  uln: string,
  familyName = 'Testington',
  givenName = 'Eleanor',
): string {
  return envelope(
    'findmsg',
    'FindLearnerByULN',
    `<FindType>FUL</FindType>${head(caller)}<ULN>${uln}</ULN><FamilyName>${familyName}</FamilyName><GivenName>${givenName}</GivenName>`,
  );
}

export function byDemographics(caller: TestCaller, of: Person): string {
  return envelope(
    'findmsg',
    'FindLearnerByDemographics',
    `<FindType>FUL</FindType>${head(caller)}<FamilyName>${of.familyName}</FamilyName><GivenName>${of.givenName}</GivenName>` +
      `<DateOfBirth>${of.dateOfBirth}</DateOfBirth><Gender>${of.gender}</Gender><LastKnownPostCode>${of.lastKnownPostCode}</LastKnownPostCode>`,
  );
}

export function register(caller: TestCaller, of: Person): string {
  return envelope(
    'regmsg',
    'RegisterLearner',
    `${head(caller)}<Learner><GivenName>${of.givenName}</GivenName><FamilyName>${of.familyName}</FamilyName>` +
      `<LastKnownPostCode>${of.lastKnownPostCode}</LastKnownPostCode><DateOfBirth>${of.dateOfBirth}</DateOfBirth>` +
      `<Gender>${of.gender}</Gender><VerificationType>1</VerificationType><AbilityToShare>1</AbilityToShare></Learner>`,
  );
}

export function verify(caller: TestCaller, uln: string, of: Person): string {
  return envelope(
    'reportmsg',
    'VerifyLearner',
    `${head(caller)}<LearnerToVerify><ULN>${uln}</ULN><FamilyName>${of.familyName}</FamilyName><GivenName>${of.givenName}</GivenName>` +
      `<DateOfBirth>${of.dateOfBirth}</DateOfBirth><Gender>${of.gender}</Gender></LearnerToVerify>`,
  );
}

export function submitBatch(caller: TestCaller, people: readonly Person[]): string {
  const learners = people.map(
    (of, index) =>
      `<Learner><MISIdentifier>${index}</MISIdentifier><GivenName>${of.givenName}</GivenName><FamilyName>${of.familyName}</FamilyName>` +
      `<LastKnownPostCode>${of.lastKnownPostCode}</LastKnownPostCode><DateOfBirth>${of.dateOfBirth}</DateOfBirth><Gender>${of.gender}</Gender>` +
      '<AbilityToShare>1</AbilityToShare><VerificationType>1</VerificationType></Learner>',
  );
  return envelope(
    'batchmsg',
    'SubmitBatch',
    `${head(caller)}<JobType>FUL</JobType><LearnerRecordCount>${people.length}</LearnerRecordCount>${learners.join('')}`,
  );
}

export function batchOutput(caller: TestCaller, jobId: string): string {
  return envelope('batchmsg', 'GetSubmitBatchOutput', `${head(caller)}<JobID>${jobId}</JobID>`);
}

export function retrieve(caller: TestCaller, ulns: readonly string[]): string {
  return envelope(
    'reportmsg',
    'RetrieveULNs',
    `${head(caller)}<ULNsToRetrieve>${ulns.map((uln) => `<ULN>${uln}</ULN>`).join('')}</ULNsToRetrieve>`,
  );
}

export function learningEvents(
  caller: TestCaller,
  uln: string,
  givenName: string,
  familyName: string,
): string {
  return (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
    '<GetLearnerLearningEvents xmlns="http://tempuri.org/">' +
    '<invokingOrganisation xmlns:a="http://schemas.datacontract.org/2004/07/Amor.Qcf.Service.Interface">' +
    `<a:OrganisationRef>${caller.organisationRef}</a:OrganisationRef><a:Password>${caller.orgPassword}</a:Password>` +
    '<a:Username>Tessa</a:Username></invokingOrganisation>' +
    '<userType>ORG</userType><vendorID>1</vendorID><language>ENG</language>' +
    `<uln>${uln}</uln><givenName>${givenName}</givenName><familyName>${familyName}</familyName>` +
    '<dateOfBirth/><gender/><getType>FULL</getType></GetLearnerLearningEvents></s:Body></s:Envelope>'
  );
}
