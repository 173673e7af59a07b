/** The requests of these tests, about people who are not in the published data. */
import { publishedTestData } from '../../src/cli/test-data.js';

const { organisationRef, ukprn, orgPassword } = publishedTestData().organisations.learningProvider;

export interface Person {
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth: string;
  readonly gender: string;
  readonly lastKnownPostCode: string;
}

/** The n-th of people who differ in every name. */
export function person(n: number): Person {
  const letters = [...String(n)].map((digit) => 'bdfgklmnpr'.charAt(Number(digit))).join('a');
  return {
    givenName: `Zed${letters}`,
    familyName: `Loadly${letters}`,
    dateOfBirth: '2007-06-05',
    gender: '9',
    lastKnownPostCode: 'ZT50 1AA',
  };
}

const head =
  `<OrganisationRef>${organisationRef}</OrganisationRef><UKPRN>${ukprn}</UKPRN>` +
  `<OrgPassword>${orgPassword}</OrgPassword><UserName>Whole</UserName>`;

function envelope(namespace: string, root: string, content: string): string {
  return (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    `<m:${root} xmlns:m="http://api.lrs.miap.gov.uk/${namespace}">${content}</m:${root}>` +
    '</soapenv:Body></soapenv:Envelope>'
  );
}

export function findRequest(of: Person): string {
  return envelope(
    'findmsg',
    'FindLearnerByDemographics',
    `<FindType>FUL</FindType>${head}<FamilyName>${of.familyName}</FamilyName><GivenName>${of.givenName}</GivenName>` +
      `<DateOfBirth>${of.dateOfBirth}</DateOfBirth><Gender>${of.gender}</Gender>` +
      `<LastKnownPostCode>${of.lastKnownPostCode}</LastKnownPostCode>`,
  );
}

export function findByUlnRequest(uln: string, of: Person): string {
  return envelope(
    'findmsg',
    'FindLearnerByULN',
    `<FindType>FUL</FindType>${head}<ULN>${uln}</ULN><FamilyName>${of.familyName}</FamilyName>` +
      `<GivenName>${of.givenName}</GivenName>`,
  );
}

function learner(of: Person, title: string, more: string): string {
  return (
    `<Learner><Title>${title}</Title><GivenName>${of.givenName}</GivenName><FamilyName>${of.familyName}</FamilyName>` +
    `<LastKnownPostCode>${of.lastKnownPostCode}</LastKnownPostCode><DateOfBirth>${of.dateOfBirth}</DateOfBirth>` +
    `<Gender>${of.gender}</Gender><VerificationType>1</VerificationType><AbilityToShare>1</AbilityToShare>${more}</Learner>`
  );
}

export function registerRequest(of: Person): string {
  return envelope('regmsg', 'RegisterLearner', head + learner(of, '', ''));
}

export function updateRequest(of: Person, title: string, uln: string, version: number): string {
  const more = `<ULN>${uln}</ULN><VersionNumber>${version}</VersionNumber>`;
  return envelope('regmsg', 'UpdateLearner', head + learner(of, title, more));
}

/** What stands in the first element of that name. */
export function textOf(body: string, element: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(body)?.[1];
}

/** The response code, or the error code of a fault. */
export function codeOf(body: string): string {
  return textOf(body, 'ResponseCode') ?? textOf(body, 'ErrorCode') ?? body;
}
