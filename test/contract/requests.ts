/** Requests as text, for the tests of the contract. */
import type { LearnerServiceOperation } from '../../src/contract/generated/learner-service.js';

const HEAD =
  '<OrganisationRef>ABC123</OrganisationRef><UKPRN>10000001</UKPRN><OrgPassword>sixteen-chars-ok</OrgPassword><UserName>Some User</UserName>';
const DETAILS =
  '<LastKnownPostCode>CV4 9EE</LastKnownPostCode><DateOfBirth>2004-02-29</DateOfBirth><Gender>9</Gender>' +
  '<VerificationType>999</VerificationType><AbilityToShare>1</AbilityToShare>';
const NAMES = '<FamilyName>Ó Dálaigh</FamilyName><GivenName>Zoë</GivenName>';
const LEARNER = `<GivenName>Zoë</GivenName><FamilyName>Ó Dálaigh</FamilyName>${DETAILS}`;

function body(prefix: string, element: string, content: string): string {
  return `<m:${element} xmlns:m="http://api.lrs.miap.gov.uk/${prefix}">${content}</m:${element}>`;
}

/** One request of each operation that the schemas accept: just the body element. */
export const sampleBodies: Readonly<Record<LearnerServiceOperation, string>> = {
  learnerByULN: body(
    'findmsg',
    'FindLearnerByULN',
    `<FindType>FUL</FindType>${HEAD}<ULN>1000000001</ULN>${NAMES}`,
  ),
  learnerByDemographics: body(
    'findmsg',
    'FindLearnerByDemographics',
    `<FindType>CHK</FindType>${HEAD}${NAMES}<DateOfBirth>1999-12-31</DateOfBirth><Gender>2</Gender>` +
      '<LastKnownPostCode>BFPO 57</LastKnownPostCode><EmailAddress/>',
  ),
  registerSingleLearner: body('regmsg', 'RegisterLearner', `${HEAD}<Learner>${LEARNER}</Learner>`),
  updateSingleLearner: body(
    'regmsg',
    'UpdateLearner',
    `${HEAD}<Learner>${LEARNER}<ULN>1000000001</ULN><VersionNumber>3</VersionNumber></Learner>`,
  ),
  submitBatchRegistration: body(
    'batchmsg',
    'SubmitBatch',
    `${HEAD}<JobType>FUL</JobType><LearnerRecordCount>1</LearnerRecordCount>` +
      '<Learner><ULN/><GivenName>Zoë</GivenName><FamilyName>Li</FamilyName><VerificationType/></Learner>',
  ),
  getBatchRegistrationOutput: body(
    'batchmsg',
    'GetSubmitBatchOutput',
    `${HEAD}<JobID>9223372036854775807</JobID>`,
  ),
  submitVerifyBatch: body(
    'vldmsg',
    'SubmitVerifyBatch',
    `${HEAD}<LearnerRecordCount>5000</LearnerRecordCount><Learner><ULN>1000000001</ULN>${NAMES}</Learner>`,
  ),
  getVerifyBatchOutput: body('vldmsg', 'GetVerifyBatchOutput', `${HEAD}<JobID> 7 </JobID>`),
  retrieveULNs: body(
    'reportmsg',
    'RetrieveULNs',
    `${HEAD}<ULNsToRetrieve><ULN>1000000001</ULN></ULNsToRetrieve>`,
  ),
  verifyLearner: body(
    'reportmsg',
    'VerifyLearner',
    `${HEAD}<LearnerToVerify><ULN>1000000001</ULN>${NAMES}` +
      '<DateOfBirth xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/><Gender/></LearnerToVerify>',
  ),
};

export function envelope(content: string, header = ''): string {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">${header}<s:Body>${content}</s:Body></s:Envelope>`;
}
