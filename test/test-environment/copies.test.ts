/** Own copies of the published learners: isolation, putting back, sharing, and what is open. */
import { expect } from 'chai';
import fc from 'fast-check';
import { openStore } from '../../src/store/open-store.js';
import { hashPassword } from '../../src/access/password-hash.js';
import { usualRights, type OrganisationKind } from '../../src/domain/organisation.js';
import { openOwnCopies, type OwnCopies } from '../../src/own-copies.js';
import { loadConfig } from '../../src/config.js';
import { createLogger } from '../../src/log.js';
import { post, type Answer } from '../post.js';
import { publishedTestData } from '../../src/cli/test-data.js';
import { readCase } from '../messages/message-case.js';
import { newTestStore, runRegister, type RunningRegister } from '../running-register.js';
import { StandingClock } from '../standing-clock.js';
import type { Store } from '../../src/store/store.js';
import { codeOf, person, textOf, type Person } from '../whole/requests.js';
import {
  basic,
  batchOutput,
  byDemographics,
  byUln,
  learningEvents,
  provider,
  register,
  submitBatch,
  type TestCaller,
} from './requests.js';

const EXACT = '9900001000';
const vendors: readonly TestCaller[] = ['TSTVA1', 'TSTVB1', 'TSTVC1'].map((organisationRef) => ({
  organisationRef,
  orgPassword: `Password-${organisationRef}-`.slice(0, 16).padEnd(16, 'x'),
}));

async function addOrganisation(
  store: Store,
  { organisationRef, orgPassword }: TestCaller,
  kind: OrganisationKind = 'learningProvider',
): Promise<void> {
  const ukprn = `99${[...organisationRef].map((letter) => letter.charCodeAt(0) % 10).join('')}`;
  await store.organisations.add(
    {
      organisationRef,
      ukprn,
      name: `Vendor ${organisationRef}`,
      kind,
      status: 'active',
      rights: usualRights(kind),
    },
    await hashPassword(orgPassword),
  );
}

/** As another process would have it: without a server. */
async function administration(store: Store, clock: StandingClock): Promise<OwnCopies> {
  const loaded = loadConfig({ env: {}, flags: {} });
  if (!loaded.ok) throw new Error('The usual settings are wrong');
  const logger = createLogger({ level: 'silent', environment: 'test', version: 'test' });
  return openOwnCopies({ config: loaded.config, store, logger, clock }, false);
}

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`Own copies (${database})`, () => {
    const clock = new StandingClock();
    let store: Store;
    let running: RunningRegister;
    let copies: OwnCopies;
    let next = 2000;

    before(async function () {
      this.timeout(60_000);
      store = await newTestStore(database, clock);
      for (const vendor of vendors) await addOrganisation(store, vendor);
      running = await runRegister({
        store,
        clock,
        settings: { testCopiesOpen: '2', testCopiesIdleSeconds: '1' },
      });
      copies = await administration(store, clock);
      for (const { organisationRef } of vendors) await copies.copies.giveCopy(organisationRef);
      // Seen by the service within a second.
      await new Promise((resolve) => setTimeout(resolve, 1000));
    });
    after(async () => {
      await copies.stop();
      await running.stop();
      await store.close();
    });

    const code = async (request: string): Promise<string> => codeOf((await running.send(request)).body);
    const vendor = (at: number): TestCaller => {
      const found = vendors[at];
      if (found === undefined) throw new Error(`There is no vendor ${at}`);
      return found;
    };
    const reset = async (caller: TestCaller): Promise<Answer> => {
      clock.advance({ seconds: 1 });
      const answer = await post(`${running.origin}/test/reset`, '{}', {
        headers: { 'Content-Type': 'application/json', Authorization: basic(caller) },
      });
      clock.advance({ seconds: 1 });
      return answer;
    };
    async function registerNew(caller: TestCaller, someone: Person): Promise<string | undefined> {
      await running.send(byDemographics(caller, someone));
      return textOf((await running.send(register(caller, someone))).body, 'ULN');
    }

    it('answer like the published data', async () => {
      expect(await code(byUln(vendor(0), EXACT))).to.equal('WSRC0004');
      expect(await code(byUln(vendor(0), '9900001027', 'Linkington', 'Sample'))).to.equal('WSRC0022');
      expect(await code(byUln(vendor(0), '9900099000'))).to.equal('WSRC0001');
    });

    it('know nothing of one another, nor of the base, whatever traffic there is', async function () {
      this.timeout(60_000);
      const callers = [vendor(0), vendor(1), provider];
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              who: fc.nat(2),
              whom: fc.nat(3),
              deed: fc.constantFrom('register', 'find', 'reset'),
            }),
            {
              minLength: 4,
              maxLength: 14,
            },
          ),
          async (traffic) => {
            const people = [0, 1, 2, 3].map(() => person(next++));
            const there = callers.map(() => new Map<number, string>());
            for (const { who, whom, deed } of traffic) {
              const caller = callers[who] ?? provider;
              const someone = people[whom] ?? person(next++);
              const own = there[who] ?? new Map<number, string>();
              if (deed === 'reset') {
                const answer = await reset(caller);
                expect(answer.status, answer.body).to.equal(200);
                own.clear();
              } else if (deed === 'register' && !own.has(whom)) {
                const uln = await registerNew(caller, someone);
                expect(uln, 'a new ULN').to.match(/^\d{10}$/);
                own.set(whom, uln ?? '');
              }
              for (const [index, each] of callers.entries()) {
                const expected = there[index]?.has(whom) === true ? 'WSRC0004' : 'WSRC0001';
                expect(await code(byDemographics(each, someone)), `${each.organisationRef} finds`).to.equal(
                  expected,
                );
              }
            }
          },
        ),
        { numRuns: database === 'sqlite' ? 12 : 5 },
      );
    });

    it('go back to the published data, with their jobs and what was searched for', async () => {
      const [someone, another] = [person(next++), person(next++)];
      await registerNew(vendor(0), someone);
      await running.send(byDemographics(vendor(0), another));
      const submitted = await running.send(submitBatch(vendor(0), [person(next++)]));
      const jobId = textOf(submitted.body, 'JobID') ?? '';
      const answer = await reset(vendor(0));
      const { which } = JSON.parse(answer.body) as { which: string };
      expect(which).to.equal('own');
      expect(await code(byDemographics(vendor(0), someone))).to.equal('WSRC0001');
      expect(await code(batchOutput(vendor(0), jobId))).to.equal('WSRC0018');
      expect(await code(register(vendor(0), another)), 'without a find since').to.equal('WSRC0021');
      expect(await code(byUln(vendor(0), EXACT))).to.equal('WSRC0004');
    });

    it('work on their own batches', async () => {
      const people = [person(next++), person(next++)];
      const submitted = await running.send(submitBatch(vendor(1), people));
      const jobId = textOf(submitted.body, 'JobID') ?? '';
      for (
        let tries = 0;
        tries < 100 && (await code(batchOutput(vendor(1), jobId))) !== 'WSRC0009';
        tries += 1
      ) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const output = await running.send(batchOutput(vendor(1), jobId));
      expect(codeOf(output.body)).to.equal('WSRC0009');
      expect(output.body.match(/<ULN>/g)).to.have.length(2);
      const [first = person(1)] = people;
      expect(await code(byDemographics(vendor(1), first))).to.equal('WSRC0004');
      expect(await code(byDemographics(provider, first))).to.equal('WSRC0001');
    });

    it('are put back under load: each answer is of the old data or the new, and both at once end well', async function () {
      this.timeout(60_000);
      const someone = person(next++);
      await registerNew(vendor(0), someone);
      let stopped = false;
      const seen = new Set<string>();
      const load = Array.from({ length: 6 }, async () => {
        while (!stopped) {
          seen.add(`exact ${await code(byUln(vendor(0), EXACT))}`);
          seen.add(`new ${await code(byDemographics(vendor(0), someone))}`);
        }
      });
      for (let times = 0; times < 5; times += 1) {
        const answers = await Promise.all([reset(vendor(0)), reset(vendor(0))]);
        for (const { status } of answers) expect(status).to.equal(200);
      }
      // As another process does it.
      const from = await copies.copies.reset(vendor(0).organisationRef);
      expect(from).to.have.property('which', 'own');
      stopped = true;
      await Promise.all(load);
      const allowed = ['exact WSRC0004', 'new WSRC0004', 'new WSRC0001', 'exact WSEC0999', 'new WSEC0999'];
      expect([...seen].filter((each) => !allowed.includes(each))).to.deep.equal([]);
      expect(running.log.filter((line) => line.includes('unexpected error'))).to.deep.equal([]);
    });

    it('are closed when nobody uses them, and opened again with what they held', async function () {
      this.timeout(20_000);
      const someone = person(next++);
      await registerNew(vendor(0), someone);
      const open = async (): Promise<number> => {
        const { body } = await post(`${running.origin}/metrics`, '', { method: 'GET' });
        return Number(/^learner_register_test_copies_open (\d+)/m.exec(body)?.[1]);
      };
      expect(await open()).to.be.above(0);
      for (let tries = 0; tries < 100 && (await open()) > 0; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect(await open()).to.equal(0);
      expect(await code(byDemographics(vendor(0), someone))).to.equal('WSRC0004');
    });

    it('give way to one another when more are needed than may be open', async () => {
      for (let times = 0; times < 3; times += 1) {
        for (const each of vendors) expect(await code(byUln(each, EXACT))).to.equal('WSRC0004');
      }
    });

    it('can be shared, and are gone with the last who has them', async () => {
      const [lp, ao] = [
        { organisationRef: 'TSTSH1', orgPassword: 'Password-Shared1' },
        { organisationRef: 'TSTSH2', orgPassword: 'Password-Shared2' },
      ];
      await addOrganisation(store, lp);
      await addOrganisation(store, ao, 'awardingOrganisation');
      await copies.copies.giveCopy(lp.organisationRef);
      await copies.copies.giveCopy(ao.organisationRef, lp.organisationRef);
      await copies.copies.giveCopy(ao.organisationRef);
      const copy = await copies.copies.copyOf(ao.organisationRef);
      expect(copy?.organisationRefs).to.deep.equal(['TSTSH1', 'TSTSH2']);
      expect(await copies.copies.takeCopy(lp.organisationRef)).to.equal(true);
      expect((await copies.copies.copyOf(ao.organisationRef))?.organisationRefs).to.deep.equal(['TSTSH2']);
      expect(await copies.copies.takeCopy(ao.organisationRef)).to.equal(true);
      expect(await copies.copies.takeCopy(ao.organisationRef)).to.equal(false);
      expect((await copies.copies.list()).map(({ name }) => name)).to.not.include(copy?.name);
    });

    it('let their awarding organisation award what the published one does', async () => {
      const [lp, ao] = [
        { organisationRef: 'TSTAW1', orgPassword: 'Password-Awards1' },
        { organisationRef: 'TSTAW2', orgPassword: 'Password-Awards2' },
      ];
      await addOrganisation(store, lp);
      await addOrganisation(store, ao, 'awardingOrganisation');
      await copies.copies.giveCopy(lp.organisationRef);
      await copies.copies.giveCopy(ao.organisationRef, lp.organisationRef);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const { learners } = publishedTestData();
      const request = readCase('ExternalService/SubmitAchievementBatchJob/accepted')
        .request.replace('TSTAO1', ao.organisationRef)
        .replace('Test-Awarding-01', ao.orgPassword)
        .replace('{{familyName}}', learners.exact.familyName)
        .replace('{{givenName}}', learners.exact.givenName)
        .replace('{{uln}}', learners.exact.uln);
      const events = async (): Promise<string> =>
        (await running.sendTo('LearnerServiceR9', learningEvents(lp, EXACT, 'Eleanor', 'Testington'))).body;
      const count = (body: string): number => body.match(/<(\w+:)?LearningEvent>/g)?.length ?? 0;
      for (const again of [false, true]) {
        const submitted = await running.sendTo('ExternalService', request);
        expect(submitted.body, 'accepted').to.include('WSRC0007');
        for (let tries = 0; tries < 100 && count(await events()) < 9; tries += 1) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        expect(count(await events())).to.equal(9);
        if (!again) {
          await reset(lp);
          expect(count(await events())).to.equal(8);
        }
      }
    });

    it('leave organisations, audit and the others alone when the base is put back', async () => {
      const someone = person(next++);
      await registerNew(provider, someone);
      await registerNew(vendor(0), someone);
      const entries = (await store.audit.list({ organisationRef: 'TSTLP1', limit: 100_000 })).length;
      const organisations = await store.organisations.list();
      const answer = await reset(provider);
      expect(JSON.parse(answer.body)).to.have.property('which', 'base');
      expect(await code(register(provider, someone)), 'a find before the reset').to.equal('WSRC0021');
      expect(await code(byDemographics(provider, someone))).to.equal('WSRC0001');
      expect(await code(byDemographics(vendor(0), someone))).to.equal('WSRC0004');
      expect(await store.organisations.list()).to.deep.equal(organisations);
      expect((await store.audit.list({ organisationRef: 'TSTLP1', limit: 100_000 })).length).to.be.above(
        entries,
      );
    });

    if (database === 'postgres') {
      it('are the same for two processes, at once after a reset by either', async function () {
        this.timeout(30_000);
        const second = await openStore(store.options);
        const other = await runRegister({ store: second, clock });
        try {
          const someone = person(next++);
          await registerNew(vendor(2), someone);
          const find = byDemographics(vendor(2), someone);
          expect(codeOf((await other.send(find)).body)).to.equal('WSRC0004');
          await reset(vendor(2));
          expect(codeOf((await other.send(find)).body)).to.equal('WSRC0001');
        } finally {
          await other.stop();
          await second.close();
        }
      });
    }
  });
}
