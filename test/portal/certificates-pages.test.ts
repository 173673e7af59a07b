import { execFileSync } from 'node:child_process';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { newAuthority, newIdentity } from '../tls/certificates.js';
import { tlsAgent, tlsPost } from '../tls/tls-post.js';
import { codeOf, findAs, runTlsRegister, type TlsRegister } from '../tls/tls-register.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { temporaryFolder } from '../whole/served.js';
import {
  apply,
  approve,
  credentialsIn,
  errorsOf,
  fileIn,
  findBy,
  newAdministrator,
  patient,
} from './applicant.js';
import { Visitor, type Fields, type Shown } from './visitor.js';

describe('The pages of certificates', () => {
  let register: RunningRegister;
  let secure: TlsRegister;
  let college: Visitor;
  let another: Visitor;
  let usual: Shown;

  before(async () => {
    register = await runRegister({ settings: { dataDir: temporaryFolder(), ...patient } });
    // The same data behind HTTPS, where a client certificate is required.
    secure = await runTlsRegister({ store: register.store });
    [college, another] = [new Visitor(register.origin), new Visitor(register.origin)];
    await college.signIn('TSTLP1');
    await another.signIn('TSTAO1');
  });

  after(async () => {
    await secure.stop();
    await register.stop();
  });

  const make = (somebody: Visitor, purpose: string, fields: Fields = { how: 'pfx' }): Promise<Shown> =>
    somebody.submit(`/certificates/new/${purpose}`, `/certificates/new/${purpose}`, fields);
  const valueOf = ({ body }: Shown, key: string): string => {
    const [, value] = new RegExp(`${key}</dt>\\s*<dd[^>]*>(?:<code[^>]*>)?([^<]*)`).exec(body) ?? [];
    return value ?? '';
  };
  /** What a find gets over HTTPS with the PFX of a page. */
  const callWith = async (
    shown: Shown,
    name: string,
    message = findAs('learningProvider'),
  ): Promise<string> => {
    const agent = tlsAgent({
      pfx: fileIn(shown, name),
      passphrase: valueOf(shown, 'Password of the PFX file'),
      ca: secure.authority.certificatePem,
    });
    try {
      return codeOf((await tlsPost(agent, secure.url, message)).body) ?? '';
    } finally {
      agent.destroy();
    }
  };

  it('are for the signed-in', async () => {
    const nobody = new Visitor(register.origin);
    for (const path of [
      '/certificates',
      '/certificates/new',
      '/certificates/bind',
      '/certificates/authority',
    ])
      expect((await nobody.get(path)).location, path).to.match(/^\/sign-in/);
  });

  it('make a PFX that opens the door, and is in the list', async () => {
    const shown = await make(college, 'usual');
    usual = shown;
    expect(shown.status).to.equal(200);
    expect(await callWith(shown, 'tstlp1.pfx')).to.equal('WSRC0004');
    expect(await callWith(shown, 'tstlp1.pfx', findAs('other'))).to.equal('WSEC0003');
    const fingerprint = valueOf(shown, 'SHA-256 fingerprint');
    const list = (await college.get('/certificates')).body;
    expect(list).to.include(fingerprint).and.include('In use');
    expect(list).not.to.include(valueOf(shown, 'Password of the PFX file'));
    expect((await another.get('/certificates')).body).not.to.include(fingerprint);
  });

  it('make one for Windows Server 2016, too', async () => {
    // pbeWithSHAAnd3-KeyTripleDES-CBC, 1.2.840.113549.1.12.1.3.
    const tripleDes = Buffer.from('2a864886f70d010c0103', 'hex');
    const shown = await make(college, 'usual', { how: 'pfx', oldEncryption: 'yes' });
    expect(fileIn(shown, 'tstlp1.pfx').includes(tripleDes)).to.equal(true);
    expect(fileIn(usual, 'tstlp1.pfx').includes(tripleDes)).to.equal(false);
  });

  it('make wrong ones, which are refused', async () => {
    for (const purpose of ['expired', 'otherOrganisation', 'foreignAuthority']) {
      const shown = await make(college, purpose);
      expect(shown.body, purpose).to.include('To test with only');
      expect(await callWith(shown, `tstlp1-${purpose.toLowerCase()}.pfx`), purpose).to.equal('WSEC0003');
    }
    const list = (await college.get('/certificates')).body;
    expect(list).to.include('Expired').and.not.include('foreign').and.not.include('TSTDS1');
    expect((await college.get('/certificates/new/other')).status).to.equal(404);
  });

  it('sign a request, whose key stays with its owner', async () => {
    const folder = temporaryFolder();
    const [key, request] = [join(folder, 'key.pem'), join(folder, 'request.pem')];
    execFileSync(
      'openssl',
      ['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', request, '-subj', '/CN=any'],
      {
        stdio: 'ignore',
      },
    );
    const requestPem = execFileSync('cat', [request], { encoding: 'utf8' });
    const shown = await make(college, 'usual', { how: 'request', requestPem });
    expect(shown.status).to.equal(200);
    expect(shown.body).not.to.include('Password of the PFX file');
    const agent = tlsAgent({
      key: execFileSync('cat', [key]),
      cert: fileIn(shown, 'tstlp1.pem'),
      ca: secure.authority.certificatePem,
    });
    expect(codeOf((await tlsPost(agent, secure.url, findAs('learningProvider'))).body)).to.equal('WSRC0004');
    agent.destroy();
    const damaged = await make(college, 'usual', {
      how: 'request',
      requestPem: requestPem.replace(/[A-Z]{4}/, 'AAAA'),
    });
    expect(errorsOf(damaged)[0]).to.match(/^The request is not taken: /);
    for (const [fields, error] of [
      [{ how: 'request', requestPem: '' }, 'Paste the certificate signing request'],
      [{ how: 'request', requestPem: 'x'.repeat(20_001) }, 'That is longer than a request'],
    ] as const)
      expect(errorsOf(await make(college, 'usual', fields))).to.deep.equal([error]);
  });

  it('revoke after a question, and only one of one’s own', async () => {
    const shown = usual;
    const fingerprint = valueOf(shown, 'SHA-256 fingerprint');
    const page = `/certificates/${fingerprint}/revoke`;
    expect((await another.get(page)).status).to.equal(404);
    expect((await another.submit('/certificates/bind', page, {})).status).to.equal(404);
    expect((await college.post(page, {})).status).to.equal(403);
    expect(await callWith(shown, 'tstlp1.pfx')).to.equal('WSRC0004');
    expect((await college.submit(page, page, {})).location).to.equal('/certificates');
    // Every copy of the service looks again within a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await callWith(shown, 'tstlp1.pfx')).to.equal('WSEC0003');
    expect((await college.get('/certificates')).body).to.include('Revoked');
    expect((await college.get('/certificates/abc/revoke')).status).to.equal(404);
  });

  it('bind a certificate to whoever has its key, and to nobody else', async () => {
    const identity = await newIdentity(await newAuthority(), { name: 'ws.college.test' });
    const page = await college.get('/certificates/bind');
    const [, text = ''] = /printf '%s' '([^']*)'/.exec(page.body) ?? [];
    expect(text).to.match(/^learner-register test TSTLP1 [0-9a-f]{64}$/);
    const sign = (key: string, what: string): string => createSign('sha256').update(what).sign(key, 'base64');
    const bind = (somebody: Visitor, certificatePem: string, proof: string) =>
      somebody.submit('/certificates/bind', '/certificates/bind', { certificatePem, proof });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const others = sign(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), text);
    const wrong = 'The signature is not right: sign this text, as it is, with the certificate&#39;s key';
    expect(errorsOf(await bind(college, identity.cert, others))).to.deep.equal([wrong]);
    // A proof made for one organisation is none for another.
    expect(errorsOf(await bind(another, identity.cert, sign(identity.key, text)))).to.deep.equal([wrong]);
    const leaked = await bind(college, identity.cert + identity.key, sign(identity.key, text));
    expect(errorsOf(leaked)[0]).to.match(/^That held a private key/);
    expect(leaked.body).not.to.include('PRIVATE KEY');
    expect((await bind(college, identity.cert, sign(identity.key, text))).location).to.equal('/certificates');
    const agent = tlsAgent({ cert: identity.cert, key: identity.key, ca: secure.authority.certificatePem });
    expect(codeOf((await tlsPost(agent, secure.url, findAs('learningProvider'))).body)).to.equal('WSRC0004');
    agent.destroy();
    expect(errorsOf(await bind(college, identity.cert, sign(identity.key, text)))[0]).to.match(/already/);
    expect(errorsOf(await bind(college, 'nothing', 'not base64!'))).to.deep.equal([
      'Paste the signature in base64',
    ]);
  });

  it('give the authority’s certificate, the one that signed', async () => {
    const { body, headers } = await college.get('/certificates/authority');
    expect(headers.get('content-disposition')).to.include('test-ca.pem');
    const shown = usual;
    expect(fileIn(shown, 'test-ca.pem').toString()).to.equal(body);
    const folder = temporaryFolder();
    const [ca, own] = [join(folder, 'ca.pem'), join(folder, 'own.pem')];
    writeFileSync(ca, body);
    writeFileSync(own, fileIn(shown, 'tstlp1.pem'));
    expect(execFileSync('openssl', ['verify', '-CAfile', ca, own], { encoding: 'utf8' })).to.include(': OK');
  });

  it('are where an applicant’s first certificate is found again', async () => {
    const administrator = await newAdministrator(register);
    const applied = await apply(new Visitor(register.origin));
    await approve(administrator, applied);
    const shown = await new Visitor(register.origin).submit(applied.link, `${applied.link}/credentials`, {
      certificate: 'yes',
    });
    const [provider, awarding] = credentialsIn(shown);
    if (provider === undefined || awarding === undefined) throw new Error('Two organisations were expected');
    const name = `${provider.organisationRef.toLowerCase()}.pfx`;
    expect(await callWith(shown, name, findBy(provider))).to.equal('WSRC0004');
    // It is bound to both: this one may not find, but is let in.
    expect(await callWith(shown, name, findBy(awarding))).to.equal('WSEC0006');
    const owner = new Visitor(register.origin);
    await owner.signIn(provider.organisationRef, provider.password);
    expect((await owner.get('/certificates')).body).to.include(valueOf(shown, 'SHA-256 fingerprint'));
  });
});
