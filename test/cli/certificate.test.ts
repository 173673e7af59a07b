import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createSecureContext } from 'node:tls';
import { expect } from 'chai';
import { noCertificateWarning, tlsRefusal } from '../../src/cli/tls-refusal.js';
import { loadConfig } from '../../src/config.js';
import { newAuthority, newIdentity } from '../tls/certificates.js';
import { tlsAgent, tlsPost } from '../tls/tls-post.js';
import { codeOf, findAs } from '../tls/tls-register.js';
import { commandLine, commandLineProcess, type Ended } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;

function openssl(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

describe('Commands for certificates', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const run = (...args: readonly string[]): Promise<Ended> =>
    commandLine([...args, '--data', folder.path('data'), '--json']);
  const issue = (...args: readonly string[]): Promise<Ended> =>
    run('certificate', 'issue', '--organisation', 'TSTLP1', ...args);

  it('make a key and its certificate as PFX, and keep the authority to themselves', async () => {
    const pfx = folder.path('one.pfx');
    const ended = await issue('--pfx', pfx);
    expect(ended.exitCode, ended.stderr).to.equal(0);
    const [made] = ended.json();
    expect(made).to.include({ organisationRef: 'TSTLP1', state: 'valid', daysLeft: 364, revokedAt: null });
    expect(made?.['subject']).to.match(/^CN=TSTLP1, O=Fictional Park College, OU=Test environment only$/);
    const passphrase = String(made?.['password']);
    expect(() => createSecureContext({ pfx: readFileSync(pfx), passphrase })).to.not.throw();
    expect(() => createSecureContext({ pfx: readFileSync(pfx), passphrase: 'another' })).to.throw();
    expect(statSync(pfx).mode & 0o777).to.equal(0o600);
    expect(statSync(folder.path('data', 'test-ca-key.pem')).mode & 0o777).to.equal(0o600);
    expect(readFileSync(folder.path('data', 'test-ca.pem'), 'utf8')).to.not.contain('PRIVATE');

    const again = await issue('--pfx', pfx);
    expect(again.exitCode).to.equal(2);
    expect(again.stderr).to.contain('is there already');
  });

  it('take a password from a file or standard input, and keep it out of what they print', async () => {
    writeFileSync(folder.path('secret.txt'), 'Pfx password 1\n');
    const ended = await issue(
      '--pfx',
      folder.path('two.pfx'),
      '--password-file',
      folder.path('secret.txt'),
      '--old-encryption',
    );
    expect(ended.exitCode, ended.stderr).to.equal(0);
    expect(ended.stdout + ended.stderr).to.not.contain('Pfx password 1');
    const pfx = readFileSync(folder.path('two.pfx'));
    expect(() => createSecureContext({ pfx, passphrase: 'Pfx password 1' })).to.not.throw();
    const short = await commandLine(
      [
        'certificate',
        'issue',
        '--organisation',
        'TSTLP1',
        '--pfx',
        folder.path('x.pfx'),
        '--password-stdin',
        '--data',
        folder.path('data'),
      ],
      { stdin: 'short\n' },
    );
    expect(short.exitCode).to.equal(2);
  });

  it('sign the request of somebody who keeps the key, and refuse requests that are none', async function () {
    if (!hasOpenssl) {
      console.warn('        openssl is not installed: not tried');
      this.skip();
    }
    const [csr, key, out] = [folder.path('r.csr'), folder.path('r.key'), folder.path('r.pem')];
    openssl(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      csr,
      '-subj',
      '/CN=TSTAO1/O=Somebody else',
    );
    const ended = await issue('--csr', csr, '--out', out, '--days', '30');
    expect(ended.exitCode, ended.stderr).to.equal(0);
    const ca = folder.path('data', 'test-ca.pem');
    expect(openssl('verify', '-x509_strict', '-CAfile', ca, '-purpose', 'sslclient', out)).to.contain(': OK');
    // The name is the register's, not the requester's.
    expect(openssl('x509', '-in', out, '-noout', '-subject'))
      .to.contain('CN = TSTLP1')
      .and.not.contain('TSTAO1');
    expect(() => createSecureContext({ cert: readFileSync(out), key: readFileSync(key) })).to.not.throw();
    const refused = await issue('--csr', key, '--out', folder.path('never.pem'));
    expect(refused.exitCode).to.equal(2);
    expect(refused.stderr).to.contain('no CERTIFICATE REQUEST');
  });

  it('bind, list, show and revoke', async () => {
    const { cert, fingerprint } = await newIdentity(await newAuthority(), { toDay: 10 });
    writeFileSync(folder.path('college.pem'), cert);
    const added = await run('certificate', 'add', folder.path('college.pem'), '--organisation', 'tstao1');
    expect(added.exitCode, added.stderr).to.equal(0);
    expect(added.json()[0]).to.include({ organisationRef: 'TSTAO1', fingerprint, state: 'expiring' });
    const again = await run('certificate', 'add', folder.path('college.pem'), '--organisation', 'TSTAO1');
    expect(again.exitCode).to.equal(1);
    expect(
      (await run('certificate', 'add', folder.path('college.pem'), '--organisation', 'NOBODY')).exitCode,
    ).to.equal(1);
    expect(
      (await run('certificate', 'add', folder.path('secret.txt'), '--organisation', 'TSTAO1')).exitCode,
    ).to.equal(2);

    const listed = await run('certificate', 'list', '--state', 'expiring', '--organisation', 'TSTAO1');
    expect(listed.json().map((each) => each['fingerprint'])).to.deep.equal([fingerprint]);
    const doctor = await run('doctor');
    const finding = doctor.json().find(({ check }) => check === 'client certificates');
    expect(finding).to.include({ status: 'warning' });
    expect(finding?.['finding']).to.contain('TSTAO1');

    const start = fingerprint.slice(0, 8).toUpperCase();
    expect((await run('certificate', 'show', start)).json()[0]).to.include({
      fingerprint,
      state: 'expiring',
    });
    expect((await run('certificate', 'show', 'xyz')).exitCode).to.equal(2);
    expect((await run('certificate', 'show', '00000000')).exitCode).to.equal(1);

    expect((await run('certificate', 'revoke', start)).exitCode, 'without --yes').to.not.equal(0);
    const revoked = await run('certificate', 'revoke', start, '--yes');
    expect(revoked.json()[0]).to.deep.include({ fingerprint, revokedFor: ['TSTAO1'] });
    expect((await run('certificate', 'show', start)).json()[0]).to.include({ state: 'revoked' });
    expect((await run('certificate', 'revoke', start, '--yes')).exitCode).to.equal(1);
    const audit = await run('audit', 'list', '--operation', 'certificate revoke');
    expect(audit.json()).to.have.lengthOf(1);
  });

  it('make nothing for the live environment, and bind nothing of a test authority there', async () => {
    const live = (...args: readonly string[]): Promise<Ended> =>
      commandLine([...args, '--environment', 'live', '--data', folder.path('live'), '--json']);
    const refused = await live(
      'certificate',
      'issue',
      '--organisation',
      'TSTLP1',
      '--pfx',
      folder.path('no.pfx'),
    );
    expect(refused.exitCode).to.equal(1);
    expect(refused.stderr).to.contain('test environment only');
    const ended = await issue('--foreign', '--pfx', folder.path('foreign.pfx'));
    expect(ended.json()[0]).to.include({ state: 'foreign', boundBy: null });
    writeFileSync(folder.path('ca-as-client.pem'), readFileSync(folder.path('data', 'test-ca.pem')));
    const added = await live(
      'certificate',
      'add',
      folder.path('ca-as-client.pem'),
      '--organisation',
      'ABC123',
    );
    expect(added.exitCode).to.equal(1);
    expect(added.stderr).to.contain('authority of a test environment');
  });

  it('serve HTTPS with what they made, from the first command to a revocation', async () => {
    const [out, key] = [folder.path('server.pem'), folder.path('server-key.pem')];
    const made = await run(
      'certificate',
      'issue-server',
      '--name',
      'localhost',
      '127.0.0.1',
      '::1',
      '--out',
      out,
      '--key-out',
      key,
    );
    expect(made.exitCode, made.stderr).to.equal(0);
    const pfxOf = async (name: string, ...args: readonly string[]) => {
      const ended = await issue('--pfx', folder.path(name), ...args);
      const [{ password = '', fingerprint = '' } = {}] = ended.json();
      return {
        pfx: readFileSync(folder.path(name)),
        passphrase: String(password),
        fingerprint: String(fingerprint),
      };
    };
    const right = await pfxOf('right.pfx');
    const expired = await pfxOf('expired.pfx', '--expired');
    const foreign = await pfxOf('foreign-2.pfx', '--foreign');
    const { PATH = '' } = process.env;
    const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
    const child = spawn(process.execPath, [main, 'serve', '--port', '0', '--data', folder.path('data')], {
      env: {
        PATH,
        LR_TLS_CERTIFICATE_FILE: out,
        LR_TLS_KEY_FILE: key,
        LR_CLIENT_CERTIFICATES: 'required',
        LR_LOG_LEVEL: 'info',
      },
    });
    const gone = once(child, 'exit');
    let said = '';
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const until = async (text: () => string, sign: RegExp): Promise<string> => {
      while (!sign.test(text())) await new Promise((resolve) => setTimeout(resolve, 20));
      return sign.exec(text())?.[1] ?? '';
    };
    const agents = [right, expired, foreign, {}].map((own) =>
      tlsAgent({ ca: readFileSync(folder.path('data', 'test-ca.pem')), ...own }),
    );
    try {
      const origin = await until(() => said, /answers on (https:\/\/127\.0\.0\.1:\d+)\//);
      const url = `${origin}/LearnerService.svc`;
      const codes = await Promise.all(
        agents.map(async (agent) => codeOf((await tlsPost(agent, url, findAs('learningProvider'))).body)),
      );
      expect(codes).to.deep.equal(['WSRC0004', 'WSEC0003', 'WSEC0003', 'WSEC0003']);
      const [first] = agents;
      if (first === undefined) throw new Error('No client');
      const { body } = await tlsPost(first, `${origin}/test-ca.pem`);
      expect(body).to.equal(readFileSync(folder.path('data', 'test-ca.pem'), 'utf8'));

      const again = await run(
        'certificate',
        'issue-server',
        '--name',
        '127.0.0.1',
        '--out',
        `${out}.2`,
        '--key-out',
        `${key}.2`,
      );
      writeFileSync(out, readFileSync(`${out}.2`));
      writeFileSync(key, readFileSync(`${key}.2`));
      child.kill('SIGHUP');
      await until(() => log, /(certificate reloaded)/);
      const fresh = tlsAgent({ ca: readFileSync(folder.path('data', 'test-ca.pem')), ...right });
      agents.push(fresh);
      const after = await tlsPost(fresh, url, findAs('learningProvider'));
      expect(after.serverFingerprint).to.equal(again.json()[0]?.['fingerprint']);
      expect(codeOf(after.body)).to.equal('WSRC0004');

      await run('certificate', 'revoke', right.fingerprint, '--yes');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(codeOf((await tlsPost(first, url, findAs('learningProvider'))).body)).to.equal('WSEC0003');
      expect(log)
        .to.contain('"reason":"revoked"')
        .and.contain('"reason":"expired"')
        .and.contain('"reason":"unknown"');
    } finally {
      for (const agent of agents) agent.destroy();
      child.kill('SIGTERM');
      await gone;
    }
  });

  it('are missed aloud by a live server that can only refuse, and files must be right', async () => {
    const served = await commandLineProcess(
      ['serve', '--port', '0', '--environment', 'live', '--data', folder.path('live-2')],
      { stopAt: { text: 'answers on http://', signal: 'SIGTERM' } },
    );
    expect(served.exitCode).to.equal(0);
    expect(served.stderr).to.contain('over plain HTTP none can come');
    const warned = (flags: Record<string, string>): boolean => {
      const loaded = loadConfig({ env: {}, flags: { environment: 'live', ...flags } });
      return loaded.ok && noCertificateWarning(loaded.config) !== undefined;
    };
    expect(warned({})).to.equal(true);
    expect(warned({ clientCertificates: 'optional' })).to.equal(false);
    expect(warned({ proxyAddresses: '10.0.0.1' })).to.equal(false);
    expect(warned({ environment: 'test' })).to.equal(false);
    writeFileSync(folder.path('no.pem'), 'top secret');
    const why = async (flags: Record<string, string>): Promise<string | undefined> => {
      const loaded = loadConfig({ env: {}, flags: { environment: 'live', ...flags } });
      return loaded.ok ? (await tlsRefusal(loaded.config))?.problem : loaded.problems[0]?.setting;
    };
    expect(await why({ tlsKeyFile: folder.path('no.pem') })).to.equal('LR_TLS_CERTIFICATE_FILE');
    expect(await why({ tlsCaFile: folder.path('no.pem') })).to.equal('LR_TLS_CA_FILE');
    const files = { tlsCertificateFile: folder.path('no.pem'), tlsKeyFile: folder.path('no.pem') };
    expect(await why(files)).to.match(/no\.pem holds no certificate in PEM/);
    expect(await why({ ...files, tlsKeyFile: folder.path('none') })).to.match(/none cannot be read/);
    const mixed = {
      tlsCertificateFile: folder.path('server.pem'),
      tlsKeyFile: folder.path('server-key.pem.2'),
    };
    writeFileSync(mixed.tlsKeyFile, (await newIdentity(await newAuthority())).key);
    expect(await why(mixed)).to.match(/do not fit together/);
  });
});
