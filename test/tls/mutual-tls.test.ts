import { expect } from 'chai';
import type { Agent } from 'node:https';
import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createClientAsync, ClientSSLSecurity } from 'soap';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from '../../src/access/certificate-authority.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { boundTo, newAuthority, newIdentity, type Identity } from './certificates.js';
import { tlsAgent, tlsPost, type TlsAnswer } from './tls-post.js';
import {
  codeOf,
  findAs,
  provider,
  refusalsIn,
  runTlsRegister,
  withoutTime,
  type TlsRegister,
} from './tls-register.js';

const found = 'WSRC0004';
const ref = provider.organisationRef;

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`Mutual TLS (${database})`, function () {
    this.timeout(60_000);
    let register: TlsRegister;
    let clients: Authority;
    const agents: Agent[] = [];

    before(async () => {
      register = await runTlsRegister({ database });
      clients = await newAuthority();
    });

    afterEach(() => {
      for (const agent of agents.splice(0)) agent.destroy();
    });

    after(() => register.stop());

    const agentOf = (identity?: Identity, more: object = {}): Agent => {
      const { authority } = register;
      const own = identity === undefined ? {} : { cert: identity.cert, key: identity.key };
      const agent = tlsAgent({ ca: authority.certificatePem, ...own, ...more });
      agents.push(agent);
      return agent;
    };
    const bound = async (wanted = {}, organisationRef = ref): Promise<Identity> => {
      const identity = await newIdentity(clients, wanted);
      expect(await register.store.certificates.add(boundTo(organisationRef, identity))).to.equal('added');
      return identity;
    };
    const ask = (identity?: Identity, body = findAs('learningProvider')): Promise<TlsAnswer> =>
      tlsPost(agentOf(identity), register.url, body);

    it('lets an organisation in that presents a certificate of its own', async () => {
      const answer = await ask(await bound());
      expect(answer.status).to.equal(200);
      expect(codeOf(answer.body)).to.equal(found);
    });

    it('lets it in with any of several', async () => {
      for (const identity of [await bound(), await bound({ name: 'Second' })])
        expect(codeOf((await ask(identity)).body)).to.equal(found);
    });

    it('refuses every wrong certificate in the same words as an organisation that does not exist', async () => {
      const other = await bound({ name: 'Awarding' }, 'TSTAO1');
      const expired = await bound({ fromDay: -10, toDay: -1 });
      const early = await bound({ fromDay: 2, toDay: 10 });
      const revoked = await bound();
      await register.store.certificates.revoke(revoked.fingerprint, new Date(), 'operator');
      const unknown = await newIdentity(clients);
      const right = await bound();
      const nobody = await ask(right, findAs('nobody'));
      expect(codeOf(nobody.body)).to.equal('WSEC0003');

      const before = refusalsIn(register.log).length;
      const wrong = {
        missing: undefined,
        unknown,
        expired,
        notYetValid: early,
        revoked,
        otherOrganisation: other,
      };
      for (const [reason, identity] of Object.entries(wrong)) {
        const answer = await ask(identity);
        expect(answer.status, reason).to.equal(500);
        expect(withoutTime(answer.body), reason).to.equal(withoutTime(nobody.body));
        expect(answer.headers, reason).to.include.keys(Object.keys(nobody.headers));
      }
      expect(refusalsIn(register.log).slice(before)).to.deep.equal(Object.keys(wrong));
    });

    it('does not let a certificate stand in for the password', async () => {
      const identity = await bound();
      const answer = await ask(
        identity,
        findAs('learningProvider').replace(provider.orgPassword, 'Wrong-Password-1'),
      );
      expect(codeOf(answer.body)).to.equal('WSEC0005');
    });

    it('refuses a certificate within a second of its revocation, on a connection that stays open, in each copy', async () => {
      const second = await runTlsRegister({ store: register.store });
      try {
        const identity = await bound();
        const agent = agentOf(identity);
        const there = agentOf(identity, { ca: second.authority.certificatePem });
        const here = await tlsPost(agent, register.url, findAs('learningProvider'));
        await tlsPost(there, second.url, findAs('learningProvider'));
        expect(codeOf(here.body)).to.equal(found);
        expect(
          await register.store.certificates.revoke(identity.fingerprint, new Date(), 'operator'),
        ).to.deep.equal([ref]);
        const since = performance.now();
        for (const [copy, client] of [
          [register, agent],
          [second, there],
        ] as const) {
          let answer = await tlsPost(client, copy.url, findAs('learningProvider'));
          while (codeOf(answer.body) === found && performance.now() - since < 5000)
            answer = await tlsPost(client, copy.url, findAs('learningProvider'));
          expect(codeOf(answer.body)).to.equal('WSEC0003');
          expect(performance.now() - since).to.be.below(1000);
          if (copy === register) expect(answer.localPort).to.equal(here.localPort);
        }
      } finally {
        await second.stop();
      }
    });

    it('lets one certificate of a supplier call for each organisation that it was bound to, and no other', async () => {
      const identity = await bound();
      await register.store.certificates.add(boundTo('TSTAO1', identity));
      // An awarding organisation may not find learners: it was let in as far as that.
      expect(codeOf((await ask(identity, findAs('other'))).body)).to.equal('WSEC0006');
      expect(codeOf((await ask(identity)).body)).to.equal(found);
      await register.store.certificates.revoke(identity.fingerprint, new Date(), 'operator', ref);
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(codeOf((await ask(identity)).body)).to.equal('WSEC0003');
      expect(codeOf((await ask(identity, findAs('other'))).body)).to.equal('WSEC0006');
    });

    it('does not look at a header that says what certificate the caller has', async () => {
      const { cert, fingerprint } = await bound();
      for (const value of [encodeURIComponent(cert), fingerprint]) {
        for (const identity of [undefined, await newIdentity(clients)]) {
          const headers = { 'X-Client-Certificate': value };
          const answer = await tlsPost(agentOf(identity), register.url, findAs('learningProvider'), headers);
          expect(codeOf(answer.body)).to.equal('WSEC0003');
        }
      }
      expect(register.log.some((line) => line.includes('certificate header from an address'))).to.equal(true);
    });

    if (database === 'postgres') return;

    it('resumes a session without forgetting whose certificate it was', async () => {
      const { cert, key } = await bound();
      const { authority, port } = register;
      const options = {
        port,
        host: '127.0.0.1',
        ca: authority.certificatePem,
        cert,
        key,
        maxVersion: 'TLSv1.2' as const,
      };
      const first = connectTls(options);
      const [session] = (await once(first, 'session')) as [Buffer];
      first.destroy();
      const again = connectTls({ ...options, cert: undefined, key: undefined, session });
      await once(again, 'secureConnect');
      expect(again.isSessionReused()).to.equal(true);
      const body = findAs('learningProvider');
      again.write(
        `POST /LearnerService.svc HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      let text = '';
      for await (const chunk of again) text += String(chunk);
      expect(codeOf(text)).to.equal(found);
    });

    it('shows descriptions, health and documentation to callers without a certificate', async () => {
      const agent = agentOf();
      const origin = new URL(register.url).origin;
      for (const path of ['/LearnerService.svc?wsdl', '/health/ready', '/info', '/metrics', '/']) {
        const { status, body } = await tlsPost(agent, origin + path);
        expect(status, path).to.equal(200);
        if (path.endsWith('wsdl')) expect(body).to.contain(`location="${register.url}"`);
      }
    });

    it('speaks TLS 1.2 and 1.3 and nothing older', async () => {
      const identity = await bound();
      for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
        const agent = agentOf(identity, { minVersion: version, maxVersion: version });
        expect(codeOf((await tlsPost(agent, register.url, findAs('learningProvider'))).body)).to.equal(found);
      }
      for (const version of ['TLSv1', 'TLSv1.1'] as const) {
        // Without this the client itself would not try.
        const agent = agentOf(identity, {
          minVersion: version,
          maxVersion: version,
          ciphers: 'DEFAULT:@SECLEVEL=0',
        });
        const error = await tlsPost(agent, register.url, findAs('learningProvider')).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(String(error), version).to.contain('alert protocol version');
      }
    });

    it('outlives what is no TLS, and handshakes that never end', async () => {
      const silent = connectPlain(register.port, '127.0.0.1');
      const plain = connectPlain(register.port, '127.0.0.1');
      plain.on('error', () => undefined);
      plain.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      await once(plain, 'close');
      expect(codeOf((await ask(await bound())).body)).to.equal(found);
      silent.destroy();
    });

    it('answers a client of node-soap that has a certificate, and not one that has none', async () => {
      const identity = await bound();
      const { authority, url } = register;
      const { orgPassword } = provider;
      const request = {
        attributes: { xmlns: '' },
      };
      const qualified = (value: string): object => ({ ...request, $value: value });
      const message = {
        FindType: qualified('FUL'),
        OrganisationRef: qualified(ref),
        OrgPassword: qualified(orgPassword),
        UserName: qualified('Tess'),
        ULN: qualified('9900001000'),
        FamilyName: qualified('Any'),
        GivenName: qualified('Any'),
      };
      const call = async (own?: Identity): Promise<string> => {
        const agent = agentOf(own);
        const client = await createClientAsync(`${url}?wsdl`, { wsdl_options: { httpsAgent: agent } });
        if (own !== undefined) {
          const [key, cert, ca] = [own.key, own.cert, authority.certificatePem].map((pem) =>
            Buffer.from(pem),
          );
          if (key === undefined || cert === undefined) throw new Error('No key');
          client.setSecurity(new ClientSSLSecurity(key, cert, ca));
        }
        const methods = client as unknown as Record<
          string,
          (sent: object, options: object) => Promise<readonly unknown[]>
        >;
        const options = own === undefined ? { httpsAgent: agent } : {};
        try {
          const [result] = (await methods['learnerByULNAsync']?.(message, options)) ?? [];
          return JSON.stringify(result);
        } catch (error) {
          return String(error instanceof Error && 'body' in error ? error.body : error);
        }
      };
      expect(await call(identity)).to.match(/"ResponseCode":"WSRC\d{4}"/);
      expect(await call()).to.contain('WSEC0003');
    });
  });
}

describe('HTTPS', () => {
  const folder = temporaryFolder();

  it('shows a new certificate to new connections, and keeps those that are open', async () => {
    const register = await runTlsRegister({ settings: { clientCertificates: 'optional' } });
    const { authority, url } = register;
    const old = tlsAgent({ ca: authority.certificatePem });
    const fresh = tlsAgent({ ca: authority.certificatePem });
    try {
      const before = await tlsPost(old, url, findAs('learningProvider'));
      const next = await newIdentity(authority, { serverNames: ['127.0.0.1'] });
      register.replaceFiles(next);
      await register.reload();
      const kept = await tlsPost(old, url, findAs('learningProvider'));
      expect([kept.localPort, codeOf(kept.body)]).to.deep.equal([before.localPort, found]);
      const after = await tlsPost(fresh, url, findAs('learningProvider'));
      expect(after.serverFingerprint).to.equal(next.fingerprint);
      expect(before.serverFingerprint).to.not.equal(next.fingerprint);

      // A key that does not belong to the certificate, as while one of two files is written.
      writeFileSync(register.files.key, (await newIdentity(authority)).key);
      await register.reload();
      const still = tlsAgent({ ca: authority.certificatePem });
      expect((await tlsPost(still, url, findAs('learningProvider'))).serverFingerprint).to.equal(
        next.fingerprint,
      );
      still.destroy();
      const problems = register.log.filter((line) => line.includes('certificate not reloaded'));
      expect(problems).to.have.lengthOf(1);
      expect(problems[0]).to.not.contain('PRIVATE');
    } finally {
      old.destroy();
      fresh.destroy();
      await register.stop();
    }
  });

  it('with optional certificates takes callers without, and refuses a wrong one', async () => {
    const register = await runTlsRegister({ settings: { clientCertificates: 'optional' } });
    const { authority, url } = register;
    const { cert, key } = await newIdentity(await newAuthority());
    const without = tlsAgent({ ca: authority.certificatePem });
    const wrong = tlsAgent({ ca: authority.certificatePem, cert, key });
    try {
      expect(codeOf((await tlsPost(without, url, findAs('learningProvider'))).body)).to.equal(found);
      expect(codeOf((await tlsPost(wrong, url, findAs('learningProvider'))).body)).to.equal('WSEC0003');
    } finally {
      without.destroy();
      wrong.destroy();
      await register.stop();
    }
  });

  it('with LR_TLS_CA_FILE refuses a bound certificate that no authority in it signed', async () => {
    const [known, foreign] = [await newAuthority('Known'), await newAuthority('Foreign')];
    const tlsCaFile = folder.path('ca.pem');
    writeFileSync(tlsCaFile, known.certificatePem);
    const register = await runTlsRegister({ settings: { tlsCaFile } });
    try {
      const codes: (string | undefined)[] = [];
      for (const authority of [known, foreign]) {
        const identity = await newIdentity(authority);
        await register.store.certificates.add(boundTo(ref, identity));
        const agent = tlsAgent({
          ca: register.authority.certificatePem,
          cert: identity.cert,
          key: identity.key,
        });
        codes.push(codeOf((await tlsPost(agent, register.url, findAs('learningProvider'))).body));
        agent.destroy();
      }
      expect(codes).to.deep.equal([found, 'WSEC0003']);
      expect(refusalsIn(register.log)).to.deep.equal(['untrusted']);
    } finally {
      await register.stop();
    }
  });

  it('stops at once although connections are open, idle or in the middle of a handshake', async () => {
    const register = await runTlsRegister({ settings: { clientCertificates: 'optional' } });
    const { port, authority } = register;
    const handshaking = connectPlain(port, '127.0.0.1');
    handshaking.on('error', () => undefined);
    const idle = connectTls({ port, host: '127.0.0.1', ca: authority.certificatePem });
    idle.on('error', () => undefined);
    await once(idle, 'secureConnect');
    const agent = tlsAgent({ ca: authority.certificatePem });
    await tlsPost(agent, register.url, findAs('learningProvider'));
    const begun = performance.now();
    // By themselves, the three would end after ten seconds or more.
    await register.stop();
    expect(performance.now() - begun).to.be.below(4500);
    agent.destroy();
  });

  it('warns in the log and the metrics of certificates that end soon', async () => {
    const register = await runTlsRegister({ settings: { clientCertificates: 'optional' } });
    const { authority, store, url } = register;
    const identity = await newIdentity(authority, { toDay: 5 });
    await store.certificates.add(boundTo(ref, identity));
    await store.certificates.add(boundTo('TSTAO1', await newIdentity(authority)));
    const second = await runTlsRegister({ store, settings: { clientCertificates: 'optional' } });
    const agent = tlsAgent({ ca: second.authority.certificatePem });
    try {
      const warning = (): string | undefined =>
        second.log.find((line) => line.includes('certificate ends soon'));
      while (warning() === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(JSON.parse(warning() ?? '')).to.include({
        organisationRef: ref,
        fingerprint: identity.fingerprint,
      });
      const { body } = await tlsPost(agent, second.url.replace('/LearnerService.svc', '/metrics'));
      expect(body).to.contain('learner_register_client_certificates{state="expiring"} 1');
      expect(body).to.contain('learner_register_client_certificates{state="valid"} 1');
      expect(body).to.match(/learner_register_tls_certificate_end_seconds \d{10}/);
      expect(url).to.match(/^https:/);
    } finally {
      agent.destroy();
      await second.stop();
      await register.stop();
    }
  });

  it('publishes the test authority where there is one', async () => {
    const register = await runTlsRegister({ settings: { clientCertificates: 'optional' } });
    const agent = tlsAgent({ ca: register.authority.certificatePem });
    const url = register.url.replace('/LearnerService.svc', '/test-ca.pem');
    try {
      expect((await tlsPost(agent, url)).status).to.equal(404);
      const { certificatePem } = await newAuthority();
      writeFileSync(join(register.files.certificate, '..', 'test-ca.pem'), certificatePem);
      expect((await tlsPost(agent, url)).body).to.equal(certificatePem);
    } finally {
      agent.destroy();
      await register.stop();
    }
  });
});
