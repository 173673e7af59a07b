import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import type { Agent as TlsAgent } from 'node:https';
import { connect } from 'node:net';
import { expect } from 'chai';
import { freePort } from '../../bench/ready.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { keepAliveAgent, post } from '../post.js';
import { boundTo, newAuthority, newIdentity, type Identity } from './certificates.js';
import { tlsAgent, tlsPost } from './tls-post.js';
import { codeOf, findAs, provider, refusalsIn, runTlsRegister, type TlsRegister } from './tls-register.js';

const found = 'WSRC0004';
const header = 'X-Client-Certificate';

describe('A certificate in the header of a proxy', () => {
  let register: TlsRegister;
  let identity: Identity;
  const proxy = keepAliveAgent();
  const stranger = new Agent({ keepAlive: true, localAddress: '127.0.0.9' });

  before(async () => {
    register = await runTlsRegister({ plain: true, settings: { proxyAddresses: '127.0.0.1' } });
    identity = await newIdentity(await newAuthority());
    await register.store.certificates.add(boundTo(provider.organisationRef, identity));
  });

  after(async () => {
    proxy.destroy();
    stranger.destroy();
    await register.stop();
  });

  const ask = async (agent: Agent, headers: Record<string, string | string[]>): Promise<string | undefined> =>
    codeOf((await post(register.url, findAs('learningProvider'), { agent, headers })).body);
  const forms = (): Readonly<Record<string, string>> => ({
    "nginx's escaped PEM": encodeURIComponent(identity.cert),
    'PEM whose plus signs are not escaped': encodeURI(identity.cert),
    'RFC 9440': `:${identity.cert.replace(/-----.*?-----|\s/g, '')}:`,
    'a fingerprint': identity.fingerprint,
    'a fingerprint with colons': (identity.fingerprint.match(/../g) ?? []).join(':').toUpperCase(),
  });

  it('counts, in each of the forms that proxies have', async () => {
    for (const [form, value] of Object.entries(forms()))
      expect(await ask(proxy, { [header]: value }), form).to.equal(found);
  });

  it('is believed of each request by itself, on one connection', async () => {
    expect(await ask(proxy, { [header]: identity.fingerprint })).to.equal(found);
    expect(await ask(proxy, {})).to.equal('WSEC0003');
    expect(await ask(proxy, { [header]: '' })).to.equal('WSEC0003');
    expect(await ask(proxy, { [header]: identity.fingerprint })).to.equal(found);
  });

  it('is not believed of anybody else, who is written down', async () => {
    for (const [form, value] of Object.entries(forms()))
      expect(await ask(stranger, { [header]: value }), form).to.equal('WSEC0003');
    // Nor does it help to say that one is the proxy.
    const claims = { 'X-Forwarded-For': '127.0.0.1', Forwarded: 'for=127.0.0.1', 'X-Real-IP': '127.0.0.1' };
    expect(await ask(stranger, { [header]: identity.fingerprint, ...claims })).to.equal('WSEC0003');
    const told = register.log.filter((line) => line.includes('certificate header from an address'));
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.contain('127.0.0.9');
  });

  it('is refused when it is not what a proxy sends', async () => {
    const { cert, fingerprint } = identity;
    const base64 = cert.replace(/-----.*?-----|\s/g, '');
    const wrong: Readonly<Record<string, string | string[]>> = {
      'two headers': [fingerprint, fingerprint],
      'two headers that differ': [encodeURIComponent(cert), fingerprint],
      'a cut certificate': encodeURIComponent(cert.slice(0, -60)),
      'a certificate with something after it': `:${Buffer.concat([Buffer.from(base64, 'base64'), Buffer.alloc(3)]).toString('base64')}:`,
      'a SHA-1 fingerprint': fingerprint.slice(0, 40),
      'a broken escape': `${encodeURIComponent(cert)}%E0%`,
      words: 'NONE',
      'the name of a subject': 'CN=TSTLP1',
      'a long text': `:${'A'.repeat(12_000)}:`,
    };
    for (const [what, value] of Object.entries(wrong))
      expect(await ask(proxy, { [header]: value }), what).to.equal('WSEC0003');
    expect(refusalsIn(register.log)).to.include('unreadable');
  });

  it('is not found in a header of another name', async () => {
    for (const name of ['X-Client-Cert', 'X_Client_Certificate', 'X-SSL-Client-Cert', 'Client-Cert'])
      expect(await ask(proxy, { [name]: identity.fingerprint }), name).to.equal('WSEC0003');
  });
});

describe('Mutual TLS at nginx', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();

  it('reaches the register, and what clients write into the header does not', async function () {
    if (spawnSync('nginx', ['-v']).error !== undefined) {
      console.warn('        nginx is not installed: not tried');
      this.skip();
    }
    const register = await runTlsRegister({ plain: true, settings: { proxyAddresses: '127.0.0.1, ::1' } });
    const authority = await newAuthority();
    const server = await newIdentity(authority, { serverNames: ['127.0.0.1'] });
    const identity = await newIdentity(authority);
    await register.store.certificates.add(boundTo(provider.organisationRef, identity));
    const port = await freePort();
    writeFileSync(folder.path('server.pem'), server.cert);
    writeFileSync(folder.path('server-key.pem'), server.key);
    const path = folder.path();
    writeFileSync(folder.path('nginx.conf'), configuration(path, port, register.port));
    const nginx = spawn('nginx', ['-p', path, '-c', folder.path('nginx.conf'), '-e', 'stderr'], {
      stdio: 'ignore',
    });
    const ended = once(nginx, 'exit');
    const client = (own?: Identity): TlsAgent =>
      tlsAgent({
        ca: authority.certificatePem,
        ...(own === undefined ? {} : { cert: own.cert, key: own.key }),
      });
    const [right, none, unknown] = [client(identity), client(), client(await newIdentity(authority))];
    const ask = async (agent: TlsAgent, headers = {}): Promise<string | undefined> =>
      codeOf(
        (
          await tlsPost(
            agent,
            `https://127.0.0.1:${port}/LearnerService.svc`,
            findAs('learningProvider'),
            headers,
          )
        ).body,
      );
    try {
      await untilOpen(port);
      expect(await ask(right)).to.equal(found);
      for (const agent of [none, unknown]) {
        expect(await ask(agent)).to.equal('WSEC0003');
        for (const name of [header, header.toLowerCase(), header.replaceAll('-', '_')])
          expect(await ask(agent, { [name]: identity.fingerprint }), name).to.equal('WSEC0003');
      }
    } finally {
      for (const agent of [right, none, unknown]) agent.destroy();
      nginx.kill('SIGTERM');
      await ended;
      await register.stop();
    }
  });
});

function configuration(folder: string, port: number, registerPort: number): string {
  return `
daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/server.pem;
    ssl_certificate_key ${folder}/server-key.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_verify_client optional_no_ca;
    location / {
      proxy_pass http://127.0.0.1:${registerPort};
      proxy_set_header X-Client-Certificate $ssl_client_escaped_cert;
    }
  }
}
`;
}

async function untilOpen(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise((resolve) => {
      socket.on('connect', () => {
        resolve(true);
      });
      socket.on('error', () => {
        resolve(false);
      });
    });
    socket.destroy();
    if (open === true) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Nothing listens on port ${port}`);
}
