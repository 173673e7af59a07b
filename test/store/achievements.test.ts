/** Achievements as the store writes them: with their results and audit entries, or not at all. */
import { expect } from 'chai';
import type { LearningEvent } from '../../src/domain/learning-event.js';
import type { Claim } from '../../src/register/batch-ports.js';
import type { AchievementWrite, NewLearningEvent } from '../../src/register/plr-ports.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase } from './databases.js';
import { claim, finish, later, now, progress, submit } from './jobs.js';
import { entry, uln } from './people.js';

const first = uln('1000000001');
const second = uln('2000000001');

function event(of: Partial<NewLearningEvent> = {}): NewLearningEvent {
  return {
    uln: first,
    source: 'AO',
    reference: 'TEST01:90000011:2024-07-01',
    recorded: { achievementAwardDate: '2024-07-01', subjectCode: '900/0001/1', status: 'P', grade: 'A' },
    credits: 3,
    dateLoaded: '2024-09-02 11:00:00',
    standing: 'live',
    ownerRef: 'TEST01',
    misIdentifier: 'M-1',
    ...of,
  };
}

function creation(claimed: Claim, position: number, of: Partial<NewLearningEvent> = {}): AchievementWrite {
  const created = event(of);
  return {
    change: { kind: 'create', event: created },
    progress: progress(claimed, position, { code: 'A001', uln: created.uln }),
    audit: entry({ operation: 'SubmitAchievementBatchJob', outcome: 'A001', ulns: [created.uln] }),
  };
}

function change(claimed: Claim, position: number, before: LearningEvent): AchievementWrite {
  const after: LearningEvent = {
    ...before,
    recorded: { ...before.recorded, status: 'F', grade: 'B' },
    misIdentifier: 'M-2',
    version: before.version + 1,
  };
  return {
    change: { kind: 'change', change: 'promoted', before, event: after },
    progress: progress(claimed, position, { code: 'A003', uln: before.uln }),
    audit: entry({ operation: 'SubmitAchievementBatchJob', outcome: 'A003', ulns: [before.uln] }),
  };
}

async function job(store: Store, records: number): Promise<Claim> {
  await submit(store, records, { kind: 'achievement', jobType: 'F', organisationRef: 'TEST01' });
  return claim(store);
}

async function only(store: Store, of = first): Promise<LearningEvent> {
  const [found, more] = await store.events.ownedEvents([of], 'TEST01');
  if (found === undefined || more !== undefined) throw new Error('There is not exactly one event');
  return found;
}

eachDatabase('Achievements in a store', (newDatabase) => {
  let store: Store;

  before(async function () {
    this.timeout(60_000);
    ({ store } = await newDatabase());
  });

  afterEach(() => store.clear());

  it('are written with a number, a result and an audit entry each', async () => {
    const claimed = await job(store, 2);
    const writes = [creation(claimed, 0), creation(claimed, 1, { uln: second, source: 'QCFU' })];
    expect(await store.achievements.applyAchievements(writes)).to.deep.equal([]);

    const events = await store.events.ownedEvents([second, first], 'TEST01');
    expect(events.map(({ eventId }) => eventId)).to.deep.equal([1, 2]);
    const { eventId, ...rest } = events.find((one) => one.uln === first) ?? { eventId: 0 };
    expect(rest).to.deep.equal({ ...event(), version: 1, underDataChallenge: false });
    expect(eventId).to.be.greaterThan(0);
    const results = await store.batches.results(claimed.job.jobId, -1, 10);
    expect(results.map(({ result }) => result)).to.deep.equal([
      { code: 'A001', uln: first },
      { code: 'A001', uln: second },
    ]);
    const audit = await store.audit.list({ operation: 'SubmitAchievementBatchJob', limit: 10 });
    expect(audit.map(({ ulns }) => ulns)).to.have.deep.members([[first], [second]]);
  });

  it('keep what an event was before each change', async () => {
    const claimed = await job(store, 2);
    await store.achievements.applyAchievements([creation(claimed, 0)]);
    const created = await only(store);
    expect(await store.achievements.applyAchievements([change(claimed, 1, created)])).to.deep.equal([]);

    const changed = await only(store);
    expect(changed).to.deep.include({ version: 2, misIdentifier: 'M-2', eventId: created.eventId });
    expect(changed.recorded).to.include({ status: 'F', grade: 'B' });
    const [history] = await store.events.history(first, created.eventId);
    expect(history).to.deep.include({
      version: 1,
      change: 'promoted',
      before: created,
      organisationRef: 'TEST01',
    });
  });

  it('are told apart when the event is there already, and nothing of those is written', async () => {
    const claimed = await job(store, 4);
    await store.achievements.applyAchievements([creation(claimed, 0)]);
    const writes = [creation(claimed, 1), creation(claimed, 2, { uln: second }), creation(claimed, 3)];
    expect(await store.achievements.applyAchievements(writes.slice(0, 2))).to.deep.equal([0]);

    const results = await store.batches.results(claimed.job.jobId, -1, 10);
    expect(results.map(({ position }) => position)).to.deep.equal([0, 2]);
    const audit = await store.audit.list({ operation: 'SubmitAchievementBatchJob', uln: first, limit: 10 });
    expect(audit).to.have.length(1);
    expect((await only(store)).version).to.equal(1);
  });

  it('are told apart when the event was changed since it was read', async () => {
    const claimed = await job(store, 3);
    await store.achievements.applyAchievements([creation(claimed, 0)]);
    const created = await only(store);
    await store.achievements.applyAchievements([change(claimed, 1, created)]);
    expect(await store.achievements.applyAchievements([change(claimed, 2, created)])).to.deep.equal([0]);

    expect((await only(store)).version).to.equal(2);
    expect(await store.events.history(first, created.eventId)).to.have.length(1);
    const results = await store.batches.results(claimed.job.jobId, -1, 10);
    expect(results.map(({ position }) => position)).to.deep.equal([0, 1]);
  });

  it('have one effect and no second one', async () => {
    const claimed = await job(store, 1);
    await store.achievements.applyAchievements([creation(claimed, 0)]);
    const again = [creation(claimed, 0, { reference: 'another' }), change(claimed, 0, await only(store))];
    for (const write of again) expect(await store.achievements.applyAchievements([write])).to.deep.equal([]);
    expect((await only(store)).version).to.equal(1);
  });

  it('are not written under a lease that is lost', async () => {
    const lost = await job(store, 2);
    const held = await claim(store, later(120));
    expect(held.job.jobId).to.equal(lost.job.jobId);
    expect(await store.achievements.applyAchievements([creation(lost, 0)])).to.deep.equal([]);
    expect(await store.events.ownedEvents([first], 'TEST01')).to.deep.equal([]);
    expect(await store.batches.results(lost.job.jobId, -1, 10)).to.deep.equal([]);
    await store.achievements.applyAchievements([creation(held, 0)]);
    expect((await only(store)).version).to.equal(1);
  });

  it('are created once when two jobs create the same at the same time', async () => {
    const jobs: Claim[] = [];
    for (let at = 0; at < 4; at += 1) jobs.push(await job(store, 20));
    const people = Array.from({ length: 20 }, (_, at) => uln(3_000_000_000 + at));
    const outcomes = await Promise.all(
      jobs.map((claimed) =>
        store.achievements.applyAchievements(people.map((of, at) => creation(claimed, at, { uln: of }))),
      ),
    );
    expect(outcomes.flat()).to.have.length(60);
    const events = await store.events.ownedEvents(people, 'TEST01');
    expect(new Set(events.map(({ uln: of }) => of)).size).to.equal(20);
    expect(new Set(events.map(({ eventId }) => eventId)).size).to.equal(20);
    expect(events).to.have.length(20);
  });

  it('of hundreds of learners are found by one question, and of other owners never', async () => {
    const claimed = await job(store, 300);
    const people = Array.from({ length: 300 }, (_, at) => uln(4_000_000_000 + at));
    const writes = people.map((of, at) =>
      creation(claimed, at, { uln: of, ownerRef: at % 2 === 0 ? 'TEST01' : 'TEST02' }),
    );
    expect(await store.achievements.applyAchievements(writes)).to.deep.equal([]);
    expect(await store.events.ownedEvents(people, 'TEST01')).to.have.length(150);
    expect(await store.events.ownedEvents(people, 'TEST02')).to.have.length(150);
    expect(await store.events.ownedEvents([], 'TEST02')).to.deep.equal([]);
    await finish(store, claimed, { code: 'A001' }, now);
    const found = await store.batches.find(claimed.job.jobId);
    expect(found?.codes).to.deep.equal(new Map([['A001', 300]]));
  });
});
