/** Traces of a whole register, as a collector gets them. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { accounts, submitMessage } from '../../bench/batch-client.js';
import { newRecord } from '../../bench/batch-records.js';
import { runRegister, type RunningRegister, type Settings } from '../running-register.js';
import { codeOf, findRequest, person, registerRequest, type Person } from '../whole/requests.js';
import { startCollector, type CollectedSpan, type Collector } from './collector.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const callersSpan = '00f067aa0ba902b7';
const recordedByCaller = { traceparent: `00-${traceId}-${callersSpan}-01` };

let collector: Collector;
let register: RunningRegister | undefined;

async function start(
  settings: Settings,
  behave?: 'taking' | 'silent' | 'refusing',
  workerThread = false,
): Promise<RunningRegister> {
  collector = await startCollector(behave);
  register = await runRegister({ settings: { tracesUrl: collector.url, ...settings }, workerThread });
  return register;
}

/** What was recorded is handed over by the stop. */
async function stop(): Promise<readonly CollectedSpan[]> {
  const running = register;
  register = undefined;
  await running?.stop();
  return collector.spans;
}

const partsOf = (spans: readonly CollectedSpan[], { spanId }: CollectedSpan): readonly CollectedSpan[] =>
  spans.filter(({ parentSpanId }) => parentSpanId === spanId);
const names = (spans: readonly CollectedSpan[]): readonly string[] => spans.map(({ name }) => name);

function only(spans: readonly CollectedSpan[], name: string): CollectedSpan {
  const [found, ...more] = spans.filter((span) => span.name === name);
  if (found === undefined || more.length > 0) throw new Error(`${name}: ${JSON.stringify(names(spans))}`);
  return found;
}

describe('The trace of a request', () => {
  afterEach(async () => {
    await stop();
    await collector.stop();
  });

  it('has a part for each step, with the calls of the store under the operation', async () => {
    const { send } = await start({ tracesSample: '1' });
    const answer = await send(findRequest(person(1)), { 'X-Correlation-Id': 'steps' });
    expect(codeOf(answer.body)).to.equal('WSRC0001');
    const spans = await stop();

    const root = only(spans, 'learnerByDemographics');
    expect(root.parentSpanId ?? '').to.equal('');
    expect(root.attributes).to.deep.equal({
      'rpc.service': 'LearnerService',
      'rpc.method': 'learnerByDemographics',
      'learner_register.code': 'WSRC0001',
      'http.response.status_code': 200,
      'learner_register.correlation_id': 'steps',
    });
    expect(names(partsOf(spans, root))).to.have.members(['read', 'access', 'operation', 'write']);
    const calls = partsOf(spans, only(spans, 'operation'));
    expect(calls.map(({ attributes }) => attributes['learner_register.store.call'])).to.include.members([
      'learners.exactUlns',
      'learners.candidates',
      'audit.record',
    ]);
    expect(new Set(names(calls))).to.deep.equal(new Set(['find', 'write']));
    for (const span of spans) {
      expect(span.traceId).to.equal(root.traceId);
      expect(span.startTimeUnixNano >= root.startTimeUnixNano - 1_000_000n).to.equal(true);
      expect(span.endTimeUnixNano <= root.endTimeUnixNano + 1_000_000n).to.equal(true);
    }
  });

  it('says of which program, version and environment it is', async () => {
    const { send } = await start({ tracesSample: '1' });
    await send(findRequest(person(2)));
    await stop();
    expect(collector.resources[0]).to.deep.equal({
      'service.name': 'learner-register',
      'service.version': 'test',
      'deployment.environment.name': 'test',
    });
  });

  it("goes on from the caller's own, and is named in the log", async () => {
    const { send, log } = await start({ tracesSample: '0', logRequests: 'on' });
    await send(findRequest(person(3)), recordedByCaller);
    await send(findRequest(person(4)));
    await send(findRequest(person(5)), { traceparent: `00-${traceId}-${callersSpan}-00` });
    const spans = await stop();
    expect(only(spans, 'learnerByDemographics')).to.include({ traceId, parentSpanId: callersSpan });
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ msg }) => msg === 'request').map((line) => line['trace_id'])).to.deep.equal([
      traceId,
      undefined,
      undefined,
    ]);
  });

  it('is there for what is refused, too, and marked where something unexpected happened', async () => {
    const { send, store } = await start({ tracesSample: '1' });
    await send('<nothing/>');
    await send(findRequest(person(6)).replace(/<OrgPassword>[^<]*/, '<OrgPassword>Wrong-Password-1'));
    await store.close();
    await send(findRequest(person(7)));
    const spans = await stop();
    const roots = spans.filter(({ parentSpanId = '' }) => parentSpanId === '');
    const seen = roots.map(({ name, attributes, status }) => [
      name,
      attributes['learner_register.code'],
      status.code ?? 0,
    ]);
    expect(seen[0]).to.deep.equal(['none', 'VersionMismatch', 0]);
    expect(seen[1]).to.deep.equal(['learnerByDemographics', 'WSEC0005', 0]);
    expect(seen[2]).to.deep.equal(['learnerByDemographics', 'WSEC0999', 2]);
  });

  for (const workerThread of [false, true]) {
    it(`of a batch job has a part for each group of records${workerThread ? ', in a thread of its own, too' : ''}`, async () => {
      const running = await start({ tracesSample: '1' }, 'taking', workerThread);
      const records = [newRecord(20), newRecord(21)];
      const submission = submitMessage('registration', accounts.learningProvider, records);
      const answer = await running.send(submission, { 'X-Correlation-Id': 'job' });
      expect(codeOf(answer.body)).to.equal('WSRC0007');
      for (let unfinished = 1; unfinished > 0;) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        const { waiting, inProgress } = await running.store.batches.depth();
        unfinished = waiting + inProgress;
      }
      const spans = await stop();
      const job = only(spans, 'job');
      expect(job.attributes).to.include({
        'learner_register.job.kind': 'registration',
        'learner_register.job.end': 'finished',
        'learner_register.correlation_id': 'job',
      });
      const [group, ...more] = partsOf(spans, job);
      expect(more).to.deep.equal([]);
      expect(group?.name).to.equal('records');
      expect(group?.attributes).to.deep.equal({ 'learner_register.records': 2 });
    });
  }

  it('holds nothing of a person and no password, whatever is sent', async function () {
    this.timeout(30_000);
    const { send } = await start({ tracesSample: '1', slowdownAfter: '1000', lockoutAfter: '0' });
    const letters = fc.stringMatching(/^[A-Z][a-z]{7,14}$/);
    const digits = fc.stringMatching(/^[1-9]\d{9}$/);
    const secrets = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          given: letters,
          family: letters,
          password: fc.stringMatching(/^[A-Z][a-z]{15}$/),
          uln: digits,
          postCode: letters,
        }),
        fc.constantFrom('find', 'register', 'wrongPassword', 'broken', 'badValue'),
        fc.integer({ min: 1950, max: 2010 }),
        async ({ given, family, password, uln, postCode }, how, year) => {
          const who: Person = {
            ...person(9),
            givenName: given,
            familyName: family,
            dateOfBirth: `${year}-03-04`,
            lastKnownPostCode: how === 'badValue' ? postCode : 'ZT50 1AA',
          };
          for (const secret of [given, family, password, uln, postCode, who.dateOfBirth]) secrets.add(secret);
          const find = findRequest(who);
          const body = {
            find,
            badValue: find,
            register: registerRequest(who),
            wrongPassword: find.replace(/<OrgPassword>[^<]*/, `<OrgPassword>${password}`),
            broken: find.replace('</', `<${uln}></`),
          }[how];
          await send(body, { SOAPAction: `"${family}"`, 'User-Agent': given, tracestate: `a=${uln}` });
        },
      ),
      { numRuns: 60 },
    );
    const spans = await stop();
    expect(spans.length).to.be.greaterThan(100);
    const delivered = collector.bodies.join('\n');
    // The published password and organisation came with each of them.
    for (const secret of [...secrets, 'ZT50 1AA', 'Whole', 'ORGPASSWORD'])
      expect(delivered).not.to.include(secret);
    for (const password of /<OrgPassword>([^<]*)/.exec(findRequest(person(1)))?.slice(1) ?? [])
      expect(delivered).not.to.include(password);
  });
});

describe('A collector', () => {
  afterEach(async () => {
    await stop();
    await collector.stop();
  });

  for (const behave of ['silent', 'refusing'] as const) {
    it(`that is ${behave} holds up neither requests nor the stop`, async function () {
      this.timeout(30_000);
      const { send, log } = await start({ tracesSample: '1' }, behave);
      const began = performance.now();
      for (let n = 0; n < 100; n += 1) await send(findRequest(person(n)), recordedByCaller);
      expect((performance.now() - began) / 100).to.be.lessThan(1000);
      const stopping = performance.now();
      await stop();
      expect(performance.now() - stopping).to.be.lessThan(12_000);
      if (behave === 'refusing') {
        const told = log.filter((line) => line.includes('traces not delivered'));
        expect(told).to.have.length(1);
        expect(told[0]).to.include('"level":"warn"');
      }
    });
  }
});

describe('A register without traces', () => {
  it('does not even load the library', async function () {
    this.timeout(30_000);
    const program = fileURLToPath(new URL('loaded-libraries.js', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program]);
    // The second shows that the first would have been noticed.
    expect(stdout).to.equal('200 false\n200 true\n');
  });
});
