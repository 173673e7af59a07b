import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadTestData } from '../../src/cli/test-data.js';
import { cryptographicRandom } from '../../src/random.js';
import { systemClock } from '../../src/clock.js';
import { openStore } from '../../src/store/open-store.js';
import { commandLine } from '../cli/command-line.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { fingerprintOf, newAuthority } from '../tls/certificates.js';
import { tlsAgent, tlsPost } from '../tls/tls-post.js';
import { codeOf, runTlsRegister } from '../tls/tls-register.js';
import { temporaryFolder } from '../whole/served.js';
import { answer, errorsOf, findBy, newAdministrator, patient } from './applicant.js';
import { Visitor, tokenOf, type Fields } from './visitor.js';

interface Identity {
  readonly cert: string;
  readonly key: string;
  readonly fingerprint: string;
}

/** As it comes from an authority of the outside world: nothing in it says that it is for tests. */
function realIdentity(): Identity {
  const folder = temporaryFolder();
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const given = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '30',
    '-subj',
    '/O=Real College/CN=ws.college.test',
  ];
  execFileSync('openssl', [...given, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
  const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')];
  return { cert, key, fingerprint: fingerprintOf(cert) };
}

const pem = (identity: Identity): Fields => ({ certificateSubject: '', certificatePem: identity.cert });

const answers: Readonly<Record<string, Fields>> = {
  organisation: { organisationName: 'Real Town College', ukprn: '10001234' },
  contact: { contactName: 'Carl Contact', emailAddress: 'carl@college.test', telephone: '' },
  'technical-contact': {
    technicalName: 'Tess Technical',
    technicalEmailAddress: 'tess@college.test',
    technicalTelephone: '01632 960 002',
  },
  volumes: { requestsPerDay: 'upTo1000', batchLearnersPerMonth: 'upTo10000' },
  certificate: { certificateSubject: 'CN=ws.college.test', certificatePem: '' },
  agreement: { signatory: 'Pat Principal', role: 'Principal', agreed: 'yes' },
};

describe('Going live', () => {
  let register: RunningRegister;
  let administrator: Visitor;
  let college: Visitor;
  let identity: Identity;
  let reference: string;
  const testData = temporaryFolder();
  const liveData = temporaryFolder();
  const file = join(liveData, 'college.json');
  const authorityFile = join(testData, 'test-ca.pem');

  before(async () => {
    register = await runRegister({ settings: { dataDir: testData, ...patient } });
    administrator = await newAdministrator(register);
    college = new Visitor(register.origin);
    await college.signIn('TSTLP1');
    identity = realIdentity();
  });

  after(() => register.stop());

  it('begins with a page that says what is missing', async () => {
    const { body } = await college.get('/live-request');
    expect(body)
      .to.include('scenarios are missing')
      .and.match(/Done<\/dt>\s*<dd[^>]*>0</);
    expect((await new Visitor(register.origin).get('/live-request')).location).to.match(/^\/sign-in/);
  });

  it('says on each page what is wrong', async () => {
    const nothing = { certificateSubject: '', certificatePem: '' };
    const made = await college.submit('/certificates/new/usual', '/certificates/new/usual', { how: 'pfx' });
    const [, encoded = ''] = /base64,([^"]*)" download="tstlp1.pem"/.exec(made.body) ?? [];
    const ofTest = Buffer.from(encoded.replaceAll('&#x3D;', '='), 'base64').toString();
    const refused: readonly (readonly [string, Fields, RegExp])[] = [
      [
        'organisation',
        { organisationName: 'x', ukprn: '90000001' },
        /^Enter the UKPRN of the real organisation/,
      ],
      ['contact', { contactName: 'x', emailAddress: 'x@', telephone: '' }, /^Enter an e-mail address in/],
      ['technical-contact', { technicalName: '' }, /^Enter the name/],
      ['volumes', { requestsPerDay: '5' }, /^Select how many requests/],
      ['certificate', nothing, /^Enter the subject, or paste/],
      ['certificate', { certificatePem: ofTest }, /^This certificate was made by a test environment/],
      ['certificate', { certificatePem: identity.key }, /^That held a private key/],
      ['certificate', { certificatePem: 'rubbish' }, /^Paste a certificate in PEM/],
      ['agreement', { signatory: 'x', role: 'y' }, /^Tick the box/],
    ];
    for (const page of Object.keys(answers)) {
      for (const [, fields, error] of refused.filter(([name]) => name === page)) {
        const shown = await college.submit(`/live-request/${page}`, `/live-request/${page}`, fields);
        expect(shown.status, page).to.equal(400);
        expect(errorsOf(shown)[0], page).to.match(error);
        expect(shown.body).not.to.include('PRIVATE KEY-----');
      }
      await answer(college, '/live-request', { [page]: answers[page] ?? {} });
    }
  });

  it('is asked for once, with the certificate for live', async () => {
    await answer(college, '/live-request', { certificate: pem(identity) });
    const { body } = await college.get('/live-request/check');
    expect(body)
      .to.include(identity.fingerprint)
      .and.include('CN=ws.college.test')
      .and.include('Real Town College');
    const token = tokenOf({ body });
    const clicks = await Promise.all([1, 2].map(() => college.post('/live-request/check', { _csrf: token })));
    for (const { status, location } of clicks)
      expect([status, location?.startsWith('/live-request')]).to.deep.equal([303, true]);
    const waiting = await register.store.liveRequests.list({ status: 'waiting', limit: 5 });
    expect(waiting).to.have.length(1);
    reference = waiting[0]?.reference ?? '';
    expect((await college.get('/live-request/sent')).body).to.include(reference);
    const another = new Visitor(register.origin);
    await another.signIn('TSTAO1');
    expect((await another.get('/live-request')).body).not.to.include(reference);
  });

  it('is not exported before it is approved', async () => {
    const given = { env: { LR_DATA_DIR: testData } };
    // The data of this register are elsewhere: the command line sees a register where nobody asked.
    const refused = await commandLine(
      ['organisation', 'export', 'TSTLP1', '--out', join(testData, 'no.json')],
      given,
    );
    expect(refused.exitCode).to.equal(1);
    expect(refused.stderr).to.include('has no approved request');
    const page = `/administration/live-requests/${reference}`;
    expect((await administrator.get(`${page}/export`)).location).to.equal(page);
    const report = await administrator.get(`${page}/report`);
    expect(report.headers.get('content-disposition')).to.include(`${reference}-scenarios.json`);
    expect(JSON.parse(report.body)).to.be.an('object');
  });

  it('is approved with a reference that is not the test environment’s', async () => {
    const page = `/administration/live-requests/${reference}`;
    const shown = await administrator.get(page);
    expect(shown.body)
      .to.include('Pat Principal, Principal')
      .and.match(/Checksum<\/dt>/);
    for (const [liveRef, error] of [
      ['TSTLP1', /^References that begin with TST belong to the test environment/],
      ['AB', /^A reference has six letters or digits/],
      ['', /^Enter the reference/],
    ] as const) {
      const refused = await administrator.submit(page, `${page}/approve`, { liveRef });
      expect(errorsOf(refused)[0]).to.match(error);
    }
    await administrator.submit(page, `${page}/approve`, { liveRef: 'coll01' });
    expect((await college.get('/live-request')).body).to.include('COLL01');
    const exported = await administrator.get(`${page}/export`);
    expect(exported.headers.get('content-disposition')).to.include('COLL01.json');
    writeFileSync(file, exported.body);
    expect(exported.body)
      .to.include(identity.fingerprint)
      .and.not.match(/password|argon2/i);
    expect(exported.body).not.to.include('Test environment only');
  });

  const imported = (...args: readonly string[]) =>
    commandLine(
      [
        'organisation',
        'import',
        file,
        '--signed-by',
        authorityFile,
        '--environment',
        'live',
        '--json',
        ...args,
      ],
      { env: { LR_DATA_DIR: liveData } },
    );

  it('is imported into the live register once, after a look at what would happen', async () => {
    const dry = await imported('--dry-run');
    expect(dry.stderr).to.equal('');
    expect(dry.json()[0]).to.include({
      outcome: 'would be added',
      organisationRef: 'COLL01',
      ukprn: '10001234',
    });
    const first = await imported();
    expect(first.json()[0]).to.deep.include({ outcome: 'added', certificatesBound: [identity.fingerprint] });
    expect(first.stderr).to.include('It has no password yet');
    const second = await imported();
    expect(second.json()[0]).to.deep.include({
      outcome: 'unchanged',
      certificatesBound: [],
      certificatesBoundBefore: [identity.fingerprint],
    });
    const audit = await commandLine(['audit', 'list', '--environment', 'live', '--json'], {
      env: { LR_DATA_DIR: liveData },
    });
    const done = audit.json().map(({ operation, outcome }) => `${String(operation)}: ${String(outcome)}`);
    expect(done).to.deep.equal(['organisation import: importedAgain', 'organisation import: imported']);
  });

  it('is refused when the file was changed, or is not of this test environment', async () => {
    const whole = readFileSync(file, 'utf8');
    const bad = join(liveData, 'bad.json');
    const importOf = (text: string, signedBy = authorityFile) => {
      writeFileSync(bad, text);
      return commandLine(['organisation', 'import', bad, '--signed-by', signedBy, '--environment', 'live'], {
        env: { LR_DATA_DIR: liveData },
      });
    };
    const changed = await importOf(whole.replace('"find"', '"achievements"'));
    expect(changed.exitCode).to.equal(1);
    expect(changed.stderr).to.include('was changed after it was exported');
    const other = join(liveData, 'other-ca.pem');
    writeFileSync(other, (await newAuthority()).certificatePem);
    expect((await importOf(whole, other)).stderr).to.include('was not signed by the authority');
    expect((await importOf('{}')).exitCode).to.equal(2);
    expect((await importOf(whole, bad)).exitCode).to.equal(2);
  });

  it('ends with a request to the live register that succeeds with the new certificate and password', async () => {
    const env = { LR_DATA_DIR: liveData };
    const made = await commandLine(
      ['organisation', 'password', 'COLL01', '--drop-previous', '--environment', 'live', '--json'],
      { env },
    );
    const password = String(made.json()[0]?.['orgPassword']);
    const store = await openStore({
      kind: 'sqlite',
      file: join(liveData, 'live.sqlite'),
      environment: 'live',
    });
    const live = await runTlsRegister({ store, settings: { environment: 'live' } });
    const agent = tlsAgent({ cert: identity.cert, key: identity.key, ca: live.authority.certificatePem });
    const without = tlsAgent({ ca: live.authority.certificatePem });
    try {
      const message = findBy({ organisationRef: 'COLL01', password });
      // Nobody is in the live register: not found is the answer of one who was let in.
      expect(codeOf((await tlsPost(agent, live.url, message)).body)).to.equal('WSRC0001');
      expect(codeOf((await tlsPost(without, live.url, message)).body)).to.equal('WSEC0003');
      const contact = await store.organisationContacts.find('COLL01');
      expect(contact?.contact).to.deep.equal({ name: 'Carl Contact', emailAddress: 'carl@college.test' });
      expect(contact?.origin).to.include({ liveRequest: reference, testOrganisationRef: 'TSTLP1' });
    } finally {
      agent.destroy();
      without.destroy();
      await live.stop();
      await store.close();
    }
  });

  it('carries the scenario report where there is one, and its digest into live', async () => {
    const folder = temporaryFolder();
    const store = await openStore({ kind: 'sqlite', file: join(folder, 'test.sqlite'), environment: 'test' });
    await store.migrations.up();
    await loadTestData({ ...store, clock: systemClock('Europe/London'), random: cryptographicRandom });
    const report = { json: '{"scenarios":[]}', checksum: 'abc', passed: 12, failed: 1, open: 2 };
    const { submitLiveRequest, approveLiveRequest } =
      await import('../../src/register/onboarding/live-requests.js');
    const { exportOrganisation } = await import('../../src/register/onboarding/export-organisation.js');
    const clock = systemClock('Europe/London');
    const caller = { organisationRef: 'TSTLP1', userName: 'x', operation: 'x', correlationId: 'x' };
    const parts = { ...store, clock, reports: { report: () => Promise.resolve(report) } };
    const [given] = await register.store.liveRequests.list({ limit: 1 });
    if (given === undefined) throw new Error('No request');
    const sent = await submitLiveRequest(parts, Buffer.from('12345678'), given.details, caller);
    if (sent === 'waiting') throw new Error('Another request waits');
    expect(sent.report).to.deep.equal(report);
    await approveLiveRequest(parts, sent.reference, 'COLL02', caller);
    const content = await exportOrganisation(parts, 'TSTLP1', caller);
    expect(content)
      .to.have.property('report')
      .that.includes({ checksum: 'abc', passed: 12, failed: 1, open: 2 });
    await store.close();
    const onIt = { env: { LR_DATA_DIR: folder } };
    const out = join(folder, 'awards.json');
    const exported = await commandLine(['organisation', 'export', 'tstlp1', '--out', out, '--json'], onIt);
    expect(exported.json()[0]).to.include({ file: out, organisationRef: 'COLL02', scenariosPassed: 12 });
    const signedBy = ['--signed-by', join(folder, 'test-ca.pem')];
    const first = await commandLine(
      ['organisation', 'import', out, ...signedBy, '--dry-run', '--json'],
      onIt,
    );
    expect(first.stderr).to.equal('');
    expect(first.json()[0]).to.include({ outcome: 'would be added', ukprn: '10001234' });
    expect((await commandLine(['organisation', 'export', 'TSTLP1', '--out', out], onIt)).exitCode).to.equal(
      2,
    );
  });
});
