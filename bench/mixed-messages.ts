/** Messages of LearnerService about invented people, and what answers say, read without this register's own code. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { BatchFields } from './batch-client.js';
import { repository } from './paths.js';

const account = z.object({
  organisationRef: z.string(),
  ukprn: z.string(),
  orgPassword: z.string(),
  userName: z.string(),
});
export type CallingAccount = z.output<typeof account>;

/** Two organisations of the published test data that may find; the first may register too. */
export const callers = z
  .object({ organisations: z.object({ learningProvider: account, awardingOrganisation: account }) })
  .parse(JSON.parse(readFileSync(new URL('fixtures/testdata/index.json', repository), 'utf8'))).organisations;

function envelope(namespace: string, root: string, content: string): string {
  return (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    `<m:${root} xmlns:m="http://api.lrs.miap.gov.uk/${namespace}">${content}</m:${root}>` +
    '</soapenv:Body></soapenv:Envelope>'
  );
}

function head({ organisationRef, ukprn, orgPassword, userName }: CallingAccount): string {
  return (
    `<OrganisationRef>${organisationRef}</OrganisationRef><UKPRN>${ukprn}</UKPRN>` +
    `<OrgPassword>${orgPassword}</OrgPassword><UserName>${userName}</UserName>`
  );
}

const own = head(callers.learningProvider);

/** learnerByDemographics. */
export function findMessage(who: BatchFields): string {
  const { FamilyName, GivenName, DateOfBirth, LastKnownPostCode } = who;
  return envelope(
    'findmsg',
    'FindLearnerByDemographics',
    `<FindType>FUL</FindType>${own}<FamilyName>${FamilyName}</FamilyName><GivenName>${GivenName}</GivenName>` +
      `<DateOfBirth>${DateOfBirth}</DateOfBirth><Gender>9</Gender><LastKnownPostCode>${LastKnownPostCode}</LastKnownPostCode>`,
  );
}

/** learnerByULN. */
export function readMessage(uln: string, who: BatchFields, by = callers.learningProvider): string {
  const { FamilyName, GivenName } = who;
  return envelope(
    'findmsg',
    'FindLearnerByULN',
    `<FindType>FUL</FindType>${head(by)}<ULN>${uln}</ULN><FamilyName>${FamilyName}</FamilyName><GivenName>${GivenName}</GivenName>`,
  );
}

function learner(who: BatchFields, title: string, more: string): string {
  const { FamilyName, GivenName, DateOfBirth, LastKnownPostCode } = who;
  return (
    `<Learner><Title>${title}</Title><GivenName>${GivenName}</GivenName><FamilyName>${FamilyName}</FamilyName>` +
    `<LastKnownPostCode>${LastKnownPostCode}</LastKnownPostCode><DateOfBirth>${DateOfBirth}</DateOfBirth>` +
    `<Gender>9</Gender><VerificationType>1</VerificationType><AbilityToShare>1</AbilityToShare>${more}</Learner>`
  );
}

export function registerMessage(who: BatchFields): string {
  return envelope('regmsg', 'RegisterLearner', own + learner(who, '', ''));
}

export function updateMessage(who: BatchFields, title: string, uln: string, version: number): string {
  const more = `<ULN>${uln}</ULN><VersionNumber>${version}</VersionNumber>`;
  return envelope('regmsg', 'UpdateLearner', own + learner(who, title, more));
}

/** What stands in the first element of that name. */
export function textIn(body: string, element: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(body)?.[1];
}

/** The response code, or the error code of a fault; '' for neither. */
export function codeIn(body: string): string {
  return textIn(body, 'ResponseCode') ?? textIn(body, 'ErrorCode') ?? '';
}
