import { expect } from 'chai';
import { usualRights } from '../../../src/domain/organisation.js';
import type { AchievementJobOutcome } from '../../../src/register/achievement/achievement-job.js';
import { submissionTypeOf } from '../../../src/register/achievement/submit-achievements.js';
import {
  achievement,
  achievementsOnStore,
  awarder,
  callerOf,
  college,
  withRights,
  type AchievementsOnStore,
} from './achievements-on-store.js';

describe('Jobs of achievements', () => {
  let on: AchievementsOnStore;

  beforeEach(async () => {
    on = await achievementsOnStore('sqlite', { achievementMaximum: 3 });
  });

  const records = [achievement()];
  const submit = (given: object, as = awarder) =>
    on.register.submitAchievements({ submissionType: 'F', records, ...given }, callerOf(as), as);
  const get = (jobId: bigint, as = awarder): Promise<AchievementJobOutcome> =>
    on.register.getAchievementJob(jobId, callerOf(as), as);
  const code = async (given: object, as = awarder): Promise<string> => {
    const outcome = await submit(given, as);
    return 'fault' in outcome ? outcome.fault : outcome.responseCode;
  };

  it('are refused in the order of the checks', async () => {
    const allWrong = { emailAddress: 'x', submissionType: 'x', records: [] };
    const stranger = withRights(awarder);
    expect(await code(allWrong, college)).to.equal('notAllowed');
    expect(await code(allWrong, stranger)).to.equal('WSEC0044');
    expect(await code({ ...allWrong, emailAddress: '' }, stranger)).to.equal('WSEC0045');
    expect(await code({ records: [] }, stranger)).to.equal('WSEC0047');
    expect(await code({ records: Array.from({ length: 4 }, () => achievement()) }, stranger)).to.equal(
      'WSEC0046',
    );
    expect(await code({}, stranger)).to.equal('WSRC0043');
    expect(await code({ records: Array.from({ length: 3 }, () => achievement()) })).to.equal('WSRC0007');
  });

  it('need something in the catalogue, whoever submits', async () => {
    const empty = { ...awarder, organisationRef: 'TSTAO9' };
    expect(await code({}, empty)).to.equal('WSRC0043');
    const collegeThatMay = withRights(college, ...usualRights('learningProvider'), 'achievements');
    expect(await code({}, collegeThatMay)).to.equal('WSRC0043');
  });

  it('are on record, taken or not', async () => {
    await submit({});
    await submit({ submissionType: 'x' });
    await submit({}, college);
    const entries = await on.store.audit.list({ operation: 'SubmitAchievementBatchJob', limit: 10 });
    expect(entries.map(({ outcome }) => outcome)).to.have.members(['WSRC0007', 'WSEC0045', 'WSEC0006']);
    expect(entries.flatMap(({ ulns }) => ulns)).to.deep.equal([]);
  });

  it('know the submission type in any capitals', () => {
    for (const text of ['P', 'p', 'Provisional', ' PROVISIONAL '])
      expect(submissionTypeOf(text)).to.equal('P');
    for (const text of ['F', 'f', 'final', 'FINAL']) expect(submissionTypeOf(text)).to.equal('F');
    for (const text of ['', 'X', 'PF', 'Finally']) expect(submissionTypeOf(text)).to.equal(undefined);
  });

  it('tell how far they are', async () => {
    const jobId = await on.submit([achievement(), achievement(), achievement({ action: '7' })]);
    const waiting = await get(jobId);
    expect(waiting).to.deep.include({ responseCode: 'WSRC0008', percentageSuccessful: 0 });
    expect(waiting).to.not.have.property('errorFile');
    await on.workOff();
    const done = await get(jobId);
    if (!('job' in done)) throw new Error('It is not told of');
    expect(done).to.deep.include({ responseCode: 'WSRC0009', percentageSuccessful: 33.33 });
    expect(done.counts).to.include({
      created: 1,
      fieldDataErrors: 1,
      businessRuleErrors: 1,
      successfulFinal: 1,
    });
    const lines = done.errorFile?.trimEnd().split('\r\n') ?? [];
    expect(lines.map((line) => line.split('","').at(-2))).to.deep.equal(['ErrorCode', 'B008', 'F003']);
  });

  it('have no error file when there is no error', async () => {
    const jobId = await on.submit([achievement()], 'P');
    await on.workOff();
    const done = await get(jobId);
    expect(done).to.deep.include({ responseCode: 'WSRC0009', percentageSuccessful: 100 });
    expect(done).to.not.have.property('errorFile');
  });

  it('that failed say so, with the errors found until then', async () => {
    const jobId = await on.submit([achievement({ action: '7' }), achievement()]);
    const now = on.clock.now();
    const claim = await on.store.batches.claim('test', now, new Date(now.getTime() + 30_000));
    if (claim === undefined) throw new Error('No job');
    const { job, lease } = claim;
    await on.store.batches.record([{ jobId, lease, position: 0, result: { code: 'F003', reason: 'Bad.' } }]);
    await on.store.batches.park(job.jobId, lease, 'record 2: unexpected error', 'Failed', now);
    const failed = await get(jobId);
    expect(failed).to.deep.include({ responseCode: 'WSRC0010' });
    if (!('job' in failed)) throw new Error('It is not told of');
    expect(failed.job.problem).to.equal('record 2: unexpected error');
    expect(failed.errorFile).to.include('"F003","Bad."');
  });

  it('are told to their submitter alone, for a time', async () => {
    const jobId = await on.submit([achievement()]);
    await on.workOff();
    const rival = { ...awarder, organisationRef: 'TSTAO2' };
    expect(await get(jobId, rival)).to.deep.equal({ responseCode: 'WSRC0018' });
    expect(await get(jobId + 1n)).to.deep.equal({ responseCode: 'WSRC0018' });
    expect(await get(0n)).to.deep.equal({ responseCode: 'WSRC0018' });
    expect(await get(jobId, college)).to.deep.equal({ fault: 'notAllowed' });
    on.clock.advance({ minutes: 90 * 24 * 60 });
    expect(await get(jobId)).to.deep.equal({ responseCode: 'WSRC0018' });
  });

  it('of another kind, or opened and not sealed, are not told of', async () => {
    const job = {
      kind: 'achievement' as const,
      jobType: 'F' as const,
      organisationRef: 'TSTAO1',
      userName: 'A. User',
      source: 'file' as const,
      fileName: 'QCF_90000002_2026-03-02_001.CSV',
      correlationId: 'c-1',
      submittedAt: on.clock.now(),
    };
    const entry = { ...callerOf(awarder), at: on.clock.now(), ulns: [], outcome: 'opened' };
    const opened = await on.store.batches.open(job, entry);
    expect(await get(opened)).to.deep.equal({ responseCode: 'WSRC0018' });
    await on.store.batches.append(opened, [{ position: 0, fields: achievement() }]);
    await on.store.batches.seal(opened);
    expect(await get(opened)).to.deep.include({ responseCode: 'WSRC0008' });
    const verification = await on.store.batches.submit(
      { ...job, kind: 'verification', jobType: 'CHK', source: 'webService' },
      [{ position: 0, fields: {} }],
      entry,
    );
    expect(await get(verification)).to.deep.equal({ responseCode: 'WSRC0018' });
  });
});
