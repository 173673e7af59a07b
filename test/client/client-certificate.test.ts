/** The typed client over HTTPS, with a client certificate that the register asks for. */
import { expect } from 'chai';
import type { Authority } from '../../src/access/certificate-authority.js';
import { LearnerServiceClient, NoAnswer, RegisterFault, type ClientOptions } from '../../src/client/index.js';
import { publishedTestData } from '../../src/cli/test-data.js';
import { boundTo, newAuthority, newIdentity } from '../tls/certificates.js';
import { provider, runTlsRegister, type TlsRegister } from '../tls/tls-register.js';

const { uln, familyName, givenName } = publishedTestData().learners.exact;

describe('The typed client with a certificate', () => {
  let register: TlsRegister;
  let clients: Authority;

  before(async () => {
    register = await runTlsRegister();
    clients = await newAuthority();
  });

  after(() => register.stop());

  const find = async (options: Partial<ClientOptions>): Promise<string | undefined> => {
    const client = new LearnerServiceClient({ address: register.url, ...provider, ...options });
    try {
      return (await client.learnerByULN({ findType: 'CHK', uln, familyName, givenName })).responseCode;
    } finally {
      client.close();
    }
  };

  it('is let in with one, and refused without', async () => {
    const { cert, key, ...identity } = await newIdentity(clients);
    const known = boundTo(provider.organisationRef, { cert, key, ...identity });
    expect(await register.store.certificates.add(known)).to.equal('added');
    const serverAuthorities = register.authority.certificatePem;
    expect(await find({ serverAuthorities, certificate: { cert, key } })).to.equal('WSRC0004');
    const refused: unknown = await find({ serverAuthorities }).catch((thrown: unknown) => thrown);
    expect(refused).to.be.instanceOf(RegisterFault).with.property('code', 'WSEC0003');
  });

  it('sends nothing to a server whose certificate it does not trust', async () => {
    const failure: unknown = await find({}).catch((thrown: unknown) => thrown);
    expect(failure).to.be.instanceOf(NoAnswer);
    expect((failure as NoAnswer).systemCode).to.match(/SELF_SIGNED|UNABLE_TO_VERIFY/);
  });
});
