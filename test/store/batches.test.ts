import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from './databases.js';
import { claim, finish, job, later, now, progress, records, submit } from './jobs.js';
import { entry, uln } from './people.js';

eachDatabase('Batch jobs', (newDatabase) => {
  it('come back as they were handed in, with an entry in the audit', async () => {
    const { store } = await newDatabase();
    const handedIn = job({
      kind: 'verification',
      jobType: 'CHK',
      source: 'file',
      fileName: 'a file.csv',
      orgEmail: 'mis@example.org',
    });
    const jobId = await store.batches.submit(handedIn, records(120), entry({ outcome: 'WSRC0007' }));
    expect(await store.batches.find(jobId)).to.deep.equal({
      ...handedIn,
      jobId,
      status: 'Waiting',
      recordCount: 120,
      recordsDone: 0,
      counts: { newLearners: 0, existsUpdated: 0, possibleMatch: 0, notFound: 0, rejected: 0 },
      codes: new Map(),
      attempts: 0,
    });
    expect(await store.batches.pending(jobId, -1, 1000)).to.deep.equal(records(120));
    expect((await store.audit.list({ limit: 10 })).map(({ outcome }) => outcome)).to.deep.equal(['WSRC0007']);
  });

  it('keep whatever text the fields hold', async () => {
    const { store } = await newDatabase();
    const text = fc.string({ unit: 'binary' });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(text, text), { maxLength: 60 }), async (fields) => {
        const handedIn = fields.map((each, position) => ({ position, fields: { ...each } }));
        const jobId = await store.batches.submit(job(), handedIn, entry());
        expect(await store.batches.pending(jobId, -1, 100)).to.deep.equal(handedIn);
      }),
      { numRuns: 20 },
    );
  });

  it('are unknown under any other number', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 1);
    for (const other of [jobId + 1n, 0n, -1n, 9_223_372_036_854_775_807n]) {
      expect(await store.batches.find(other)).to.equal(undefined);
      expect(await store.batches.pending(other, -1, 10)).to.deep.equal([]);
      expect(await store.batches.results(other, -1, 10)).to.deep.equal([]);
      expect(await store.batches.retry(other)).to.equal('notFound');
    }
  });

  it('are worked on from the first record to the end', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 130);
    const claimed = await claim(store, later(5));
    expect(claimed.job).to.deep.include({
      jobId,
      status: 'InProgress',
      attempts: 1,
      recordCount: 130,
      startedAt: later(5),
    });
    const found = { code: 'RC001', uln: uln('7000000001') };
    const refused = { code: 'RC006', reason: 'DateOfBirth is missing' };
    await store.batches.record([
      ...records(60).map(({ position }) => progress(claimed, position, found)),
      ...records(69, 61).map(({ position }) => progress(claimed, position, refused)),
    ]);
    expect(await store.batches.pending(jobId, -1, 500)).to.deep.equal(records(1, 60));
    expect(await store.batches.find(jobId)).to.deep.include({
      status: 'InProgress',
      recordsDone: 129,
      counts: { newLearners: 60, existsUpdated: 0, possibleMatch: 0, notFound: 0, rejected: 69 },
    });
    await store.batches.record([progress(claimed, 60, { code: 'RC007' })]);
    await store.batches.finish(jobId, claimed.lease, later(9));
    expect(await store.batches.find(jobId)).to.deep.include({
      status: 'Successful',
      recordsDone: 130,
      counts: { newLearners: 60, existsUpdated: 0, possibleMatch: 1, notFound: 0, rejected: 69 },
      finishedAt: later(9),
    });
    const results = await store.batches.results(jobId, 58, 4);
    expect(results).to.deep.equal([
      { ...records(1, 59)[0], result: found },
      { ...records(1, 60)[0], result: { code: 'RC007' } },
      { ...records(1, 61)[0], result: refused },
      { ...records(1, 62)[0], result: refused },
    ]);
    expect(await store.batches.results(jobId, -1, 500)).to.have.length(130);
    expect(await store.batches.claim('worker', later(9999), later(10_000))).to.equal(undefined);
  });

  it('give pending records in pages, without those that are done', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 230);
    const claimed = await claim(store);
    const done = new Set([0, 1, 2, 49, 50, ...Array.from({ length: 60 }, (_, at) => 100 + at)]);
    await store.batches.record([...done].map((position) => progress(claimed, position)));
    const expected = records(230).filter(({ position }) => !done.has(position));
    for (const size of [1, 7, 50, 64, 1000]) {
      const seen = [];
      for (let after = -1; ;) {
        const page = await store.batches.pending(jobId, after, size);
        expect(page.length).to.be.at.most(size);
        seen.push(...page);
        const last = page.at(-1);
        if (last === undefined) break;
        after = last.position;
      }
      expect(seen).to.deep.equal(expected);
    }
  });

  it('keep everything that a verification finds', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 2, { kind: 'verification', jobType: 'CHK' });
    const claimed = await claim(store);
    const result = {
      code: 'WSVRC003',
      uln: uln('7000000001'),
      familyName: 'Example',
      givenName: 'Testina',
      dateOfBirth: '2004-02-29',
      gender: '2',
      failureFlags: ['VRF1', 'VRF4'],
    };
    await store.batches.record([progress(claimed, 0, result), progress(claimed, 1, { code: 'WSVRC001' })]);
    const results = await store.batches.results(jobId, -1, 10);
    expect(results.map((each) => each.result)).to.deep.equal([result, { code: 'WSVRC001' }]);
  });

  it('are not finished while a record lacks its result', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 2);
    const claimed = await claim(store);
    await store.batches.record([progress(claimed, 0)]);
    const outcome = await Promise.allSettled([store.batches.finish(jobId, claimed.lease, now)]);
    expect(outcome[0].status).to.equal('rejected');
    expect((await store.batches.find(jobId))?.status).to.equal('InProgress');
  });

  it('grow record by record while they are open, and are claimed only when sealed', async () => {
    const { store } = await newDatabase();
    const jobId = await store.batches.open(job({ source: 'file', fileName: 'a.csv' }), entry());
    await store.batches.append(jobId, records(30));
    await store.batches.append(jobId, records(600, 30));
    expect(await store.batches.find(jobId)).to.deep.include({ status: 'Opened', recordCount: 630 });
    expect(await store.batches.claim('worker', now, later(60))).to.equal(undefined);
    await store.batches.seal(jobId);
    const claimed = await claim(store);
    expect(claimed.job.jobId).to.equal(jobId);
    expect(await store.batches.pending(jobId, -1, 1000)).to.deep.equal(records(630));
    const late = await Promise.allSettled([
      store.batches.append(jobId, records(1, 630)),
      store.batches.seal(jobId),
    ]);
    expect(late.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    await store.batches.discard(jobId);
    expect((await store.batches.find(jobId))?.recordCount).to.equal(630);
  });

  it('leave nothing behind when they are discarded', async () => {
    const { store } = await newDatabase();
    const jobId = await store.batches.open(job(), entry());
    await store.batches.append(jobId, records(1200));
    await store.batches.discard(jobId);
    expect(await store.batches.find(jobId)).to.equal(undefined);
    expect(await store.batches.pending(jobId, -1, 2000)).to.deep.equal([]);
    expect(await submit(store, 1)).to.not.equal(jobId);
  });

  it('that failed say why and go on where they stopped', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 3);
    const first = await claim(store);
    await store.batches.record([progress(first, 0)]);
    expect(await store.batches.retry(jobId)).to.equal('notFailed');
    await store.batches.park(jobId, first.lease, 'No free ULN', 'Failed', later(1));
    expect(await store.batches.find(jobId)).to.deep.include({
      status: 'Failed',
      problem: 'No free ULN',
      finishedAt: later(1),
      recordsDone: 1,
    });
    expect(await store.batches.claim('worker', later(9999), later(10_000))).to.equal(undefined);
    expect(await store.batches.retry(jobId)).to.equal('waiting');
    expect(await store.batches.find(jobId)).to.deep.include({ status: 'Waiting', attempts: 0 });
    expect(await store.batches.find(jobId)).to.not.have.any.keys('problem', 'finishedAt');
    const second = await claim(store);
    expect(second.job.recordsDone).to.equal(1);
    expect(await store.batches.pending(jobId, -1, 10)).to.deep.equal(records(2, 1));
    await finish(store, second);
    expect((await store.batches.find(jobId))?.status).to.equal('Successful');
  });

  it('that were put off are claimed when their time has come', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 1);
    const first = await claim(store);
    await store.batches.park(jobId, first.lease, 'The database was busy', 'Waiting', later(30));
    expect(await store.batches.find(jobId)).to.deep.include({ status: 'Waiting', attempts: 1 });
    expect(await store.batches.claim('worker', later(29), later(90))).to.equal(undefined);
    expect((await claim(store, later(30))).job).to.deep.include({ jobId, attempts: 2 });
  });

  it('are listed newest first, by organisation and status', async () => {
    const { store } = await newDatabase();
    const a = await submit(store, 1, { organisationRef: 'A' });
    const b = await submit(store, 1, { organisationRef: 'B' });
    const c = await submit(store, 1, { organisationRef: 'A' });
    await finish(store, await claim(store), { code: 'RC001', uln: uln('7000000001') });
    const numbers = async (filter: Parameters<typeof store.batches.list>[0]) =>
      (await store.batches.list(filter)).map(({ jobId }) => jobId);
    expect(await numbers({ limit: 10 })).to.deep.equal([c, b, a]);
    expect(await numbers({ limit: 2 })).to.deep.equal([c, b]);
    expect(await numbers({ limit: 10, organisationRef: 'A' })).to.deep.equal([c, a]);
    expect(await numbers({ limit: 10, status: 'Successful' })).to.deep.equal([a]);
    const [first] = await store.batches.list({ limit: 1, status: 'Successful' });
    expect(first?.counts.newLearners).to.equal(1);
    await claim(store);
    expect(await store.batches.depth()).to.deep.equal({ waiting: 1, inProgress: 1 });
  });

  it('go when they are old, some at a time, and an abandoned file with them', async () => {
    const { store } = await newDatabase();
    const jobs = [await submit(store, 1300), await submit(store, 1), await submit(store, 1)];
    const abandoned = await store.batches.open(job(), entry());
    await store.batches.append(abandoned, records(3));
    const recent = await store.batches.open(job({ submittedAt: later(60) }), entry());
    const waiting = await submit(store, 1);
    for (let at = 0; at < jobs.length; at += 1) await finish(store, await claim(store), undefined, later(at));
    expect(await store.batches.expire(later(2), 1)).to.equal(1);
    expect(await store.batches.expire(later(2), 10)).to.equal(2);
    expect(await store.batches.expire(later(2), 10)).to.equal(0);
    const left = (await store.batches.list({ limit: 10 })).map(({ jobId }) => jobId);
    expect(left).to.deep.equal([waiting, recent, jobs[2]]);
    for (const gone of [jobs[0] ?? 0n, jobs[1] ?? 0n, abandoned]) {
      expect(await store.batches.find(gone)).to.equal(undefined);
      expect(await store.batches.results(gone, -1, 10)).to.deep.equal([]);
      expect(await store.batches.pending(gone, -1, 10)).to.deep.equal([]);
    }
    expect((await store.batches.results(jobs[2] ?? 0n, -1, 10)).length).to.equal(1);
  });

  it('are forgotten when a test database is cleared', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 2);
    await store.clear();
    expect(await store.batches.find(jobId)).to.equal(undefined);
    expect(await store.batches.claim('worker', now, later(60))).to.equal(undefined);
  });
});
