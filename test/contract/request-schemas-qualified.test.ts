import { expect } from 'chai';
import fc from 'fast-check';
import { escapeText } from '../../src/contract/escape-xml.js';
import { externalServiceSpecs } from '../../src/contract/generated/external-service-specs.js';
import { learnerServiceR9Specs } from '../../src/contract/generated/learner-service-r9-specs.js';
import type { OperationSpec } from '../../src/contract/spec.js';
import { carried, near, ruleTakes, valueRules } from './near-values.js';
import { compileSchema, complaintsAbout } from './schema-files.js';
import { SOAP, XSI } from './read-samples.js';

const MODEL = 'http://api.lrs.qcf.gov.uk/model';
const specs: readonly OperationSpec[] = [
  ...Object.values(learnerServiceR9Specs),
  ...Object.values(externalServiceSpecs),
];
const rules = new Map(specs.flatMap(({ request }) => [...valueRules(request.type)]));
/** Those of values.xsd have a table of their own. */
const named = [...rules.values()].filter(({ name }) => !name.startsWith('MIAP') && name !== 'int');

const values = compileSchema(
  'requests',
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="${MODEL}" targetNamespace="urn:values">
     <xs:import namespace="${MODEL}" schemaLocation="model.xsd"/>
     ${named.map(({ name }) => `<xs:element name="${name}" type="m:${name}"/>`).join('')}
   </xs:schema>`,
);
const r9 = compileSchema('requests', 'envelope-LearnerServiceR9.xsd');
const external = compileSchema('requests', 'envelope-ExternalService.xsd');

after(() => {
  for (const schema of [values, r9, external]) schema.dispose();
});

function schemaTakes(rule: string, text: string): boolean {
  return (
    complaintsAbout(values, `<v:${rule} xmlns:v="urn:values">${escapeText(text)}</v:${rule}>`).length === 0
  );
}

const TABLE: Readonly<Record<string, { takes: readonly string[]; refuses: readonly string[] }>> = {
  OrganisationPassword: {
    takes: ['', 'short', '0123456789abcdef', 'x'.repeat(254)],
    refuses: ['x'.repeat(255)],
  },
  OrganisationReference: {
    takes: ['', 'TSTLP1', 'abc123', '90000001', 'UNKNWN00'],
    refuses: [' ', 'TSTLP', 'TSTLP12', 'TSTLP-1', '900000012'],
  },
  UserName: { takes: ['', ' ', 'x'.repeat(35)], refuses: ['x'.repeat(36)] },
  ChannelCode: { takes: ['None', 'WebServices', 'LegacyAPI'], refuses: ['', 'none', '0', ' None'] },
  UserType: { takes: ['Unknown', 'LNR', 'ORG', 'SER'], refuses: ['', 'lnr', 'ORG ', '1'] },
  UserTypeText: { takes: ['Unknown', 'LNR', 'ORG', 'SER', ''], refuses: ['lnr', 'ORG ', 'UNKNOWN'] },
  Language: { takes: ['', 'ENG', 'en', 'cym'], refuses: ['E', 'ENGL', 'en-GB', 'E1'] },
  GetType: { takes: ['FULL', 'BRIEF'], refuses: ['', 'FUL', 'full', 'BRIEF '] },
  AbilityToShare: {
    takes: ['NotProvided', 'FPNNotSeen', 'FPNSeenShareData'],
    refuses: ['', '0', '1', '-1', 'FPNSeenNotShareData'],
  },
  TelephoneNumber: {
    takes: ['', '07700 900123', '+44 (0)20 7946-0000', '020.7946/0000 ext #4', '0'.repeat(35)],
    refuses: ['0'.repeat(36), '020_7946', '020,7946', '\n'],
  },
  AchievementText: { takes: ['', ' ', 'x'.repeat(254), '😀'.repeat(254)], refuses: ['x'.repeat(255)] },
  SubmissionText: { takes: ['', 'F', 'x'.repeat(1000)], refuses: ['x'.repeat(1001)] },
  AchievementDateTime: {
    takes: [
      '2024-08-15T00:00:00',
      '2024-02-29T23:59:59Z',
      '0001-01-01T00:00:00',
      '2024-08-15T09:30:00.1234567+01:00',
      ' 2024-08-15T00:00:00 ',
    ],
    refuses: [
      '',
      '2024-08-15',
      '2023-02-29T00:00:00',
      '12024-08-15T00:00:00',
      '2024-08-15T25:00:00',
      '15/08/2024',
      '2024-08-15 00:00:00',
    ],
  },
};

describe('The values of requests of LearnerServiceR9 and ExternalService', () => {
  it('are all in the table below', () => {
    expect(Object.keys(TABLE)).to.have.members(named.map(({ name }) => name));
  });

  for (const [name, { takes, refuses }] of Object.entries(TABLE)) {
    it(`${name} takes and refuses what it should`, () => {
      for (const text of takes) expect(schemaTakes(name, text), JSON.stringify(text)).to.equal(true);
      for (const text of refuses) expect(schemaTakes(name, text), JSON.stringify(text)).to.equal(false);
    });
  }

  for (const rule of named.filter(({ base }) => base === 'string')) {
    it(`${rule.name} means the same to JavaScript as to libxml2`, () => {
      const { takes = [], refuses = [] } = TABLE[rule.name] ?? {};
      fc.assert(
        fc.property(near(rule).map(carried), (text) => {
          expect(ruleTakes(rule, text)).to.equal(schemaTakes(rule.name, text));
        }),
        { numRuns: 300, examples: [...takes, ...refuses].map((text) => [text]) },
      );
    });
  }
});

const envelope = (body: string): string =>
  `<s:Envelope xmlns:s="${SOAP}" xmlns:i="${XSI}"><s:Body>${body}</s:Body></s:Envelope>`;
const element = (name: string, value: string): string => `<${name}>${value}</${name}>`;

const COMMON = 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Common';
const R10 = 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Service.Interface';
const INVOKING = `<invokingOrganisation xmlns:a="${COMMON}"><a:ChannelCode>None</a:ChannelCode><a:Estab i:nil="true"/><a:LaNumber i:nil="true"/><a:Password>p</a:Password><a:Reference>TSTLP1</a:Reference><a:Ukprn>90000001</a:Ukprn><a:Username>u</a:Username></invokingOrganisation>`;
const INVOKING_R10 = `<invokingOrganisation xmlns="${R10}"><OrganisationRef>90000001</OrganisationRef><Password>p</Password><Ukprn>90000001</Ukprn><Username>u</Username></invokingOrganisation>`;
const INVOKING_USER = `<invokingUser xmlns:a="${MODEL}"><a:OrgPassword>p</a:OrgPassword><a:OrganisationRef>TSTAO1</a:OrganisationRef><a:UserName>u</a:UserName></invokingUser>`;

/** Of each operation: who asks, then every other member with a value and whether it may be left out, nil or empty. */
type Member = readonly [name: string, value: string, ...may: ('absent' | 'nil' | 'empty')[]];
const optional = ['absent', 'nil', 'empty'] as const;
const usual: readonly Member[] = [
  ['userType', 'ORG', ...optional],
  ['vendorId', '1', 'absent'],
  ['language', 'ENG', ...optional],
];
const names: readonly Member[] = [
  ['uln', '9900001000'],
  ['givenName', 'Eleanor'],
  ['familyName', 'Testington'],
];
const REQUESTS: Readonly<Record<string, { head: string; members: readonly Member[] }>> = {
  LearnerByUln: { head: INVOKING, members: [...usual, ...names, ['findType', 'FUL']] },
  GetLearnerLearningEvents: {
    head: INVOKING_R10.replace(
      '<invokingOrganisation xmlns',
      '<t:invokingOrganisation xmlns:t="http://tempuri.org/" xmlns',
    ).replace('</invoking', '</t:invoking'),
    members: [
      ['userType', 'LNR', ...optional],
      ['vendorID', '1', 'absent'],
      ['language', 'ENG', ...optional],
      ...names,
      ['dateOfBirth', '2004-04-12', ...optional],
      ['gender', '2', ...optional],
      ['getType', 'FULL'],
    ],
  },
  UpdateLearnerSubsetFields: {
    head: INVOKING,
    members: [
      ...usual,
      ['uln', '9900001000'],
      ['versionNumber', '-1'],
      ['emailAddress', 'a@bc.uk', ...optional],
      ['telephoneNumber', '020 7946 0000', ...optional],
      ['abilityToShare', 'FPNNotSeen'],
      ['schoolAtAge16', 'A school', ...optional],
      ['preferredGivenName', 'Nell', ...optional],
    ],
  },
  ViewAudit: {
    head: INVOKING,
    members: [
      ...usual,
      ['learnerUln', '9900001000'],
      ['learnerGivenName', 'Eleanor'],
      ['learnerFamilyName', 'Testington'],
      ['page', '0'],
    ],
  },
  GetOrganisation: {
    head: INVOKING,
    members: [
      ['userType', 'Unknown', 'absent'],
      ['vendorId', '-2147483648', 'absent'],
      ['language', 'ENG', ...optional],
      ['ukPrn', '90000001', ...optional],
      ['orgRef', 'TSTLP1', ...optional],
    ],
  },
  SubmitAchievementBatchJob: {
    head: INVOKING_USER,
    members: [
      ['emailAddress', 'no address', ...optional],
      ['submissionType', 'no type', ...optional],
      ['achievements', '<Achievement/>', ...optional],
    ],
  },
  GetAchievementBatchJob: { head: INVOKING_USER, members: [['jobId', '0']] },
};

for (const [operation, { head, members }] of Object.entries(REQUESTS)) {
  const isExternal = operation.endsWith('BatchJob');
  const namespace = isExternal ? 'http://api.lrs.qcf.gov.uk/services' : 'http://tempuri.org/';
  const schema = isExternal ? external : r9;
  const written = members.map(([name, value]) => element(name, value));
  const complaints = (parts: readonly string[]): string[] =>
    complaintsAbout(schema, envelope(`<${operation} xmlns="${namespace}">${parts.join('')}</${operation}>`));

  describe(`The schema of a request of ${operation}`, () => {
    it('takes one with everything in it, and one that does not say who asks', () => {
      expect(complaints([head, ...written])).to.deep.equal([]);
      expect(complaints(written)).to.deep.equal([]);
      const nil = isExternal ? '<invokingUser i:nil="true"/>' : '<invokingOrganisation i:nil="true"/>';
      expect(complaints([nil, ...written])).to.deep.equal([]);
    });

    it('takes any member of who asks away, or nil, or empty', () => {
      const inner = /<(?:a:)?(?!invoking|t:|\/)(\w+)[^>]*>[^<]*<\/(?:a:)?\1>/g;
      for (const [whole] of head.matchAll(inner)) {
        const open = /<((?:a:)?\w+)/.exec(whole)?.[1] ?? '';
        const replacements = ['', `<${open} i:nil="true"/>`];
        if (!/ChannelCode|Estab|LaNumber/.test(open)) replacements.push(`<${open}></${open}>`);
        for (const replacement of replacements)
          expect(complaints([head.replace(whole, replacement), ...written]), replacement).to.deep.equal([]);
      }
    });

    for (const [index, [name, , ...may]] of members.entries()) {
      const changes = { absent: '', nil: `<${name} i:nil="true"/>`, empty: `<${name}></${name}>` };
      for (const [change, replacement] of Object.entries(changes)) {
        const isTaken = may.some((each) => each === change);
        it(`${isTaken ? 'takes' : 'refuses'} ${name} when it is ${change}`, () => {
          const parts = written.with(index, replacement);
          expect(complaints([head, ...parts]).length === 0).to.equal(isTaken);
        });
      }
    }

    it('refuses a member twice, a member more, one in no namespace, an attribute, and members out of order', () => {
      const [first = '', ...others] = written;
      expect(complaints([head, first, first, ...others])).not.to.deep.equal([]);
      expect(complaints([head, ...written, '<More/>'])).not.to.deep.equal([]);
      expect(complaints([head, first.replace('>', ' xmlns="">'), ...others])).not.to.deep.equal([]);
      expect(complaints([head, first.replace('>', ' a="1">'), ...others])).not.to.deep.equal([]);
      expect(complaints([...written, head])).not.to.deep.equal([]);
    });
  });
}

describe('The schema of achievements', () => {
  const submission = (achievements: string): string[] =>
    complaintsAbout(
      external,
      envelope(
        `<SubmitAchievementBatchJob xmlns="http://api.lrs.qcf.gov.uk/services"><achievements>${achievements}</achievements></SubmitAchievementBatchJob>`,
      ),
    );

  it('takes none, thousands, and nil ones', () => {
    for (const some of ['', '<Achievement/>'.repeat(5001), '<Achievement i:nil="true"/>'])
      expect(submission(some)).to.deep.equal([]);
  });

  it('takes one whose every text is wrong, for that one alone to be refused', () => {
    const wrong = `${element('Action', '99')}${element('FamilyName', '')}${element('Gender', '7')}${element('GivenName', ' ')}${element('Grade', '?')}${element('ProviderUkprn', 'x')}${element('Uln', '12')}`;
    expect(submission(element('Achievement', wrong))).to.deep.equal([]);
  });

  it('refuses what its published type cannot hold', () => {
    for (const [name, value] of [
      ['Action', 'create'],
      ['Action', ''],
      ['Gender', 'F'],
      ['ActionDate', '2024-08-15'],
      ['DateofBirth', ''],
      ['Grade', 'x'.repeat(255)],
    ] as const)
      expect(submission(element('Achievement', element(name, value))), name).not.to.deep.equal([]);
  });
});
