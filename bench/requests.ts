/** The requests that every contestant gets, byte for byte as they go onto the wire. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { person, type Person } from './people.js';
import { repository } from './paths.js';

export const workloads = ['learnerByULN', 'learnerByDemographics', 'GetLearnerLearningEvents'] as const;
export type Workload = (typeof workloads)[number];

const Account = z.object({
  organisationRef: z.string(),
  ukprn: z.string(),
  orgPassword: z.string(),
  userName: z.string(),
});
const TestData = z.object({
  organisations: z.object({ learningProvider: Account, awardingOrganisation: Account }),
  achievement: z.object({
    action: z.number(),
    submissionType: z.string(),
    emailAddress: z.string(),
    awardDate: z.string(),
    providerUkprn: z.string(),
    qualification: z.string(),
    grade: z.string(),
    languageForAssessment: z.string(),
  }),
});

const messages: Record<Workload, (who: Person) => string> = {
  learnerByULN: (who) =>
    findRequest('FindLearnerByULN', [
      ['ULN', who.uln],
      ['FamilyName', who.familyName],
      ['GivenName', who.givenName],
    ]),
  learnerByDemographics: (who) =>
    findRequest('FindLearnerByDemographics', [
      ['FamilyName', who.familyName],
      ['GivenName', who.givenName],
      ['DateOfBirth', who.dateOfBirth],
      ['Gender', who.gender],
      ['LastKnownPostCode', who.lastKnownPostCode],
      ['PreviousFamilyName', undefined],
      ['SchoolAtAge16', undefined],
      ['PlaceOfBirth', undefined],
      ['EmailAddress', undefined],
    ]),
  GetLearnerLearningEvents: eventsRequest,
};

const r9Action = 'http://tempuri.org/ILearnerServiceR9/GetLearnerLearningEvents';

/** Where each is sent, and its SOAPAction. */
const addresses: Record<Workload, readonly [path: string, soapAction: string]> = {
  learnerByULN: ['/LearnerService.svc', '""'],
  learnerByDemographics: ['/LearnerService.svc', '""'],
  GetLearnerLearningEvents: ['/LearnerServiceR9.svc', `"${r9Action}"`],
};

/** The SOAP message that asks about somebody. */
export function findMessage(workload: Workload, who: Person): string {
  return messages[workload](who);
}

/**
 * Whole HTTP requests about learners spread evenly over the register.
 * @param population how many learners there are
 * @param distinct how many different requests to make
 */
export function httpRequests(workload: Workload, population: number, distinct: number): readonly Buffer[] {
  const step = Math.max(1, Math.floor(population / distinct));
  return Array.from({ length: Math.min(distinct, population) }, (_, index) =>
    httpRequest(messages[workload](person(index * step)), ...addresses[workload]),
  );
}

function httpRequest(body: string, path: string, soapAction: string): Buffer {
  const lines = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: keep-alive',
    'User-Agent: learner-register-bench',
    'Accept: text/xml',
    'Content-Type: text/xml; charset=utf-8',
    `SOAPAction: ${soapAction}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

const { organisations, achievement } = TestData.parse(
  JSON.parse(readFileSync(new URL('fixtures/testdata/index.json', repository), 'utf8')),
);
const { organisationRef, ukprn, orgPassword, userName } = organisations.learningProvider;

/** Who submits achievements, and one that it may submit. */
export const publishedAwarder = organisations.awardingOrganisation;
export const publishedAchievement = achievement;

type Field = readonly [name: string, value: string | undefined];

/** As a generated client writes it: the root qualified, its children not, and nil where it has nothing. */
function findRequest(element: string, fields: readonly Field[]): string {
  const head: readonly Field[] = [
    ['FindType', 'FUL'],
    ['OrganisationRef', undefined],
    ['UKPRN', ukprn],
    ['OrgPassword', orgPassword],
    ['UserName', userName],
  ];
  const children = [...head, ...fields].map(([name, value]) =>
    value === undefined ? `      <${name} xsi:nil="true"/>\n` : `      <${name}>${value}</${name}>\n`,
  );
  return (
    '<?xml version="1.0" encoding="utf-8"?>\n' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
    'xmlns:find="http://api.lrs.miap.gov.uk/findmsg">\n' +
    `  <soapenv:Header/>\n  <soapenv:Body>\n    <find:${element}>\n${children.join('')}    </find:${element}>\n` +
    '  </soapenv:Body>\n</soapenv:Envelope>\n'
  );
}

/** As a .NET client writes it, with all that it knows of the learner. */
function eventsRequest(who: Person): string {
  const members = {
    userType: 'ORG',
    vendorID: '1',
    language: 'ENG',
    uln: who.uln,
    givenName: who.givenName,
    familyName: who.familyName,
    dateOfBirth: who.dateOfBirth,
    gender: who.gender,
    getType: 'FULL',
  };
  return (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
    '<GetLearnerLearningEvents xmlns="http://tempuri.org/">' +
    '<invokingOrganisation xmlns:a="http://schemas.datacontract.org/2004/07/Amor.Qcf.Service.Interface" ' +
    'xmlns:i="http://www.w3.org/2001/XMLSchema-instance">' +
    `<a:OrganisationRef>${organisationRef}</a:OrganisationRef><a:Password>${orgPassword}</a:Password>` +
    `<a:Ukprn>${ukprn}</a:Ukprn><a:Username>${userName}</a:Username></invokingOrganisation>` +
    Object.entries(members)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('') +
    '</GetLearnerLearningEvents></s:Body></s:Envelope>'
  );
}
