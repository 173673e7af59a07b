/** The pages of test data, published learners and faults, and what programs find beside them. */
import { expect } from 'chai';
import { publishedTestData } from '../../src/cli/test-data.js';
import { sentinels } from '../../src/domain/sentinel.js';
import { post } from '../post.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { StandingClock } from '../standing-clock.js';
import {
  basic,
  byDemographics,
  byUln,
  learningEvents,
  provider,
  register,
  retrieve,
  verify,
} from '../test-environment/requests.js';
import { codeOf, person } from '../whole/requests.js';
import { Visitor } from './visitor.js';

describe('Pages of test data', () => {
  const clock = new StandingClock();
  let running: RunningRegister;

  before(async function () {
    this.timeout(60_000);
    running = await runRegister({ clock, settings: { findBeforeRegister: 'off' } });
  });
  after(() => running.stop());

  function codeOnPage(page: string, service: string, operation: string): string | undefined {
    const row = new RegExp(`id="${service}-${operation}"[\\s\\S]*?</tr>`).exec(page)?.[0] ?? '';
    return /lr-code-tag">([A-Z0-9]+)</.exec(row)?.[1];
  }

  for (const [key, asked] of Object.entries(publishedTestData().learners)) {
    it(`say of ${key} what the service really answers`, async () => {
      const page = (await new Visitor(running.origin).get(`/learners/${asked.uln}`)).body;
      const requests: readonly (readonly [string, string, string])[] = [
        ['LearnerService', 'learnerByULN', byUln(provider, asked.uln, asked.familyName, asked.givenName)],
        ['LearnerService', 'learnerByDemographics', byDemographics(provider, asked)],
        ['LearnerService', 'verifyLearner', verify(provider, asked.uln, asked)],
        ['LearnerService', 'retrieveULNs', retrieve(provider, [asked.uln])],
        [
          'LearnerServiceR9',
          'GetLearnerLearningEvents',
          learningEvents(provider, asked.uln, asked.givenName, asked.familyName),
        ],
        ['LearnerService', 'registerSingleLearner', register(provider, asked)],
      ];
      for (const [service, operation, request] of requests) {
        const { body } = await running.sendTo(service, request);
        const told = codeOnPage(page, service, operation);
        expect(told, operation).to.match(/^WS[A-Z]{2}\d{4}$/);
        if (service === 'LearnerService') expect(codeOf(body), operation).to.equal(told);
        else expect(body, operation).to.include(`ResponseCode>${told ?? ''}<`);
      }
      // Whoever was registered by the last request is gone before the next learner.
      await post(`${running.origin}/test/reset`, '{}', { headers: { Authorization: basic(provider) } });
    });
  }

  it('leave no trace: neither a learner nor an audit entry comes of looking', async () => {
    const before = await running.store.counts();
    const entries = (await running.store.audit.list({ limit: 100_000 })).length;
    await new Visitor(running.origin).get('/learners/9900099000');
    expect((await running.store.counts()).learners).to.equal(before.learners);
    expect((await running.store.audit.list({ limit: 100_000 })).length).to.equal(entries);
  });

  it('list every published learner, and find them by words and by outcome', async () => {
    const visitor = new Visitor(running.origin);
    const rows = (page: string): number => page.match(/<th scope="row"/g)?.length ?? 0;
    const all = (await visitor.get('/learners')).body;
    expect(rows(all)).to.be.above(170);
    expect(rows((await visitor.get('/learners?q=elevenby')).body)).to.equal(11);
    expect(rows((await visitor.get('/learners?q=zoe+testington')).body)).to.equal(1);
    expect((await visitor.get('/learners?code=WSRC0022')).body).to.include('9900001027');
    expect((await visitor.get('/learners?q=nobodyatall')).body).to.include('No published learner has this');
  });

  it('have a page for every published learner', async function () {
    this.timeout(60_000);
    const visitor = new Visitor(running.origin);
    const all = (await visitor.get('/learners')).body;
    const ulns = [...all.matchAll(/href="\/learners\/(\d{10})"/g)].map(([, uln]) => uln ?? '');
    expect(new Set(ulns).size).to.be.above(180);
    for (const uln of new Set(ulns)) {
      const page = await visitor.get(`/learners/${uln}`);
      expect(page.status, uln).to.equal(200);
      expect(page.body).to.include(uln);
    }
    for (const { uln } of sentinels) expect(ulns).to.include(uln);
    expect((await visitor.get('/learners/1111111111')).status).to.equal(404);
    expect((await visitor.get('/learners/%3Cscript%3E')).status).to.equal(404);
  });

  it('show the events of a learner and of those linked with it', async () => {
    const visitor = new Visitor(running.origin);
    expect((await visitor.get('/learners/9900001000')).body.match(/id="event-\d+"/g)).to.have.length(8);
    expect((await visitor.get('/learners/9900001027')).body.match(/id="event-\d+"/g)).to.have.length(4);
  });

  it('put the data back, when that was confirmed', async () => {
    const visitor = new Visitor(running.origin);
    await visitor.signIn('TSTLP1');
    const someone = person(901);
    await running.send(register(provider, someone));
    const unconfirmed = await visitor.submit('/test-data', '/test-data/reset', {});
    expect(unconfirmed.status).to.equal(400);
    expect(codeOf((await running.send(byDemographics(provider, someone))).body)).to.equal('WSRC0004');
    const done = await visitor.submit('/test-data', '/test-data/reset', { confirmed: 'yes' });
    expect(done.status).to.equal(303);
    expect((await visitor.get('/test-data')).body).to.include('It took less than a second');
    expect(codeOf((await running.send(byDemographics(provider, someone))).body)).to.equal('WSRC0001');
  });

  it('add learners of a seed, and show them', async () => {
    const visitor = new Visitor(running.origin);
    await visitor.signIn('TSTLP1');
    const refused = await visitor.submit('/test-data', '/test-data/learners', { count: '5001', seed: 'x' });
    expect(refused.status).to.equal(400);
    expect(refused.body).to.include('Enter how many learners').and.to.include('Enter the seed');
    const added = await visitor.submit('/test-data', '/test-data/learners', { count: '25', seed: '42' });
    expect([added.status, added.location]).to.deep.equal([303, '/learners/generated?seed=42&count=25']);
    const page = (await visitor.get('/learners/generated?seed=42&count=25')).body;
    const [, uln = ''] = /<code class="lr-code lr-uln">(990\d{7})</.exec(page) ?? [];
    expect(codeOf((await running.send(byUln(provider, uln))).body)).to.be.oneOf([
      'WSRC0001',
      'WSRC0004',
      'WSRC0003',
    ]);
    const again = await post(`${running.origin}/test/learners`, JSON.stringify({ count: 25, seed: 42 }), {
      headers: { 'Content-Type': 'application/json', Authorization: basic(provider) },
    });
    expect(JSON.parse(again.body)).to.deep.equal({ added: 0 });
    const lines = (await visitor.get('/learners/generated.jsonl?seed=42&count=25')).body.trim().split('\n');
    expect(lines).to.have.length(25);
    expect(lines[0]).to.include(uln);
  });

  it('say to programs what is wrong with what they want', async () => {
    const answer = await post(`${running.origin}/test/learners`, JSON.stringify({ count: 0 }), {
      headers: { 'Content-Type': 'application/json', Authorization: basic(provider) },
    });
    expect(answer.status).to.equal(400);
    const { problems } = JSON.parse(answer.body) as { problems: { member: string }[] };
    expect(problems.map(({ member }) => member)).to.deep.equal(['count', 'seed']);
    expect((await post(`${running.origin}/test/reset`, '{}')).status).to.equal(401);
  });

  it('switch faults on and off', async () => {
    const visitor = new Visitor(running.origin);
    await visitor.signIn('TSTLP1');
    expect((await visitor.get('/faults')).body).to.include('No fault is switched on');
    const nothing = await visitor.submit('/faults', '/faults', { requests: '1', forSeconds: '600' });
    expect(nothing.status).to.equal(400);
    expect(nothing.body).to.include('Choose what is to happen');
    const wrong = await visitor.submit('/faults', '/faults', {
      kind: 'slow',
      seconds: '500',
      requests: 'x',
      forSeconds: '',
    });
    expect(wrong.body).to.include('from 1 to 110').and.to.include('Enter the number of requests');
    const on = await visitor.submit('/faults', '/faults', {
      kind: 'fault',
      code: 'WSEC0999',
      requests: '2',
      forSeconds: '60',
      operation: 'learnerByULN',
      seconds: '30',
    });
    expect(on.status).to.equal(303);
    expect((await visitor.get('/faults')).body).to.include('each of the next 2 learnerByULN requests');
    expect(codeOf((await running.send(byUln(provider, '9900001000'))).body)).to.equal('WSEC0999');
    await visitor.submit('/faults', '/faults/off', {});
    expect(codeOf((await running.send(byUln(provider, '9900001000'))).body)).to.equal('WSRC0004');
    for (const kind of ['drop-before', 'drop-after', 'outage', 'closed', 'limited']) {
      const each = await visitor.submit('/faults', '/faults', { kind, requests: '1', forSeconds: '60' });
      expect(each.status, kind).to.equal(303);
    }
    await visitor.submit('/faults', '/faults/off', {});
  });

  it('let nobody in who has not signed in', async () => {
    const visitor = new Visitor(running.origin);
    for (const path of ['/test-data', '/faults']) {
      const answer = await visitor.get(path);
      expect(answer.status).to.equal(303);
      expect(answer.location).to.include('/sign-in');
    }
  });
});
