import { expect } from 'chai';
import fc from 'fast-check';
import { escapeText } from '../../src/contract/escape-xml.js';
import { learnerServiceSpecs } from '../../src/contract/generated/learner-service-specs.js';
import { carried, near, ruleTakes, valueRules } from './near-values.js';
import { envelope, sampleBodies } from './requests.js';
import { compileSchema, complaintsAbout } from './schema-files.js';

const LEARNER = 'http://api.lrs.miap.gov.uk/learner';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const requests = compileSchema('requests', 'envelope-LearnerService.xsd');

const rules = new Map(
  Object.values(learnerServiceSpecs).flatMap(({ request }) => [...valueRules(request.type)]),
);
const named = [...rules.values()].filter(({ name }) => name.startsWith('MIAP'));

const values = compileSchema(
  'requests',
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:l="${LEARNER}" targetNamespace="urn:values">
     <xs:import namespace="${LEARNER}" schemaLocation="values.xsd"/>
     ${named.map(({ name }) => `<xs:element name="${name}" type="l:${name}"/>`).join('')}
   </xs:schema>`,
);

after(() => {
  requests.dispose();
  values.dispose();
});

function schemaTakes(rule: string, text: string): boolean {
  return (
    complaintsAbout(values, `<v:${rule} xmlns:v="urn:values">${escapeText(text)}</v:${rule}>`).length === 0
  );
}

const DATES = ['2004-02-29', '1800-01-01', '2099-12-31', '2000-02-29', '1999-04-30'];
const NO_DATES = [
  '2003-02-29',
  '1799-12-31',
  '2100-01-01',
  '2004-2-29',
  '2004-13-01',
  '2004-04-31',
  '29/02/2004',
  'null',
  ' 2004-02-29',
];
const POSTCODES = ['CV4 9EE', 'CV49EE', 'EC1A 1BB', 'ZZ99 9ZZ', 'w1 1aa', 'BFPO 57', 'bfpo1234', 'CV4 9EE  '];
const NO_POSTCODES = ['CV4', '12345', 'CV4 9CE', 'ZZ99 3VZ', 'CV4  9EE', 'BFPO', 'CV4 9EE    '];
const EMAILS = ['a@bc.uk', "o'neil+x@mail.example.org", ''];
const NO_EMAILS = ['a@b', 'a b@cd.uk', '@cd.uk', 'a@cd.', 'a@cd.toolongtld', `${'x'.repeat(250)}@ab.uk`];

const TABLE: Readonly<Record<string, { takes: readonly string[]; refuses: readonly string[] }>> = {
  MIAPFindType: { takes: ['FUL', 'CHK'], refuses: ['', 'ful', 'FULL', ' FUL'] },
  MIAPBatchJobType: { takes: ['FUL', 'CHK'], refuses: ['', 'ful'] },
  MIAPOrganisationRefNillable: { takes: ['ABC123', ''], refuses: ['ABC12', 'ABC1234', 'ABC-12'] },
  MIAPUKPRNNillable: { takes: ['10000001', 'ABCDEFGH', ''], refuses: ['1000001', '100000012'] },
  MIAPULN: {
    takes: ['1000000001', '9999999999'],
    refuses: ['', '0000000001', '100000000', '10000000011', '100000000x'],
  },
  MIAPULNNillable: { takes: ['1000000001', ''], refuses: ['0000000001', ' '] },
  MIAPOrgPassword: {
    takes: ['sixteen-chars-ok', '               x'],
    refuses: ['', 'fifteen-chars-x', ' '.repeat(16)],
  },
  MIAPNameNonEmpty: {
    takes: ['x', ' x ', "Ngũgĩ wa Thiong'o", '😀'.repeat(35)],
    refuses: ['', ' \t', 'x'.repeat(36)],
  },
  MIAPName: { takes: ['', ' ', 'x'.repeat(35)], refuses: ['x'.repeat(36)] },
  MIAPDate: { takes: DATES, refuses: [...NO_DATES, ''] },
  MIAPDateNillable: { takes: [...DATES, ''], refuses: NO_DATES },
  MIAPGender: { takes: ['0', '1', '2', '9'], refuses: ['', '3', '01'] },
  MIAPGenderNillable: { takes: ['0', '1', '2', '9', ''], refuses: ['3', '01'] },
  MIAPSchoolName: { takes: ['', 'x'.repeat(254)], refuses: ['x'.repeat(255)] },
  MIAPAddress: { takes: ['', 'x'.repeat(50)], refuses: ['x'.repeat(51)] },
  MIAPPostCode: { takes: POSTCODES, refuses: [...NO_POSTCODES, ''] },
  MIAPPostCodeNillable: { takes: [...POSTCODES, ''], refuses: NO_POSTCODES },
  MIAPEmail: { takes: EMAILS, refuses: NO_EMAILS },
  MIAPNationality: { takes: ['', 'GBR'], refuses: ['GBRX'] },
  MIAPScottishCandidateNumber: { takes: ['', '123456789'], refuses: ['12345678', '12345678x'] },
  MIAPVerificationType: { takes: ['0', '7', '999'], refuses: ['', '8', '99'] },
  MIAPVerificationTypeNillable: { takes: ['0', '7', '999', ''], refuses: ['8', '99'] },
  MIAPAbilityToShare: { takes: ['0', '1', '2'], refuses: ['', '3'] },
  MIAPAbilityToShareNillable: { takes: ['0', '1', '2', ''], refuses: ['3', ' '] },
  MIAPOtherVerificationDescription: { takes: ['', 'x'.repeat(255)], refuses: ['x'.repeat(256)] },
  MIAPNotes: { takes: ['', 'x\n'.repeat(2000)], refuses: ['x'.repeat(4001)] },
  MIAPMISIdentifier: { takes: ['', 'x'.repeat(128)], refuses: ['x'.repeat(129)] },
  MIAPLearnerRecordCount: {
    takes: ['1', '200', ' 7 ', '+7', '007'],
    refuses: ['0', '201', '-1', '', '1.0', 'x'],
  },
  MIAPVerifyLearnerRecordCount: { takes: ['1', '5000'], refuses: ['0', '5001', ''] },
};

describe('The values of requests', () => {
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
      fc.assert(
        fc.property(near(rule).map(carried), (text) => {
          expect(ruleTakes(rule, text)).to.equal(schemaTakes(rule.name, text));
        }),
        {
          numRuns: 300,
          examples: [...(TABLE[rule.name]?.takes ?? []), ...(TABLE[rule.name]?.refuses ?? [])].map((text) => [
            text,
          ]),
        },
      );
    });
  }
});

describe('The schemas of whole requests', () => {
  for (const [operation, body] of Object.entries(sampleBodies)) {
    it(`take a request of ${operation}, with any header and with none`, () => {
      expect(complaintsAbout(requests, envelope(body))).to.deep.equal([]);
      const header = '<s:Header s:mustUnderstand="0"><x xmlns="urn:x" a="1"><y/>z</x></s:Header>';
      expect(complaintsAbout(requests, envelope(body, header))).to.deep.equal([]);
      expect(complaintsAbout(requests, envelope(body, '<s:Header/>'))).to.deep.equal([]);
    });

    it(`refuse a request of ${operation} with something missing, added, twice or in a namespace`, () => {
      const without = body.replace(/<UserName>.*?<\/UserName>/, '');
      const twice = body.replace(/<UserName>.*?<\/UserName>/, '$&$&');
      const added = body.replace('<UserName>', '<Surname/>$&');
      const qualified = body.replaceAll(/UserName>/g, 'm:UserName>');
      for (const wrong of [without, twice, added, qualified]) {
        expect(complaintsAbout(requests, envelope(wrong)), wrong).not.to.deep.equal([]);
      }
    });
  }

  const find = sampleBodies.learnerByULN;

  it('take an absent, a nil and an empty organisationRef alike', () => {
    for (const given of ['', '<OrganisationRef/>', `<OrganisationRef ${XSI} xsi:nil="true"/>`]) {
      const body = find.replace(/<OrganisationRef>.*?<\/OrganisationRef>/, given);
      expect(complaintsAbout(requests, envelope(body)), given).to.deep.equal([]);
    }
  });

  it('refuse nil where a value is required, and nil with content', () => {
    const nil = find.replace(/<ULN>.*?<\/ULN>/, `<ULN ${XSI} xsi:nil="true"/>`);
    expect(complaintsAbout(requests, envelope(nil))).not.to.deep.equal([]);
    const both = find.replace('<UKPRN>', `<UKPRN ${XSI} xsi:nil="true">`);
    expect(complaintsAbout(requests, envelope(both))).not.to.deep.equal([]);
  });

  it('refuse an attribute on a field and an xsi:type that would bring other fields', () => {
    expect(complaintsAbout(requests, envelope(find.replace('<ULN>', '<ULN a="1">')))).not.to.deep.equal([]);
    const update = sampleBodies.updateSingleLearner.replaceAll('UpdateLearner', 'RegisterLearner');
    const retyped = update.replace(
      '<Learner>',
      `<Learner ${XSI} xmlns:l="${LEARNER}" xsi:type="l:LearnerToUpdate">`,
    );
    expect(complaintsAbout(requests, envelope(retyped))).not.to.deep.equal([]);
  });

  it('name the type and the value that a fault tells of', () => {
    const [first = '', second = ''] = complaintsAbout(
      requests,
      envelope(find.replace(/<GivenName>.*?<\/GivenName>/, '<GivenName></GivenName>')),
    );
    expect(first).to.include("'GivenName'");
    expect(`${first}${second}`).to.include('minLength');
  });

  it('refuse a body with nothing, with two requests, with a response, with anything unknown, or none at all', () => {
    const response = '<m:UpdateLearnerResponse xmlns:m="http://api.lrs.miap.gov.uk/regmsg"/>';
    for (const content of ['', find + find, response, '<x/>', '<x xmlns="urn:x"/>']) {
      expect(complaintsAbout(requests, envelope(content)), content).not.to.deep.equal([]);
    }
    const none = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>';
    expect(complaintsAbout(requests, none)).not.to.deep.equal([]);
  });

  function repeated(body: string, element: string, times: number): string {
    return envelope(body.replace(new RegExp(`<${element}>.*</${element}>`), (found) => found.repeat(times)));
  }

  for (const [operation, element, most] of [
    ['submitBatchRegistration', 'Learner', 200],
    ['submitVerifyBatch', 'Learner', 5000],
    ['retrieveULNs', 'ULN', 200],
  ] as const) {
    it(`take ${String(most)} in ${operation}, and neither none nor one more`, () => {
      expect(complaintsAbout(requests, repeated(sampleBodies[operation], element, most))).to.deep.equal([]);
      expect(
        complaintsAbout(requests, repeated(sampleBodies[operation], element, most + 1)),
      ).not.to.deep.equal([]);
      expect(complaintsAbout(requests, repeated(sampleBodies[operation], element, 0))).not.to.deep.equal([]);
    });
  }
});
