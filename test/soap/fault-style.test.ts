import { expect } from 'chai';
import fc from 'fast-check';
import { parseStringPromise } from 'xml2js';
import { responseCodes } from '../../src/domain/response-code.js';
import { createFaults } from '../../src/soap/fault.js';
import { externalServiceFaults, learnerServiceR9Faults } from '../../src/soap/fault-style.js';

const settings = { timeZone: 'Europe/London', now: () => new Date(0) };
const r9 = createFaults({ ...settings, style: learnerServiceR9Faults });
const external = createFaults({ ...settings, style: externalServiceFaults });

function detailOf(body: string): string {
  const encoded = /<ErrorDetail>([^<]*)<\/ErrorDetail>/.exec(body)?.[1];
  if (encoded === undefined) throw new Error(`There is no ErrorDetail in ${body}`);
  return Buffer.from(encoded, 'base64').toString();
}

describe('A DomainFault', () => {
  it('has this form, byte by byte', () => {
    const { code, body } = r9.exception('WSEC0001', 'Neither ü nor <x> is given.');
    const meaning = responseCodes.WSEC0001.meaning;
    expect(code).to.equal('WSEC0001');
    expect(body).to.equal(
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>' +
        `<faultcode>s:Client</faultcode><faultstring>WSEC0001: ${meaning}</faultstring>` +
        '<detail><DomainFault xmlns="http://api.lrs.qcf.gov.uk/faults"><ErrorCode>WSEC0001</ErrorCode>' +
        `<ErrorDetail>${Buffer.from(`${meaning} Neither ü nor <x> is given.`).toString('base64')}</ErrorDetail>` +
        '</DomainFault></detail></s:Fault></s:Body></s:Envelope>',
    );
  });

  it('blames the client, but for what nobody expected', () => {
    for (const code of ['WSEC0001', 'WSEC0002', 'WSEC0003', 'WSEC0004', 'WSEC0005', 'WSEC0006'] as const)
      expect(r9.exception(code, '').body).to.contain('<faultcode>s:Client</faultcode>');
    expect(r9.unexpected('id-1').body).to.contain('<faultcode>s:Server</faultcode>');
    expect(r9.refused('busy', 'ViewAudit').body).to.contain('<faultcode>s:Server</faultcode>');
  });

  it('names the elements of its own service in a refusal', () => {
    expect(detailOf(r9.refused('WSEC0005', 'ViewAudit').body)).to.contain(' Password is not');
    expect(detailOf(external.refused('WSEC0005', 'GetAchievementBatchJob').body)).to.contain(
      'OrgPassword is not',
    );
    expect(detailOf(r9.refused('WSEC0003', 'ViewAudit').body))
      .to.contain('Reference')
      .and.to.contain('Ukprn');
    expect(detailOf(external.refused('WSEC0003', 'GetAchievementBatchJob').body))
      .to.contain('OrganisationRef')
      .and.not.to.match(/ukprn/i);
  });

  it('does not hold a password that a validator quoted', () => {
    for (const [faults, name] of [
      [r9, 'GetOrganisation/invokingOrganisation/Password'],
      [external, 'GetAchievementBatchJob/invokingUser/OrgPassword'],
    ] as const) {
      const text =
        "cvc-maxLength-valid: Value 'Secret!23' with length = '255' is not facet-valid with respect to maxLength '254' for type 'T'.";
      const problem = { text, path: `/Envelope/Body/${name}` };
      const { body } = faults.unreadable({ kind: 'badlyFormed', problems: [problem] });
      expect(detailOf(body)).to.contain("Value '****'").and.not.to.contain('Secret!23');
      expect(body).not.to.contain('Secret!23');
    }
  });

  it('is a plain SOAP 1.1 fault without detail for an envelope or a header that is not understood', () => {
    const version = r9.unreadable({ kind: 'versionMismatch' });
    expect(version.body)
      .to.contain('<faultcode>s:VersionMismatch</faultcode>')
      .and.not.to.contain('<detail>');
    const header = external.unreadable({ kind: 'mustUnderstand', header: '{urn:a&b}Security' });
    expect(header.body)
      .to.contain('<faultcode>s:MustUnderstand</faultcode>')
      .and.to.contain('{urn:a&amp;b}Security');
  });

  it('has the word for an outage when another verb was used', () => {
    expect(r9.unsupportedVerb('PUT').body).to.contain('UnsupportedHttpVerb');
  });

  it('can be read, whatever text is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        const { body } = r9.exception('WSEC0001', text);
        await parseStringPromise(body);
        const line = text.replace(/[\r\n]+/g, ' ');
        expect(detailOf(body)).to.equal(`${responseCodes.WSEC0001.meaning} ${line}`.trim());
      }),
      { numRuns: 200 },
    );
  });
});
