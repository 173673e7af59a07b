/** Requests that the tests of the inspector send. */
import { passwordOfPublished } from '../../published-organisations.js';

const FIND = 'http://api.lrs.miap.gov.uk/findmsg';
const REPORT = 'http://api.lrs.miap.gov.uk/reportmsg';
const REGISTER = 'http://api.lrs.miap.gov.uk/regmsg';

export interface Sender {
  readonly organisationRef?: string;
  readonly password?: string;
}

function head({
  organisationRef = 'TSTLP1',
  password = passwordOfPublished(organisationRef),
}: Sender): string {
  return `
      <OrganisationRef>${organisationRef}</OrganisationRef>
      <OrgPassword>${password}</OrgPassword>
      <UserName>Terry Testuser</UserName>`;
}

function envelope(prefix: string, namespace: string, element: string, content: string): string {
  return `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:${prefix}="${namespace}">
  <soapenv:Body>
    <${prefix}:${element}>${content}
    </${prefix}:${element}>
  </soapenv:Body>
</soapenv:Envelope>
`;
}

/** Eleanor Testington of the published data, unless told otherwise. */
export function byUln(
  { uln = '9900001000', familyName = 'Testington', givenName = 'Eleanor' } = {},
  sender: Sender = {},
): string {
  return envelope(
    'find',
    FIND,
    'FindLearnerByULN',
    `
      <FindType>FUL</FindType>${head(sender)}
      <ULN>${uln}</ULN>
      <FamilyName>${familyName}</FamilyName>
      <GivenName>${givenName}</GivenName>`,
  );
}

export interface Person {
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth: string;
  readonly gender: string;
  readonly postCode: string;
}

/** One letter of the postcode differs from the one stored: a possible match. */
export const nearlyMarcus: Person = {
  givenName: 'Marcus',
  familyName: 'Mockingham',
  dateOfBirth: '2005-07-23',
  gender: '1',
  postCode: 'zt39qr',
};

export function byDemographics(person: Person, sender: Sender = {}): string {
  return envelope(
    'find',
    FIND,
    'FindLearnerByDemographics',
    `
      <FindType>FUL</FindType>${head(sender)}
      <FamilyName>${person.familyName}</FamilyName>
      <GivenName>${person.givenName}</GivenName>
      <DateOfBirth>${person.dateOfBirth}</DateOfBirth>
      <Gender>${person.gender}</Gender>
      <LastKnownPostCode>${person.postCode}</LastKnownPostCode>`,
  );
}

export function verification(sender: Sender = {}): string {
  return envelope(
    'rep',
    REPORT,
    'VerifyLearner',
    `${head(sender)}
      <LearnerToVerify>
        <ULN>9900001051</ULN>
        <FamilyName>Otherperson</FamilyName>
        <GivenName>Quentin</GivenName>
        <DateOfBirth>2001-12-30</DateOfBirth>
        <Gender>2</Gender>
      </LearnerToVerify>`,
  );
}

export function registration(person: Person, sender: Sender = {}): string {
  return envelope(
    'reg',
    REGISTER,
    'RegisterLearner',
    `${head(sender)}
      <Learner>
        <GivenName>${person.givenName}</GivenName>
        <FamilyName>${person.familyName}</FamilyName>
        <LastKnownPostCode>${person.postCode}</LastKnownPostCode>
        <DateOfBirth>${person.dateOfBirth}</DateOfBirth>
        <Gender>${person.gender}</Gender>
        <VerificationType>2</VerificationType>
        <AbilityToShare>1</AbilityToShare>
      </Learner>`,
  );
}
