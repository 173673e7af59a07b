import { expect } from 'chai';
import { describeService } from '../../src/contract/description.js';
import type {
  LearnerServiceRequests,
  LearnerServiceResponses,
} from '../../src/contract/generated/learner-service.js';
import { createLearnerServiceReader } from '../../src/contract/service-readers.js';
import { writeResponse } from '../../src/contract/write-message.js';
import { usualRights } from '../../src/domain/organisation.js';
import { createFaults } from '../../src/soap/fault.js';
import { learnerServiceHead } from '../../src/soap/request-head.js';
import { createServiceDescription } from '../../src/soap/service-description.js';
import { createSoapService } from '../../src/soap/soap-service.js';
import { post, sendRaw, serve, stopAll } from './serving.js';

const PASSWORD = 'Sixteen-letters!';

/** The real reader, writer and faults; the only operation says what it was asked. */
const service = createSoapService<LearnerServiceRequests, LearnerServiceResponses>({
  reader: createLearnerServiceReader(),
  headOf: learnerServiceHead,
  authenticate: () =>
    Promise.resolve({
      ok: true,
      organisation: {
        organisationRef: 'TEST01',
        ukprn: '90000001',
        name: 'A college that does not exist',
        kind: 'learningProvider',
        rights: usualRights('learningProvider'),
        status: 'active',
      },
    }),
  operations: {
    learnerByULN: {
      right: 'find',
      handle({ uln, givenName, familyName }) {
        return Promise.resolve({
          ok: true,
          response: { responseCode: 'WSRC0001', uln, givenName, familyName },
        });
      },
    },
    learnerByDemographics: 'notSupported',
    registerSingleLearner: 'notSupported',
    updateSingleLearner: 'notSupported',
    submitBatchRegistration: 'notSupported',
    getBatchRegistrationOutput: 'notSupported',
    submitVerifyBatch: 'notSupported',
    getVerifyBatchOutput: 'notSupported',
    retrieveULNs: 'notSupported',
    verifyLearner: 'notSupported',
  },
  write: writeResponse,
  faults: createFaults({ timeZone: 'Europe/London', now: () => new Date() }),
  reportUnexpected(error) {
    throw error;
  },
});

function message({
  namespace = 'http://schemas.xmlsoap.org/soap/envelope/',
  header = '<soapenv:Header/>',
  password = PASSWORD,
  givenName = 'Zoë',
} = {}): string {
  return `
      <soapenv:Envelope xmlns:soapenv="${namespace}" xmlns:find="http://api.lrs.miap.gov.uk/findmsg">
         ${header}
         <soapenv:Body>
            <find:FindLearnerByULN>
               <FindType>FUL</FindType>
               <UKPRN>90000001</UKPRN>
               <OrgPassword>${password}</OrgPassword>
               <UserName>A User</UserName>
               <ULN>1000000000</ULN>
               <FamilyName>Example</FamilyName>
               <GivenName>${givenName}</GivenName>
            </find:FindLearnerByULN>
         </soapenv:Body>
      </soapenv:Envelope>
  `;
}

describe('LearnerService over HTTP', () => {
  afterEach(stopAll);

  async function ask(
    body: string | Buffer,
    contentType = 'text/xml',
  ): Promise<{ status: number; text: string }> {
    const describe = createServiceDescription({
      serviceName: 'LearnerService',
      environment: 'test',
      operations: [],
      describe: (address) => describeService('LearnerService', address),
    });
    const { url } = await serve({ parts: { services: [{ name: 'LearnerService', service, describe }] } });
    const reply = await fetch(url, { method: 'POST', body, headers: { 'Content-Type': contentType } });
    return { status: reply.status, text: await reply.text() };
  }

  const found = '<FamilyName>Example</FamilyName><GivenName>Zoë</GivenName></ns2:FindLearnerResponse>';
  const utf16 = Buffer.from(`\uFEFF${message().trim()}`, 'utf16le');
  const forms: Readonly<Record<string, string | Buffer>> = {
    'that begins and ends with blanks': message(),
    'with a byte order mark': `\uFEFF${message().trim()}`,
    'with an XML declaration': `<?xml version="1.0" encoding="UTF-8"?>${message().trim()}`,
    'in UTF-16': utf16,
    'in UTF-16, the other way round': Buffer.from(utf16).swap16(),
    'with comments and CDATA': `<!-- one -->${message({ givenName: '<![CDATA[Zoë]]>' }).trim()}<!-- two -->`,
    'with a header that it need not understand': message({
      header: '<soapenv:Header><x:Trace xmlns:x="urn:x">1</x:Trace></soapenv:Header>',
    }),
  };
  for (const [what, body] of Object.entries(forms)) {
    it(`reads a message ${what}`, async () => {
      const { status, text } = await ask(body);
      expect(text)
        .to.contain('<ResponseCode>WSRC0001</ResponseCode><ULN>1000000000</ULN>')
        .and.to.contain(found);
      expect(status).to.equal(200);
    });
  }

  it('tells a SOAP 1.2 client that the version is wrong', async () => {
    const body = message({ namespace: 'http://www.w3.org/2003/05/soap-envelope' });
    const { status, text } = await ask(body, 'application/soap+xml; charset=utf-8');
    expect(status).to.equal(500);
    expect(text).to.contain('<faultcode>soapenv:VersionMismatch</faultcode>');
  });

  it('says which header it does not understand', async () => {
    const header =
      '<soapenv:Header><x:Security xmlns:x="urn:x" soapenv:mustUnderstand="1"/></soapenv:Header>';
    const { status, text } = await ask(message({ header }));
    expect(status).to.equal(500);
    expect(text).to.contain('<faultcode>soapenv:MustUnderstand</faultcode>').and.to.contain('Security');
  });

  it('says what is wrong and where', async () => {
    const { status, text } = await ask(message({ givenName: '' }));
    expect(status).to.equal(500);
    expect(text).to.contain('<ErrorCode>WSEC0001</ErrorCode>');
    expect(text).to.match(/<FurtherDetails>cvc-\S+: Value '' .*At \/Envelope\/Body\/.*GivenName, line 12\./);
  });

  for (const password of [
    'Secret!23',
    "Se'cret is not' !23-and-too-long",
    '<b>Secret!23</b>',
    'Secret!23<!-- -->',
  ]) {
    it(`does not tell the password ${password}`, async () => {
      const { status, text } = await ask(message({ password }));
      expect(status).to.equal(500);
      expect(text)
        .to.contain('<ErrorCode>WSEC0001</ErrorCode>')
        .and.not.to.match(/Se'?cret/);
    });
  }

  it('refuses what is no XML with a fault', async () => {
    for (const body of ['', '{}', '<a', '<!DOCTYPE a><a/>', Buffer.from([0x3c, 0xff, 0x3e])]) {
      const { status, text } = await ask(body);
      expect(status, String(body)).to.equal(500);
      expect(text).to.match(/<faultcode>soapenv:\w+<\/faultcode>/);
    }
  });

  it('publishes its description at the address that was used', async () => {
    const describe = createServiceDescription({
      serviceName: 'LearnerService',
      environment: 'test',
      operations: [],
      describe: (address) => describeService('LearnerService', address),
    });
    const { port } = await serve({ parts: { services: [{ name: 'LearnerService', service, describe }] } });
    const get =
      'GET /LearnerService.svc?singlewsdl HTTP/1.1\r\nHost: lrs.example:99\r\nConnection: close\r\n\r\n';
    const { text } = await sendRaw(port, [get]);
    expect(text).to.contain('location="http://lrs.example:99/LearnerService.svc"');
    const { text: answered } = await sendRaw(port, [post(message(), ['Connection: close'])]);
    expect(answered).to.match(/^HTTP\/1\.1 200 /);
  });
});
