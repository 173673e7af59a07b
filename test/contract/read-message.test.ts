import { expect } from 'chai';
import fc from 'fast-check';
import { memoryInUse } from '../../src/contract/libxml-memory.js';
import { createLearnerServiceReader } from '../../src/contract/service-readers.js';
import { byUln, byUlnFields, byUlnRequest, envelope, NAMESPACE, SOAP, XSI } from './read-samples.js';

const reader = createLearnerServiceReader();
const read = (
  message: string | Buffer,
  contentType = 'text/xml; charset=utf-8',
): ReturnType<typeof reader.read> =>
  reader.read(typeof message === 'string' ? Buffer.from(message) : message, contentType);

const HEAD = '<OrgPassword>0123456789abcdef</OrgPassword><UserName>a</UserName>';
const header = (entries: string): string => byUln({}, `<soapenv:Header>${entries}</soapenv:Header>`);

/** Ways to write the same request, and whether the scanner reads it by itself. */
const SAME: readonly (readonly [string, string, 'scanner' | 'validator'])[] = [
  ['with prefixed root and bare children', byUln(), 'scanner'],
  ['with blank lines around it', `\n\r\n  ${byUln()}\n  `, 'scanner'],
  ['with an XML declaration', `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${byUln()}`, 'scanner'],
  ['with an empty header', byUln({}, '<soapenv:Header/>'), 'scanner'],
  ['with an unknown header', header('<q:a xmlns:q="urn:q"><q:b>c</q:b></q:a>'), 'scanner'],
  ['with a default namespace undone on each child', `<s:Envelope xmlns:s="${SOAP}"><s:Body><FindLearnerByULN xmlns="${NAMESPACE}findmsg">${byUlnFields().replace(/<([A-Z]\w*)>/g, '<$1 xmlns="">')}</FindLearnerByULN></s:Body></s:Envelope>`, 'scanner'],
  ['with declarations of schemas that nobody uses', byUln().replace('<soapenv:Body>', '<soapenv:Body xmlns:xsd="http://www.w3.org/2001/XMLSchema">'), 'scanner'],
  ['with references', byUln({ GivenName: '<GivenName>&#65;n&#x6e;a</GivenName>' }), 'scanner'],
  ['with CDATA', byUln({ GivenName: '<GivenName><![CDATA[Anna]]></GivenName>' }), 'validator'],
  ['with a comment', byUln({ GivenName: '<!-- c --><GivenName>An<!-- d -->na</GivenName>' }), 'validator'],
  ['with a processing instruction', byUln({ GivenName: '<GivenName>An<?p q?>na</GivenName>' }), 'validator'],
  ['with a header that need not be understood', header('<q:a xmlns:q="urn:q" soapenv:mustUnderstand="0"/>'), 'validator'],
  ['with a header for somebody else', header('<q:a xmlns:q="urn:q" soapenv:mustUnderstand="1" soapenv:actor="urn:other"/>'), 'validator'],
  ['with an encodingStyle', byUln().replace('<soapenv:Body>', '<soapenv:Body soapenv:encodingStyle="">'), 'validator'],
]; // prettier-ignore

describe('reading a request', function () {
  this.timeout(120_000);

  for (const [name, message, by] of SAME) {
    it(`reads it ${name} (${by})`, () => {
      const { scanned } = reader.counts;
      expect(read(message)).to.deep.equal({
        ok: true,
        message: { operation: 'learnerByULN', request: byUlnRequest },
      });
      expect(reader.counts.scanned - scanned).to.equal(by === 'scanner' ? 1 : 0);
    });
  }

  it('takes an absent and a nil element for an absent property, an empty one for an empty text', () => {
    const nil = read(byUln({ OrganisationRef: '<OrganisationRef xsi:nil="true"/>', UKPRN: '<UKPRN/>' }));
    if (!nil.ok) throw new Error(JSON.stringify(nil));
    expect(nil.message.request).to.not.have.property('organisationRef');
    expect(nil.message.request).to.have.property('ukprn', '');
    const absent = read(byUln({ OrganisationRef: '', UKPRN: '<UKPRN xsi:nil=" true "/>' }));
    if (!absent.ok) throw new Error(JSON.stringify(absent));
    expect(absent.message.request).to.not.have.any.keys('organisationRef', 'ukprn');
  });

  it('reads numbers as numbers and job numbers as bigint', () => {
    const job = (value: string): string =>
      envelope(
        `${NAMESPACE}batchmsg`,
        `<m:GetSubmitBatchOutput>${HEAD}<JobID>${value}</JobID></m:GetSubmitBatchOutput>`,
      );
    for (const [written, value] of [
      ['12', 12n],
      ['9223372036854775807', 9223372036854775807n],
      [' +05\n', 5n],
    ] as const) {
      const result = read(job(written));
      expect(result).to.have.nested.property('message.request.jobId', value);
    }
    const update = (version: string): string =>
      envelope(
        `${NAMESPACE}regmsg`,
        `<m:UpdateLearner>${HEAD}<Learner><GivenName>a</GivenName><FamilyName>b</FamilyName><LastKnownPostCode>ZZ99 9ZZ</LastKnownPostCode><DateOfBirth>2004-02-29</DateOfBirth><Gender>1</Gender><VerificationType>1</VerificationType><AbilityToShare>1</AbilityToShare><ULN>1234567892</ULN><VersionNumber>${version}</VersionNumber></Learner></m:UpdateLearner>`,
      );
    expect(read(update('7'))).to.have.nested.property('message.request.learner.versionNumber', 7);
    expect(read(update(' 007 '))).to.have.nested.property('message.request.learner.versionNumber', 7);
  });

  it('keeps characters beyond the basic plane, which count as one', () => {
    const result = read(byUln({ GivenName: `<GivenName>${'😀'.repeat(35)}</GivenName>` }));
    expect(result).to.have.nested.property('message.request.givenName', '😀'.repeat(35));
  });

  it('knows envelopes of another version', () => {
    for (const namespace of ['http://www.w3.org/2003/05/soap-envelope', 'urn:other']) {
      expect(read(byUln().replace(SOAP, namespace))).to.deep.equal({
        ok: false,
        failure: { kind: 'versionMismatch' },
      });
    }
    expect(read('<html/>')).to.deep.equal({ ok: false, failure: { kind: 'versionMismatch' } });
  });

  it('refuses a header that must be understood', () => {
    const failure = { kind: 'mustUnderstand', header: '{urn:q}a' };
    const actors = ['', ' soapenv:actor=""', ' soapenv:actor="http://schemas.xmlsoap.org/soap/actor/next"'];
    for (const actor of actors) {
      expect(
        read(header(`<q:z xmlns:q="urn:q"/><q:a xmlns:q="urn:q" soapenv:mustUnderstand="1"${actor}/>`)),
      ).to.deep.equal({ ok: false, failure });
    }
  });

  it('says which element is no operation', () => {
    const unknown = (element: string): unknown => read(envelope('urn:m', element));
    expect(unknown('<m:Nothing/>')).to.deep.equal({
      ok: false,
      failure: { kind: 'unknownOperation', element: '{urn:m}Nothing' },
    });
    expect(unknown('<FindLearnerByULN/>')).to.deep.equal({
      ok: false,
      failure: { kind: 'unknownOperation', element: 'FindLearnerByULN' },
    });
  });

  it('refuses an envelope with no request, with two, or with something after the body', () => {
    const requests = [
      envelope('urn:m', ''),
      byUln().replace(
        '</soapenv:Body>',
        `<m:FindLearnerByULN>${byUlnFields()}</m:FindLearnerByULN></soapenv:Body>`,
      ),
      byUln().replace('</soapenv:Body>', '</soapenv:Body><m:after/>'),
      `<s:Envelope xmlns:s="${SOAP}"/>`,
    ];
    for (const message of requests)
      expect(read(message)).to.have.nested.property('failure.kind', 'badlyFormed');
  });

  it('refuses a type of its own choosing', () => {
    const typed = byUln({ ULN: `<ULN xsi:type="l:MIAPULNNillable" xmlns:l="${NAMESPACE}learner"></ULN>` });
    expect(read(typed)).to.have.nested.property('failure.kind', 'badlyFormed');
  });
});

/** A quarter of a second would hold up everybody else; machines that run tests are slow. */
const SOON = 3_000;

describe('reading what is meant to do harm', function () {
  this.timeout(180_000);

  const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 12 }, (_, n) => `<!ENTITY ${String.fromCharCode(98 + n)} "${`&${String.fromCharCode(97 + n)};`.repeat(10)}">`).join('')}]>`;
  const verify = (learners: string): string =>
    envelope(
      `${NAMESPACE}vldmsg`,
      `<m:SubmitVerifyBatch>${HEAD}<LearnerRecordCount>1</LearnerRecordCount>${learners}</m:SubmitVerifyBatch>`,
    );
  const deep = (count: number): string => '<a>'.repeat(count) + '</a>'.repeat(count);
  const HARM: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['a document type', `<!DOCTYPE a>${byUln()}`, /^DOCTYPE is not allowed\.$/],
    ['a document type after a comment', `<?xml version="1.0"?><!-- <a> -->\n<!DOCTYPE a SYSTEM "http://127.0.0.1/">${byUln()}`, /^DOCTYPE/],
    ['entities that multiply', `${laughs}<l>&m;</l>`, /^DOCTYPE/],
    ['100,000 elements in each other', deep(100_000), /nested more than 64 deep/],
    ['100,000 elements in each other, never closed', '<a>'.repeat(100_000), /nested more than 64 deep/],
    ['65 elements in each other in a header', byUln({}, `<soapenv:Header>${deep(63)}</soapenv:Header>`), /nested more than 64 deep/],
    ['8 MiB of one value', byUln({ GivenName: `<GivenName>${'a'.repeat(8 << 20)}</GivenName>` }), /far too long: 8388608/],
    ['8 MiB of one value in CDATA sections', byUln({ GivenName: `<GivenName>${`<![CDATA[${'a'.repeat(1 << 16)}]]>`.repeat(128)}</GivenName>` }), /far too long: 8388608/],
    ['8 MiB of blanks', ' '.repeat(8 << 20), /not well-formed/],
    ['8 MiB of one name', `<${'a'.repeat(8 << 20)}/>`, /not well-formed/],
    ['8 MiB of one attribute', `<a b="${'a'.repeat(8 << 20)}"/>`, /^never$/],
    ['8 MiB of one comment', `${byUln()}<!--${'a'.repeat(8 << 20)}`, /not well-formed/],
    ['300,000 empty elements', verify('<Learner/>'.repeat(300_000)), /more than 250000 tags/],
    ['120,000 empty learners', verify('<Learner/>'.repeat(120_000)), /^cvc-complex-type\.2\.4\.b/],
    ['4,999 learners with everything wrong', verify('<Learner><ULN/><FamilyName/><GivenName/></Learner>'.repeat(4_999)), /^cvc-pattern-valid/],
    ['300,000 attributes', `<a ${Array.from({ length: 300_000 }, (_, n) => `a${n}=""`).join(' ')}/>`, /more than 250000 tags/],
    ['60 declarations on each of 60 elements in each other, then 100,000 elements', byUln({}, `<soapenv:Header>${Array.from({ length: 60 }, (_, depth) => `<a ${Array.from({ length: 60 }, (_, n) => `xmlns:a${depth}.${n}="urn:a"`).join(' ')}>`).join('')}${'<a0.0:x/>'.repeat(100_000)}${'</a>'.repeat(60)}</soapenv:Header>`).replace('FUL', 'X'), /^cvc-pattern-valid/],
    ['100,000 declarations', `<a ${Array.from({ length: 100_000 }, (_, n) => `xmlns:a${n}="urn:a"`).join(' ')}/>`, /more than 100 attributes/],
    ['1,000 times the same element', byUln({ ULN: '<ULN>1234567892</ULN>'.repeat(1_000) }), /starting with element 'ULN'/],
    ['patterns that are slow to refuse', byUln({ FindType: `<FindType>FUL</FindType>` }).replace(/<m:FindLearnerByULN>.*<\/m:FindLearnerByULN>/, `<m:x/>`).replace('<m:x/>', `<m:FindLearnerByDemographics>${byUlnFields({ ULN: '' })}<DateOfBirth>2004-02-29</DateOfBirth><Gender>1</Gender><LastKnownPostCode>ZZ99 9ZZ</LastKnownPostCode><EmailAddress>a@${'a-'.repeat(1_900)}</EmailAddress></m:FindLearnerByDemographics>`), /^cvc-pattern-valid/],
    ['a root never closed', byUln().slice(0, -5), /not well-formed/],
    ['a quote never closed', `<a b="${byUln().replaceAll('"', "'")}`, /not well-formed/],
    ['a NUL after the end', Buffer.from(`${byUln()}\0<b/>`), /character number 0 is not allowed/],
  ]; // prettier-ignore

  for (const [name, message, words] of HARM) {
    it(`soon refuses ${name}`, () => {
      const start = performance.now();
      const result = read(message);
      expect(performance.now() - start).to.be.lessThan(SOON);
      if (result.ok) throw new Error('accepted');
      if (result.failure.kind === 'badlyFormed') expect(result.failure.problems[0].text).to.match(words);
      else expect(words.source).to.equal('^never$');
    });
  }

  it('accepts elements 64 deep', () => {
    expect(read(byUln({}, `<soapenv:Header>${deep(62)}</soapenv:Header>`)).ok).to.equal(true);
  });

  it('ends every damaged message in a result', () => {
    const sources = [
      byUln(),
      Buffer.from(`\ufeff${byUln()}`, 'utf16le'),
      Buffer.from(`<?xml version="1.0" encoding="windows-1252"?>${byUln()}`),
    ].map((source) => Buffer.from(source));
    const kinds = new Set<string>();
    const damage = fc.array(
      fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255), kind: fc.nat(3) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...sources), damage, (source, changes) => {
        let body = Buffer.from(source);
        for (const { at, byte, kind } of changes) {
          const place = Math.floor(at * body.length);
          if (kind === 0) body[place] = byte;
          else if (kind === 1)
            body = Buffer.concat([body.subarray(0, place), Buffer.from([byte]), body.subarray(place)]);
          else if (kind === 2) body = Buffer.concat([body.subarray(0, place), body.subarray(place + 1)]);
          else body = Buffer.concat([body.subarray(0, place), body.subarray(Math.floor(place / 2))]);
        }
        const result = read(body, 'text/xml');
        kinds.add(result.ok ? 'ok' : result.failure.kind);
      }),
      { numRuns: 8_000 },
    );
    expect([...kinds]).to.include.members(['ok', 'badlyFormed']);
  });

  it('ends random bytes in a result', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(read(Buffer.from(bytes), 'text/xml').ok).to.equal(false);
      }),
      { numRuns: 3_000 },
    );
  });

  it('needs no more memory after 20,000 messages for the validator than after a few', () => {
    const hints = byUln({ ULN: `<ULN xsi:schemaLocation="urn:q q.xsd" xmlns:xsi="${XSI}">1234567892</ULN>` });
    const messages = [
      `${byUln()}<!-- -->`,
      byUln({ ULN: '<ULN>x</ULN>', GivenName: '' }),
      hints,
      '<a><b></a>',
      byUln({}, '<soapenv:Header><a soapenv:mustUnderstand="1"/></soapenv:Header>'),
    ];
    const bodies = messages.map((message) => Buffer.from(message));
    const rounds = (count: number): void => {
      for (let round = 0; round < count; round++) {
        const body = bodies[round % bodies.length];
        if (body !== undefined) reader.read(body, 'text/xml');
      }
    };
    rounds(1_000);
    const before = memoryInUse();
    rounds(20_000);
    expect(memoryInUse()).to.equal(before);
  });
});
