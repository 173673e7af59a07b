import { expect } from 'chai';
import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { escapeAttribute, escapeText } from '../../src/contract/escape-xml.js';
import { learnerServiceSpecs } from '../../src/contract/generated/learner-service-specs.js';
import { responseWriter, writeResponse } from '../../src/contract/write-message.js';
import type { LearnerServiceResponses } from '../../src/contract/generated/learner-service.js';
import type { TypeSpec } from '../../src/contract/spec.js';
import { responseOf } from './random-responses.js';
import { compileSchema, complaintsAbout } from './schema-files.js';

const NAMESPACES = ['findmsg', 'regmsg', 'batchmsg', 'vldmsg', 'reportmsg', 'exceptions'];
const published = compileSchema(
  'LearnerService',
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${NAMESPACES.map(
    (name) => `<xs:import namespace="http://api.lrs.miap.gov.uk/${name}" schemaLocation="${name}.xsd"/>`,
  ).join('')}</xs:schema>`,
);
const BODY_CHILD = '/*/*[local-name()="Body"]/*';

after(() => {
  published.dispose();
});

const writeAny = responseWriter<Record<string, object>>(learnerServiceSpecs);

function textAt(xml: string, xpath: string): string {
  const document = XmlDocument.fromString(xml);
  try {
    const text = document.eval(`string(${xpath})`);
    return typeof text === 'string' ? text : 'no text';
  } finally {
    document.dispose();
  }
}

describe('Writing a response', () => {
  for (const { name, response } of Object.values(learnerServiceSpecs)) {
    it(`gives for ${name} what the published schema takes, whatever is in it`, () => {
      fc.assert(
        fc.property(responseOf(response.type), (values) => {
          expect(complaintsAbout(published, writeAny(name, values), BODY_CHILD)).to.deep.equal([]);
        }),
        { numRuns: 200 },
      );
    });
  }

  it('is held against a schema that does notice what is out of place', () => {
    const xml = writeResponse('registerSingleLearner', { responseCode: 'WSRC0006', uln: '1000000001' });
    const turned = xml.replace(/(<ResponseCode>.*<\/ResponseCode>)(<ULN>.*<\/ULN>)/, '$2$1');
    expect(complaintsAbout(published, xml, BODY_CHILD)).to.deep.equal([]);
    expect(complaintsAbout(published, turned, BODY_CHILD)).not.to.deep.equal([]);
  });

  it('writes the form that the service has always used, in the schema’s order', () => {
    const response: LearnerServiceResponses['learnerByULN'] = {
      learner: [{ versionNumber: 1, notes: '', linkedUlns: { uln: ['4444599390'] }, uln: '1000000001' }],
      familyName: 'O<Neil',
      responseCode: 'WSRC0004',
    };
    expect(writeResponse('learnerByULN', response)).to.equal(
      '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
        '<ns2:FindLearnerResponse xmlns:ns2="http://api.lrs.miap.gov.uk/findmsg">' +
        '<ResponseCode>WSRC0004</ResponseCode><FamilyName>O&lt;Neil</FamilyName>' +
        '<Learner><ULN>1000000001</ULN>' +
        '<LinkedULNs xmlns="http://api.lrs.miap.gov.uk/learner"><ULN xmlns="">4444599390</ULN></LinkedULNs>' +
        '<Notes/><VersionNumber>1</VersionNumber></Learner>' +
        '</ns2:FindLearnerResponse></soapenv:Body></soapenv:Envelope>',
    );
  });

  it('declares each namespace where it begins, for services whose children are qualified', () => {
    const text = { min: 0, max: 1, nillable: true, value: { name: 'string', base: 'string' } } as const;
    const inner: TypeSpec = {
      name: 'Inner',
      fields: [{ ...text, name: 'Grade', key: 'grade', namespace: 'urn:model' }],
    };
    const outer: TypeSpec = {
      name: 'Outer',
      fields: [
        {
          min: 0,
          max: 1,
          nillable: true,
          name: 'Result',
          key: 'result',
          namespace: 'urn:service',
          type: inner,
        },
      ],
    };
    const message = { namespace: 'urn:service', element: 'AskResponse', type: outer };
    const write = responseWriter<{ Ask: object }>({
      Ask: { name: 'Ask', request: message, response: message },
    });
    expect(write('Ask', { result: { grade: 'A' } })).to.include(
      '<ns2:AskResponse xmlns:ns2="urn:service"><Result xmlns="urn:service"><Grade xmlns="urn:model">A</Grade></Result></ns2:AskResponse>',
    );
  });

  it('writes empty lists of linked ULNs as an empty element', () => {
    const xml = writeResponse('learnerByULN', { learner: [{ linkedUlns: {}, versionNumber: 1 }] });
    expect(xml).to.include('<LinkedULNs xmlns="http://api.lrs.miap.gov.uk/learner"/>');
  });

  it('keeps the digits of a long job number', () => {
    const xml = writeResponse('submitVerifyBatch', { responseCode: 'WSRC0024', jobId: 9223372036854775807n });
    expect(xml).to.include('<JobID>9223372036854775807</JobID>');
  });

  it('writes both finds under the same root', () => {
    expect(writeResponse('learnerByDemographics', { responseCode: 'WSRC0001' })).to.equal(
      writeResponse('learnerByULN', { responseCode: 'WSRC0001' }),
    );
  });
});

describe('Escaping text', () => {
  const allowed = fc
    .string({ unit: 'binary' })
    .map((text) => text.replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '!'));

  it('brings back every text that XML can carry, to the character', () => {
    fc.assert(
      fc.property(allowed, (text) => {
        expect(
          textAt(writeResponse('updateSingleLearner', { responseCode: text }), '//ResponseCode'),
        ).to.equal(text);
        expect(textAt(`<a b="${escapeAttribute(text)}"/>`, '/a/@b')).to.equal(text);
      }),
    );
    for (const text of [
      ']]>',
      '<!--',
      '&amp;',
      '"\'',
      '\r\n\r',
      'a\tb',
      '😀',
      '<![CDATA[x]]>',
      '\u0085\u2028',
    ]) {
      expect(textAt(`<a>${escapeText(text)}</a>`, '/a')).to.equal(text);
    }
  });

  it('lets no character out that XML forbids', () => {
    const forbidden = [
      '\0',
      '\x01',
      '\x08',
      '\x0B',
      '\x0C',
      '\x1F',
      '\uFFFE',
      '\uFFFF',
      '\uD800',
      '\uDC00',
      '\uDC00\uD800',
    ];
    for (const text of forbidden) {
      expect(escapeText(`a${text}b`), JSON.stringify(text)).to.equal(`a${'\uFFFD'.repeat(text.length)}b`);
      expect(escapeAttribute(text)).to.equal('\uFFFD'.repeat(text.length));
    }
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          expect(escapeText(text)).to.match(/^[\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
        },
      ),
    );
  });
});
