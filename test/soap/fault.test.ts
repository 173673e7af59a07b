import { expect } from 'chai';
import fc from 'fast-check';
import { parseStringPromise } from 'xml2js';
import type { Problem } from '../../src/contract/read-result.js';
import { responseCodes } from '../../src/domain/response-code.js';
import { createFaults, type Fault } from '../../src/soap/fault.js';

const now = (): Date => new Date('2025-07-14T14:23:47.123Z');
const faults = createFaults({ timeZone: 'Europe/London', now });

function badlyFormed(...problems: [Problem, ...Problem[]]): Fault {
  return faults.unreadable({ kind: 'badlyFormed', problems });
}

/** As an existing client reads a fault: cut out by a regular expression, then parsed alone. */
async function cutOut({ body }: Fault): Promise<Record<string, string>> {
  const piece = /<ns10:MIAPAPIException.*<\/ns10:MIAPAPIException>/.exec(body)?.[0];
  if (piece === undefined) throw new Error(`There is no exception in ${body}`);
  const parsed: unknown = await parseStringPromise(piece, {
    xmlns: true,
    explicitArray: false,
    ignoreAttrs: false,
  });
  const exception = (parsed as Record<string, Record<string, unknown>>)['ns10:MIAPAPIException'] ?? {};
  expect((exception['$ns'] as { uri: string }).uri).to.equal('http://api.lrs.miap.gov.uk/exceptions');
  const children = Object.entries(exception).filter(([name]) => !name.startsWith('$'));
  return Object.fromEntries(
    children.map(([name, child]) => {
      const { $ns, _ } = child as { $ns: { uri: string; local: string }; _?: string };
      expect($ns, `${name} has no namespace`).to.deep.equal({ uri: '', local: name });
      return [name, _ ?? ''];
    }),
  );
}

describe('A fault', () => {
  it('has the recorded form, byte by byte', () => {
    const { code, body } = faults.exception('WSEC0005', 'The password of TEST01 is not "<this>".');
    expect(code).to.equal('WSEC0005');
    expect(body).to.equal(
      '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault>' +
        '<faultcode>soapenv:Server</faultcode>' +
        '<faultstring>uk.gov.miap.lrs.api.exceptions.MIAPAPIException</faultstring>' +
        '<detail><ns10:MIAPAPIException xmlns:ns10="http://api.lrs.miap.gov.uk/exceptions">' +
        '<ErrorCode>WSEC0005</ErrorCode><ErrorActor>access</ErrorActor>' +
        `<Description>${responseCodes.WSEC0005.meaning}</Description>` +
        '<FurtherDetails>The password of TEST01 is not "&lt;this&gt;".</FurtherDetails>' +
        '<ErrorTimestamp>2025-07-14 15:23:47</ErrorTimestamp>' +
        '</ns10:MIAPAPIException></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>',
    );
  });

  it('has all five children, in order and without a namespace, in the piece that clients cut out', async () => {
    const text =
      "cvc-pattern-valid: Value '' is not facet-valid with respect to pattern '[\\s]*[\\S][\\s\\S]*'";
    const found = await cutOut(
      badlyFormed({ text, path: '/Envelope/Body/FindLearnerByULN/GivenName', line: 9 }),
    );
    const names = ['ErrorCode', 'ErrorActor', 'Description', 'FurtherDetails', 'ErrorTimestamp'];
    expect(Object.keys(found)).to.deep.equal(names);
    expect(found['ErrorCode']).to.equal('WSEC0001');
    expect(found['ErrorActor']).to.equal('uk.gov.miap.lrs.api.learner.utils.MSGValidator.validateSOAPMSG()');
    expect(found['FurtherDetails']).to.equal(`${text} At /Envelope/Body/FindLearnerByULN/GivenName, line 9.`);
  });

  it('gives the time in the zone that is set, in winter too', async () => {
    const winter = createFaults({ timeZone: 'Europe/London', now: () => new Date('2025-01-14T15:23:47Z') });
    const far = createFaults({ timeZone: 'Asia/Tokyo', now });
    expect((await cutOut(winter.exception('WSEC0003', '')))['ErrorTimestamp']).to.equal(
      '2025-01-14 15:23:47',
    );
    expect((await cutOut(far.exception('WSEC0003', '')))['ErrorTimestamp']).to.equal('2025-07-14 23:23:47');
  });

  it('tells every problem, the first one first', async () => {
    const found = await cutOut(
      badlyFormed({ text: 'one.', line: 2 }, { text: 'two.', path: '/a/b' }, { text: 'three.' }),
    );
    expect(found['FurtherDetails']).to.equal('one. At line 2. two. At /a/b. three.');
  });

  it('stays short when a thousand things are wrong', async () => {
    const problems = Array.from({ length: 1000 }, (_, index) => ({ text: `Problem ${index}.` }));
    const found = await cutOut(badlyFormed({ text: 'First.' }, ...problems));
    expect(found['FurtherDetails'])
      .to.match(/^First\. Problem 0\./)
      .and.to.match(/There are 981 more problems\.$/);
    const long = await cutOut(badlyFormed({ text: '😀'.repeat(10_000) }));
    expect(long['FurtherDetails']).to.have.lengthOf(4000);
  });

  it('says which element was taken for an operation', async () => {
    const found = await cutOut(faults.unreadable({ kind: 'unknownOperation', element: '{urn:x}Hello' }));
    expect(found['ErrorCode']).to.equal('WSEC0002');
    expect(found['FurtherDetails']).to.contain('{urn:x}Hello');
  });

  it('names only the correlation id when something unexpected happened', async () => {
    const found = await cutOut(faults.unexpected('0195-abc'));
    expect(found['ErrorCode']).to.equal('WSEC0999');
    expect(found['FurtherDetails']).to.contain('0195-abc');
  });

  for (const code of ['WSEC0003', 'WSEC0004', 'WSEC0005', 'WSEC0006'] as const) {
    it(`for a refusal with ${code} says what the caller can do about it`, async () => {
      const found = await cutOut(faults.refused(code, 'learnerByULN'));
      expect(found['ErrorCode']).to.equal(code);
      expect(found['Description']).to.equal(responseCodes[code].meaning);
      expect(found['FurtherDetails']).to.match(/\w.*\.$/);
    });
  }

  it('for another verb is the one that clients take for an outage', async () => {
    const found = await cutOut(faults.unsupportedVerb('PUT'));
    expect(found['Description']).to.equal('UnsupportedHttpVerb');
    expect(found['FurtherDetails']).to.equal('UnsupportedHttpVerb PUT');
  });

  it('uses the word for an outage nowhere else', () => {
    const others = [
      faults.exception('WSEC0002', ''),
      faults.unexpected('x'),
      badlyFormed({ text: 'x' }),
      faults.unreadable({ kind: 'versionMismatch' }),
    ];
    for (const { body } of others) expect(body).not.to.contain('UnsupportedHttpVerb');
  });

  it('for an envelope or a header that is not understood is a plain SOAP 1.1 fault without detail', () => {
    const version = faults.unreadable({ kind: 'versionMismatch' });
    expect(version.code).to.equal('VersionMismatch');
    expect(version.body)
      .to.contain('<faultcode>soapenv:VersionMismatch</faultcode>')
      .and.not.to.contain('<detail>');
    const header = faults.unreadable({ kind: 'mustUnderstand', header: '{urn:a&b}Security' });
    expect(header.code).to.equal('MustUnderstand');
    expect(header.body)
      .to.contain('<faultcode>soapenv:MustUnderstand</faultcode>')
      .and.not.to.contain('<detail>');
    expect(header.body).to.contain('{urn:a&amp;b}Security');
  });

  it('parses whatever text is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        const found = await cutOut(faults.exception('WSEC0001', text));
        expect(Object.keys(found)).to.have.lengthOf(5);
      }),
      { numRuns: 200 },
    );
  });
});

describe('A password', () => {
  const path = '/Envelope/Body/FindLearnerByULN/OrgPassword';
  const texts = [
    "cvc-length-valid: Value 'Secret!23' with length = '9' is not facet-valid with respect to length '16' for type 'OrgPassword'.",
    "cvc-pattern-valid: Value 'it's a 'Secret!23' is not mine' is not facet-valid with respect to pattern '.+' for type 'OrgPassword'.",
    "cvc-type.3.1.3: The value 'Secret!23' of element 'OrgPassword' is not valid.",
    "Element 'OrgPassword': 'Secret!23' is not a valid value of the atomic type 'OrgPassword'.",
    "cvc-odd: Something about 'Secret!23', said in another way.",
    "Odd words about 'Secret!23'.",
  ];

  for (const text of texts) {
    it(`is not in the fault that says: ${text.slice(0, 40)}…`, () => {
      const { body } = badlyFormed({ text, path, line: 4 });
      expect(body).not.to.contain('Secret!23');
      expect(body).to.contain(`At ${path}, line 4.`);
      expect(badlyFormed({ text, path: `${path}[2]` }).body).not.to.contain('Secret!23');
    });
  }

  it('is masked while the rest of the reason stays', () => {
    const { body } = badlyFormed({ text: texts[0] ?? '', path });
    expect(body).to.contain(
      "Value '****' is not facet-valid with respect to length '16' for type 'OrgPassword'.",
    );
  });

  it('whatever it is, is not in the fault', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), fc.constantFrom('OrgPassword', 'Password'), (value, name) => {
        // A marker that the validator's own words cannot hold.
        const secret = `§${value}§`;
        const text = `cvc-length-valid: Value '${secret}' with length = '7' is not facet-valid with respect to length '16' for type 'X'.`;
        expect(badlyFormed({ text, path: `/Envelope/Body/A/${name}` }).body).not.to.contain('§');
      }),
    );
  });

  it('being named does not hide a reason that quotes no value', () => {
    const text =
      "cvc-complex-type.2.4.a: Invalid content was found starting with element 'OrgPassword'. One of '{UserName}' is expected.";
    expect(badlyFormed({ text, path: '/Envelope/Body/FindLearnerByULN' }).body).to.contain(text);
  });

  it('does not keep the values of other elements from being quoted', () => {
    const text =
      "cvc-pattern-valid: Value 'X' is not facet-valid with respect to pattern '[0129]' for type 'Gender'.";
    expect(badlyFormed({ text, path: '/Envelope/Body/A/Gender' }).body).to.contain(text);
  });
});
