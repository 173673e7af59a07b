/** Nothing that matters lives in a process: what one copy did, the next one knows. Three copies on one PostgreSQL. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { accounts, BatchClient } from '../../bench/batch-client.js';
import { newRecord } from '../../bench/batch-records.js';
import { publishedTestData } from '../../src/cli/test-data.js';
import { openStore } from '../../src/store/open-store.js';
import { commandLine } from '../cli/command-line.js';
import { post } from '../post.js';
import { newOptions } from '../store/databases.js';
import { codeOf, findByUlnRequest, findRequest, person, registerRequest, textOf } from './requests.js';
import { serve, type ServedRegister } from './served.js';

const { organisationRef } = publishedTestData().organisations.learningProvider;
const perSecond = 20;

describe('Three copies on one database', function () {
  this.timeout(120_000);
  let copies: readonly [ServedRegister, ServedRegister, ServedRegister];
  let env: Readonly<Record<string, string>>;
  let url: string;

  before(async () => {
    const options = await newOptions('postgres');
    if (options.kind !== 'postgres') throw new Error('Not PostgreSQL');
    ({ url } = options);
    env = {
      LR_DATABASE_URL: url,
      LR_SLOWDOWN_AFTER: '1000',
      LR_LOCKOUT_AFTER: '6',
      LR_BATCH_LEASE_SECONDS: '1',
      // In copies of which none works on batches, a job shows whether another process takes it.
      LR_BATCH_WORKER: 'off',
    };
    const first = await serve({ ...env, LR_BATCH_WORKER: 'on' });
    copies = [first, await serve(env), await serve(env)];
  });

  after(() => Promise.all(copies.map((copy) => copy.end('SIGTERM'))));

  const wrong = (request: string): string =>
    request.replace(/<OrgPassword>[^<]*</, '<OrgPassword>wrong password 1<');

  it('let a registration follow a find that another one answered, and find at a third what was registered', async () => {
    const one = person(1);
    const [a, b, c] = copies;
    expect(codeOf((await b.send(registerRequest(one))).body)).to.equal('WSRC0021');
    expect(codeOf((await a.send(findRequest(one))).body)).to.equal('WSRC0001');
    const registered = (await b.send(registerRequest(one))).body;
    expect(codeOf(registered)).to.equal('WSRC0005');
    const found = await c.send(findByUlnRequest(textOf(registered, 'ULN') ?? '', one));
    expect(codeOf(found.body)).to.equal('WSRC0004');
  });

  it('work on a job that any of them accepted, once, and any of them gives its output', async () => {
    const [, b, c] = copies;
    const [submitter, collector] = [new BatchClient(b.url), new BatchClient(c.url)];
    const { responseCode, jobId } = await submitter.submit('registration', [newRecord(1), newRecord(2)]);
    expect(responseCode).to.equal('WSRC0007');
    const output = await collector.finished('registration', jobId, 20_000);
    expect(output.learners.map(({ ReturnCode }) => ReturnCode)).to.deep.equal(['RC001', 'RC001']);
    submitter.close();
    collector.close();
  });

  it('record what each of them did in one audit', async () => {
    const ids = copies.map((_, n) => `audited-${n}`);
    await Promise.all(
      copies.map((copy, n) =>
        post(copy.url, findRequest(person(500 + n)), { headers: { 'X-Correlation-Id': ids[n] } }),
      ),
    );
    const store = await openStore({ kind: 'postgres', url, environment: 'test' });
    const entries = await store.audit.list({ limit: 100 });
    await store.close();
    expect(ids.filter((id) => !entries.some(({ correlationId }) => correlationId === id))).to.deep.equal([]);
  });

  it('count wrong passwords together, and keep the lock together', async () => {
    const [a, b, c] = copies;
    const codes = [];
    for (const copy of [a, b, c, a, b, c])
      codes.push(codeOf((await copy.send(wrong(findRequest(person(1))))).body));
    expect(codes).to.deep.equal(new Array<string>(6).fill('WSEC0005'));
    for (const copy of copies) {
      expect(codeOf((await copy.send(wrong(findRequest(person(1))))).body)).to.equal('WSEC0006');
      // Each has found the right password right before: docs/adr/0004-lockout.md.
      expect(codeOf((await copy.send(findRequest(person(77)))).body)).to.equal('WSRC0001');
    }
    const late = await serve(env);
    try {
      expect(codeOf((await late.send(wrong(findRequest(person(1))))).body)).to.equal('WSEC0006');
    } finally {
      await late.end('SIGTERM');
    }
  });

  it('all stop taking a password within a second of its change, however well they remember it', async () => {
    for (const copy of copies)
      expect(codeOf((await copy.send(findRequest(person(77)))).body)).to.equal('WSRC0001');
    const changed = await commandLine(['organisation', 'password', organisationRef, '--drop-previous'], {
      env,
    });
    expect(changed.exitCode).to.equal(0);
    await sleep(1100);
    for (const copy of copies) {
      expect(codeOf((await copy.send(findRequest(person(77)))).body)).to.match(/^WSEC000[56]$/);
    }
  });

  it('all stop serving an organisation within a second of its end', async () => {
    const other = accounts.awardingOrganisation;
    const request = findRequest(person(1))
      .replace(/<OrganisationRef>[^<]*<\/OrganisationRef>/, '')
      .replace(/<UKPRN>[^<]*</, `<UKPRN>${other.ukprn}<`)
      .replace(/<OrgPassword>[^<]*</, `<OrgPassword>${other.orgPassword}<`);
    // It may not find learners, which only those are told whose password is right.
    for (const copy of copies) expect(codeOf((await copy.send(request)).body)).to.equal('WSEC0006');
    const disabled = await commandLine(['organisation', 'disable', 'TSTAO1', '--yes'], { env });
    expect(disabled.exitCode).to.equal(0);
    await sleep(1100);
    for (const copy of copies) expect(codeOf((await copy.send(request)).body)).to.equal('WSEC0003');
  });
});

describe('A limit on an organisation that calls three copies', function () {
  this.timeout(120_000);

  it('holds for all of them together, but for a twentieth for each and what comes meanwhile; what is refused is not done', async () => {
    const options = await newOptions('postgres');
    if (options.kind !== 'postgres') throw new Error('Not PostgreSQL');
    const env = { LR_DATABASE_URL: options.url, LR_ORGANISATION_REQUESTS_PER_SECOND: String(perSecond) };
    const copies: ServedRegister[] = [];
    for (let n = 0; n < 3; n++) copies.push(await serve(env));
    try {
      const most = perSecond * 10;
      // The same person all the time: only the first find and registration change anything.
      const statuses: number[] = [];
      const refused: string[] = [];
      const client = async (n: number): Promise<void> => {
        for (let turn = 0; turn < 25; turn++) {
          const copy = copies[(n + turn) % copies.length];
          if (copy === undefined) throw new Error('No copy');
          const id = `flood-${n}-${turn}`;
          const answer = await post(copy.url, findRequest(person(9)), {
            headers: { 'X-Correlation-Id': id },
          });
          statuses.push(answer.status);
          if (answer.status === 429) refused.push(id);
        }
      };
      const begun = performance.now();
      await Promise.all(Array.from({ length: 12 }, (_, n) => client(n)));
      const windows = Math.ceil((performance.now() - begun) / 10_000);
      const passed = statuses.filter((status) => status === 200).length;
      expect(passed + refused.length).to.equal(300);
      expect(passed).to.be.within(Math.min(300, most), most * windows * (1 + 3 / 20) + 24);
      if (windows === 1) expect(refused.length).to.be.greaterThan(30);
      const store = await openStore({ ...options, environment: 'test' });
      const audited = new Set(
        (await store.audit.list({ limit: 1000 })).map(({ correlationId }) => correlationId),
      );
      await store.close();
      expect(refused.filter((id) => audited.has(id))).to.deep.equal([]);
    } finally {
      await Promise.all(copies.map((copy) => copy.end('SIGTERM')));
    }
  });
});
