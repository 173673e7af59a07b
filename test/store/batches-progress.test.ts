import { expect } from 'chai';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Learner } from '../../src/domain/learner.js';
import type { Claim, RecordProgress } from '../../src/register/batch-ports.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase } from './databases.js';
import { claim, later, progress, submit } from './jobs.js';
import { entry, fullLearner, keysOf, learner, uln } from './people.js';

eachDatabase('A batch record that changes a learner', (newDatabase) => {
  it('has its result with the registration', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 2);
    const claimed = await claim(store);
    const person = fullLearner({ uln: uln('7000000001') });
    expect(await register(store, person, registered(claimed, 1, person))).to.equal('registered');
    expect(await store.learners.findByUln(person.uln)).to.deep.equal(person);
    const found = await store.batches.results(jobId, -1, 10);
    expect(found.map(({ position, result }) => ({ position, result }))).to.deep.equal([
      { position: 1, result: { code: 'RC001', uln: person.uln } },
    ]);
    expect((await store.batches.pending(jobId, -1, 10)).map(({ position }) => position)).to.deep.equal([0]);
    expect(await store.audit.list({ uln: person.uln, limit: 10 })).to.have.length(1);
  });

  it('stands under every name that it has had', async () => {
    const { store } = await newDatabase();
    await submit(store, 1);
    const claimed = await claim(store);
    const person = fullLearner({ uln: uln('7000000001') });
    await register(store, person, registered(claimed, 0, person));
    for (const key of keysOf(store.personKeys, person).search) {
      expect(await store.learners.exactUlns(key)).to.deep.equal([person.uln]);
    }
    const same = learner({ uln: uln('7000000002'), familyName: 'Sample', givenName: 'Tess' });
    expect(await register(store, same)).to.equal('personExists');
  });

  it('is handled once, and gets no second ULN', async () => {
    const { store } = await newDatabase();
    await submit(store, 1);
    const claimed = await claim(store);
    const first = learner({ uln: uln('7000000001') });
    const second = learner({ uln: uln('7000000002'), familyName: 'Another' });
    expect(await register(store, first, registered(claimed, 0, first))).to.equal('registered');
    expect(await register(store, second, registered(claimed, 0, second))).to.equal('alreadyDone');
    expect(await store.learners.findByUln(second.uln)).to.equal(undefined);
    expect((await store.counts()).learners).to.equal(1);
    expect(await store.audit.list({ uln: second.uln, limit: 10 })).to.deep.equal([]);
  });

  it('is handled once when two workers try at the same time', async () => {
    const { store, open } = await newDatabase();
    const stores = [store, await open()];
    const jobId = await submit(store, 40);
    const claimed = await claim(store);
    const outcomes = await Promise.all(
      Array.from({ length: 80 }, (_, at) => {
        const person = learner({ uln: uln(7_000_000_000 + at), familyName: `Name ${String(at)}` });
        return register(stores[at % 2] ?? store, person, registered(claimed, Math.floor(at / 2), person));
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'registered')).to.have.length(40);
    expect(outcomes.filter((outcome) => outcome === 'alreadyDone')).to.have.length(40);
    await expectConsistent(store, jobId, 40);
  });

  it('is refused when the job is another worker’s', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 2);
    const old = await claim(store);
    const taken = await claim(store, later(61));
    const person = learner({ uln: uln('7000000001') });
    expect(await register(store, person, registered(old, 0, person))).to.equal('leaseLost');
    expect((await store.counts()).learners).to.equal(0);
    expect(await store.batches.results(jobId, -1, 10)).to.deep.equal([]);
    expect(await register(store, person, registered(taken, 0, person))).to.equal('registered');
  });

  it('has no result when the person or the ULN is taken, and others beside it have theirs', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 20);
    const claimed = await claim(store);
    const there = learner({ uln: uln('7000000000'), familyName: 'There' });
    await register(store, there);
    const people = Array.from({ length: 20 }, (_, at) => {
      if (at === 3) return learner({ uln: uln('7000000003'), familyName: 'There' });
      if (at === 7) return learner({ uln: there.uln, familyName: 'Unlucky' });
      if (at === 11) return learner({ uln: uln('7000000011'), familyName: 'Name 10' });
      if (at === 13) return learner({ uln: uln('7000000012'), familyName: 'Same number' });
      return learner({ uln: uln(7_000_000_000 + at), familyName: `Name ${String(at)}` });
    });
    const outcomes = await Promise.all(
      people.map((person, at) => register(store, person, registered(claimed, at, person))),
    );
    const expected: string[] = people.map(() => 'registered');
    expected[0] = 'ulnTaken';
    expect([outcomes[10], outcomes[11]]).to.have.members(['registered', 'personExists']);
    expected.splice(10, 2, ...outcomes.slice(10, 12));
    expected[3] = 'personExists';
    expected[7] = 'ulnTaken';
    // Who of two at once gets the number is open.
    expect([outcomes[12], outcomes[13]]).to.have.members(['registered', 'ulnTaken']);
    expected.splice(12, 2, ...outcomes.slice(12, 14));
    expect(outcomes).to.deep.equal(expected);
    await expectConsistent(store, jobId, 15);
  });

  it('has its result with the update, and is not updated again', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 2);
    const claimed = await claim(store);
    const person = learner({ uln: uln('7000000001') });
    await register(store, person);
    const changed = { ...person, familyName: 'Changed', versionNumber: 2 };
    const result = { code: 'RC003', uln: person.uln };
    const update = (to: Learner, expected: number, own?: RecordProgress) =>
      store.learners.update(to, expected, keysOf(store.personKeys, to), entry({ ulns: [to.uln] }), own);
    expect(await update(changed, 9, progress(claimed, 0, result))).to.equal('stale');
    expect(await store.batches.results(jobId, -1, 10)).to.deep.equal([]);
    expect(await update(changed, 1, progress(claimed, 0, result))).to.equal('updated');
    expect((await store.batches.results(jobId, -1, 10)).map((each) => each.result)).to.deep.equal([result]);
    const again = { ...changed, familyName: 'Again', versionNumber: 3 };
    expect(await update(again, 2, progress(claimed, 0, result))).to.equal('alreadyDone');
    const lost = { ...progress(claimed, 1, result), lease: 'another' };
    expect(await update(again, 2, lost)).to.equal('leaseLost');
    expect((await store.learners.findByUln(person.uln))?.familyName).to.equal('Changed');
  });

  it('is whole or not there after its process was killed', async function () {
    this.timeout(60_000);
    const { store, options } = await newDatabase();
    const jobId = await submit(store, 4000);
    const { job, lease } = await claim(store);
    for (let round = 0; round < 5; round += 1) {
      const setup = { options, jobId: String(job.jobId), lease };
      const victim = fork(new URL('./batch-victim.js', import.meta.url), [JSON.stringify(setup)]);
      await once(victim, 'message');
      await new Promise((resolve) => setTimeout(resolve, 20 + round * 23));
      victim.kill('SIGKILL');
      await once(victim, 'exit');
      await expectConsistent(store, jobId, await settled(store, jobId));
    }
    expect((await store.batches.find(jobId))?.recordsDone).to.be.above(0);
  });
});

function register(store: Store, person: Learner, own?: RecordProgress) {
  const audit = entry({ ulns: [person.uln] });
  return store.learners.register(person, keysOf(store.personKeys, person), audit, own);
}

function registered(claimed: Claim, position: number, { uln: own }: Learner): RecordProgress {
  return progress(claimed, position, { code: 'RC001', uln: own });
}

/** How many records are done; a database goes on with what its dead client had asked for last. */
async function settled(store: Store, jobId: bigint): Promise<number> {
  for (let before = -1; ;) {
    const done = (await store.batches.find(jobId))?.recordsDone ?? 0;
    if (done === before) return done;
    before = done;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** As many results as learners with an audit entry, and each result's learner is there under its names. */
async function expectConsistent(store: Store, jobId: bigint, count: number): Promise<void> {
  const results = await store.batches.results(jobId, -1, 10_000);
  expect(results).to.have.length(count);
  const ulns = results.flatMap(({ result }) => (result.uln === undefined ? [] : [result.uln]));
  expect(new Set(ulns).size).to.equal(count);
  const learners = await store.learners.findByUlns(ulns);
  expect(learners.size).to.equal(count);
  const others = await store.counts();
  expect(others.learners - count).to.be.within(0, 1);
  for (const each of [...learners.values()].slice(0, 50)) {
    const [key] = keysOf(store.personKeys, each).search;
    expect(key === undefined ? [] : await store.learners.exactUlns(key)).to.deep.equal([each.uln]);
    expect(
      await store.audit.list({ uln: each.uln, operation: 'registerSingleLearner', limit: 9 }),
    ).to.have.length(1);
  }
}
