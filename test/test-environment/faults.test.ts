/** Faults on demand over real HTTP, with a client whose connections stay open. */
import { expect } from 'chai';
import { keepAliveAgent, post, type Answer } from '../post.js';
import { newTestStore, runRegister, type RunningRegister } from '../running-register.js';
import { StandingClock } from '../standing-clock.js';
import { codeOf, person, textOf } from '../whole/requests.js';
import {
  awarding,
  basic,
  byDemographics,
  byUln,
  provider,
  register,
  verify,
  type TestCaller,
} from './requests.js';

const EXACT = '9900001000';

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`Faults on demand (${database})`, () => {
    const clock = new StandingClock();
    const agent = keepAliveAgent();
    let running: RunningRegister;
    let people = 700;

    before(async function () {
      this.timeout(60_000);
      running = await runRegister({ database, clock });
    });
    after(async () => {
      agent.destroy();
      await running.stop();
    });
    afterEach(async () => {
      await program('DELETE');
    });

    function program(method: string, body?: unknown, caller: TestCaller = provider): Promise<Answer> {
      return post(`${running.origin}/test/faults`, body === undefined ? '' : JSON.stringify(body), {
        method,
        agent,
        headers: { 'Content-Type': 'application/json', Authorization: basic(caller) },
      });
    }

    async function switchOn(body: object): Promise<void> {
      const answer = await program('PUT', body);
      expect(answer.status, answer.body).to.equal(200);
    }

    for (const code of ['WSEC0001', 'WSEC0002', 'WSEC0003', 'WSEC0004', 'WSEC0005', 'WSEC0006', 'WSEC0999']) {
      it(`answers the next request with ${code}, and the one after it as ever`, async () => {
        await switchOn({ kind: 'fault', code });
        const forced = await running.send(byUln(provider, EXACT));
        expect([forced.status, codeOf(forced.body)]).to.deep.equal([500, code]);
        expect(codeOf((await running.send(byUln(provider, EXACT))).body)).to.equal('WSRC0004');
      });
    }

    it('answers as outside the operating hours', async () => {
      await switchOn({ kind: 'closed' });
      const forced = await running.send(byUln(provider, EXACT));
      expect([forced.status, codeOf(forced.body)]).to.deep.equal([500, 'WSEC0004']);
    });

    for (const [kind, status] of [
      ['outage', 503],
      ['limited', 429],
    ] as const) {
      it(`answers with ${status} and Retry-After for ${kind}, and keeps the connection`, async () => {
        await switchOn({ kind, retryAfterSeconds: 7, requests: 2 });
        for (let times = 0; times < 2; times += 1) {
          const forced = await running.send(byUln(provider, EXACT));
          expect([forced.status, forced.headers['retry-after'], codeOf(forced.body)]).to.deep.equal([
            status,
            '7',
            'WSEC0999',
          ]);
        }
        expect((await running.send(byUln(provider, EXACT))).status).to.equal(200);
      });
    }

    it('does what was asked and answers late', async () => {
      await switchOn({ kind: 'slow', seconds: 1 });
      const begun = performance.now();
      const late = await running.send(byUln(provider, EXACT));
      expect(codeOf(late.body)).to.equal('WSRC0004');
      expect(performance.now() - begun).to.be.within(950, 15_000);
    });

    it('cuts the connection before anything is done', async () => {
      const someone = person(people++);
      await running.send(byDemographics(provider, someone));
      await switchOn({ kind: 'drop' });
      const sent = await running.send(register(provider, someone)).catch((error: unknown) => error);
      expect(sent).to.be.instanceOf(Error);
      expect(codeOf((await running.send(byDemographics(provider, someone))).body)).to.equal('WSRC0001');
    });

    it('registers, and loses the answer alone', async () => {
      const someone = person(people++);
      await running.send(byDemographics(provider, someone));
      await switchOn({ kind: 'drop', when: 'after', operation: 'registerSingleLearner' });
      const sent = await running.send(register(provider, someone)).catch((error: unknown) => error);
      expect(sent).to.be.instanceOf(Error);
      const found = await running.send(byDemographics(provider, someone));
      expect(codeOf(found.body)).to.equal('WSRC0004');
      expect(codeOf((await running.send(register(provider, someone))).body)).to.equal('WSRC0021');
    });

    it('leaves other organisations, other operations and wrong passwords alone', async () => {
      await switchOn({ kind: 'outage', operation: 'learnerByULN', forSeconds: 60 });
      const { gender, ...names } = person(1);
      const other = await running.send(verify(awarding, EXACT, { gender, ...names }));
      expect(codeOf(other.body)).to.equal('WSRC0003');
      expect(codeOf((await running.send(byDemographics(provider, person(2)))).body)).to.equal('WSRC0001');
      const wrong = await running.send(byUln({ ...provider, orgPassword: 'Test-Provider-99' }, EXACT));
      expect(codeOf(wrong.body)).to.equal('WSEC0005');
      expect((await running.send(byUln(provider, EXACT))).status).to.equal(503);
    });

    it('ends by itself when its time is over', async () => {
      await switchOn({ kind: 'outage', forSeconds: 30 });
      expect((await running.send(byUln(provider, EXACT))).status).to.equal(503);
      clock.advance({ seconds: 31 });
      expect((await running.send(byUln(provider, EXACT))).status).to.equal(200);
      expect(JSON.parse((await program('GET')).body)).to.deep.equal({ switch: null });
    });

    it('counts requests exactly when many come at once', async () => {
      await switchOn({ kind: 'fault', code: 'WSEC0999', requests: 5 });
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => running.send(byUln(provider, EXACT))),
      );
      expect(answers.filter(({ status }) => status === 500)).to.have.length(5);
    });

    it('tells what is on, and takes it off', async () => {
      await switchOn({ kind: 'slow', seconds: 3, requests: 4 });
      const { switch: on } = JSON.parse((await program('GET')).body) as { switch: Record<string, unknown> };
      expect(on).to.include({ kind: 'slow', seconds: 3, requestsLeft: 4 });
      expect(JSON.parse((await program('DELETE')).body)).to.deep.equal({ removed: true });
      expect(JSON.parse((await program('DELETE')).body)).to.deep.equal({ removed: false });
      expect((await running.send(byUln(provider, EXACT))).status).to.equal(200);
    });

    it('refuses what it does not understand, member by member', async () => {
      const refused: readonly (readonly [object, string])[] = [
        [{ kind: 'earthquake' }, 'kind'],
        [{ kind: 'fault' }, 'code'],
        [{ kind: 'fault', code: 'WSRC0004' }, 'code'],
        [{ kind: 'slow', seconds: 111 }, 'seconds'],
        [{ kind: 'closed', requests: 0 }, 'requests'],
        [{ kind: 'closed', forSeconds: 86_401 }, 'forSeconds'],
        [{ kind: 'closed', operation: 'dropTables' }, 'operation'],
        [{ kind: 'closed', code: 'WSEC0001' }, 'code'],
      ];
      for (const [body, member] of refused) {
        const answer = await program('PUT', body);
        expect(answer.status, JSON.stringify(body)).to.equal(400);
        const { problems } = JSON.parse(answer.body) as { problems: { member: string; text: string }[] };
        expect(problems.map((each) => each.member)).to.deep.equal([member]);
      }
      expect((await program('GET', undefined, { ...provider, orgPassword: 'wrong' })).status).to.equal(401);
    });

    it('is seen by another copy of the service within a second', async function () {
      this.timeout(20_000);
      const second = await runRegister({ store: running.store, clock });
      try {
        await switchOn({ kind: 'outage', forSeconds: 60 });
        await new Promise((resolve) => setTimeout(resolve, 1000));
        expect((await second.send(byUln(provider, EXACT))).status).to.equal(503);
        await program('DELETE');
        await new Promise((resolve) => setTimeout(resolve, 1000));
        expect((await second.send(byUln(provider, EXACT))).status).to.equal(200);
      } finally {
        await second.stop();
      }
    });

    it('says in the fault that it was asked for', async () => {
      await switchOn({ kind: 'fault', code: 'WSEC0002' });
      const { body } = await running.send(byUln(provider, EXACT));
      expect(textOf(body, 'FurtherDetails')).to.match(/^This fault was asked for/);
    });
  });
}

describe('Faults that last while the service stops', () => {
  it('end at once, so that the stop does not wait for them', async function () {
    this.timeout(20_000);
    const clock = new StandingClock();
    const store = await newTestStore('sqlite', clock);
    const running = await runRegister({ store, clock });
    await post(`${running.origin}/test/faults`, JSON.stringify({ kind: 'slow', seconds: 60 }), {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', Authorization: basic(provider) },
    });
    const slow = post(running.url, byUln(provider, EXACT));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const begun = performance.now();
    await running.stop();
    expect(performance.now() - begun).to.be.below(12_000);
    expect(codeOf((await slow).body)).to.equal('WSRC0004');
    await store.close();
  });
});
