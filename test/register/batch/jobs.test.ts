import { expect } from 'chai';
import { ulnNumber } from '../../domain/people.js';
import { learner } from '../../store/people.js';
import { batchesInMemory, caller, registerBatch, submitRegistration, workOff } from './batch-register.js';

const ada = {
  givenName: 'Ada',
  familyName: 'Testwell',
  dateOfBirth: '2004-03-12',
  gender: '2',
  lastKnownPostCode: 'CV4 9EE',
};
const collector = { ...caller, operation: 'getBatchRegistrationOutput', correlationId: 'c-2' };

describe('submitting a batch', () => {
  it('stores the job with its submitter and its records, empty values left out', async () => {
    const { parts, batches, clock } = batchesInMemory();
    const jobId = await submitRegistration(parts, [
      { ...ada, title: '' },
      { ...ada, notes: 'Two' },
    ]);
    expect(await batches.find(jobId)).to.deep.include({
      kind: 'registration',
      jobType: 'FUL',
      source: 'webService',
      organisationRef: 'TSTLP1',
      userName: 'Terry Testuser',
      correlationId: 'c-1',
      submittedAt: clock.now(),
      recordCount: 2,
      status: 'Waiting',
    });
    expect(await batches.pending(jobId, -1, 10)).to.deep.equal([
      { position: 0, fields: ada },
      { position: 1, fields: { ...ada, notes: 'Two' } },
    ]);
    expect(batches.audits).to.have.lengthOf(1);
    expect(batches.audits[0]).to.deep.include({ operation: 'submitBatchRegistration', outcome: 'WSRC0007' });
  });

  it('wakes a worker, but not for a job that is refused', async () => {
    const { parts } = batchesInMemory();
    let woken = 0;
    const waking = { ...parts, jobAccepted: () => void (woken += 1) };
    await submitRegistration(waking, [ada]);
    expect(woken).to.equal(1);
  });

  it('stores nothing when the count is wrong: WSRC0017, WSRC0030 for a verification', async () => {
    const { register, batches } = batchesInMemory();
    const records = [ada, ada];
    expect(
      await register.submitRegistrationBatch({ jobType: 'FUL', recordCount: 3, records }, caller),
    ).to.deep.equal({ responseCode: 'WSRC0017' });
    expect(await register.submitVerificationBatch({ recordCount: 1, records }, caller)).to.deep.equal({
      responseCode: 'WSRC0030',
    });
    expect(batches.jobs.size).to.equal(0);
    expect(batches.audits.map(({ outcome }) => outcome)).to.deep.equal(['WSRC0017', 'WSRC0030']);
  });
});

describe('the output of a registration job', () => {
  it('tells how far it is: WSRC0008 without records, WSRC0009 with all of them in order', async () => {
    const { parts, register } = batchesInMemory();
    const jobId = await submitRegistration(parts, [{ ...ada, gender: '' }, ada]);
    const waiting = await register.getRegistrationOutput(jobId, collector);
    expect(waiting).to.deep.include({ responseCode: 'WSRC0008', records: [] });

    const results = await workOff(parts);
    const output = await register.getRegistrationOutput(jobId, collector);
    if (output.responseCode !== 'WSRC0009') throw new Error(output.responseCode);
    expect(output.records.map(({ result }) => result)).to.deep.equal(results);
    expect(output.records.map(({ position }) => position)).to.deep.equal([0, 1]);
    expect(output.job.counts).to.deep.include({ newLearners: 1, rejected: 1, existsUpdated: 0 });
  });

  it('is on record with the learners that it tells of', async () => {
    const { parts, register, audit } = batchesInMemory();
    const jobId = await submitRegistration(parts, [ada]);
    const [result] = await workOff(parts);
    await register.getRegistrationOutput(jobId, collector);
    expect(audit.entries.map(({ operation, outcome }) => `${operation} ${outcome}`)).to.deep.equal([
      'submitBatchRegistration WSRC0007',
      'submitBatchRegistration WSRC0005',
      'getBatchRegistrationOutput WSRC0009',
    ]);
    expect(audit.entries.at(-1)?.ulns).to.deep.equal([result?.uln]);
    const first = audit.entries.slice(0, 2).map(({ correlationId }) => correlationId);
    expect(first).to.deep.equal(['c-1', 'c-1']);
  });

  it('of a failed job has its code and counts, and no records: WSRC0010', async () => {
    const { parts, register, batches, clock } = batchesInMemory();
    const jobId = await submitRegistration(parts, [ada]);
    const claim = await batches.claim('test', clock.now(), clock.now());
    if (claim === undefined) throw new Error('No job');
    await batches.park(jobId, claim.lease, 'broken', 'Failed', clock.now());
    const output = await register.getRegistrationOutput(jobId, collector);
    expect(output).to.deep.include({ responseCode: 'WSRC0010', records: [] });
  });

  it('is for the submitting organisation alone: WSRC0018 to others', async () => {
    const { parts, register } = batchesInMemory();
    const jobId = await submitRegistration(parts, [ada]);
    const unknown = { responseCode: 'WSRC0018' };
    const other = { ...collector, organisationRef: 'TSTAO1' };
    expect(await register.getRegistrationOutput(jobId, other)).to.deep.equal(unknown);
    expect(await register.getVerificationOutput(jobId, collector)).to.deep.equal(unknown);
    for (const nobodys of [0n, -1n, 77n, 2n ** 63n - 1n]) {
      expect(await register.getRegistrationOutput(nobodys, collector)).to.deep.equal(unknown);
    }
  });

  it('is gone after 90 days, whether it was removed yet or not: WSRC0018', async () => {
    const { parts, register, clock } = batchesInMemory();
    await registerBatch(parts, [ada]);
    clock.advance({ minutes: 90 * 24 * 60 - 1 });
    expect((await register.getRegistrationOutput(1n, collector)).responseCode).to.equal('WSRC0009');
    clock.advance({ minutes: 1 });
    expect((await register.getRegistrationOutput(1n, collector)).responseCode).to.equal('WSRC0018');
  });

  it('of a file is not for web services', async () => {
    const { register, batches, clock } = batchesInMemory();
    const { organisationRef, userName, correlationId } = caller;
    const job = {
      kind: 'registration',
      jobType: 'FUL',
      source: 'file',
      submittedAt: clock.now(),
      organisationRef,
      userName,
      correlationId,
    } as const;
    const audit = { ...caller, at: clock.now(), ulns: [], outcome: 'WSRC0007' };
    const jobId = await batches.submit(job, [], audit);
    expect((await register.getRegistrationOutput(jobId, collector)).responseCode).to.equal('WSRC0018');
  });
});

describe('a verification job', () => {
  const held = learner({ uln: ulnNumber(1), givenName: 'Vera', familyName: 'Heldwell' });
  const master = learner({
    uln: ulnNumber(2),
    givenName: 'Mona',
    familyName: 'Master',
    linkedUlns: [ulnNumber(3)],
  });
  const linked = learner({
    uln: ulnNumber(3),
    givenName: 'Lina',
    familyName: 'Linked',
    masterUln: master.uln,
  });
  const deleted = learner({ uln: ulnNumber(4), givenName: 'Della', familyName: 'Gone', learnerStatus: '0' });
  const vera = { uln: held.uln, givenName: 'Vera', familyName: 'Heldwell' };

  async function verify(
    records: readonly Readonly<Record<string, string>>[],
    ulnCheck: 'strict' | 'fault' = 'strict',
  ) {
    const { parts, register, learners } = batchesInMemory({ ulnCheck });
    for (const each of [held, master, linked, deleted]) learners.add(each);
    const submitter = { ...caller, operation: 'submitVerifyBatch' };
    const batch = { recordCount: records.length, records, orgEmail: 'mis@college.test' };
    const submitted = await register.submitVerificationBatch(batch, submitter);
    if (!('jobId' in submitted)) throw new Error(submitted.responseCode);
    await workOff(parts);
    const output = await register.getVerificationOutput(submitted.jobId, {
      ...caller,
      operation: 'getVerifyBatchOutput',
    });
    if (output.responseCode === 'WSRC0018') throw new Error(output.responseCode);
    expect(output.job.orgEmail).to.equal('mis@college.test');
    return output.records.map(({ result }) => result);
  }

  it('gives what is held when all fits, and flags with nothing held when something does not', async () => {
    const person = { dateOfBirth: held.dateOfBirth, gender: held.gender };
    expect(
      await verify([vera, { ...vera, ...person }, { ...vera, gender: '1', familyName: 'Other' }]),
    ).to.deep.equal([
      { code: 'WSRC0004', ...vera, ...person, failureFlags: [] },
      { code: 'WSRC0004', ...vera, ...person, failureFlags: [] },
      { code: 'WSRC0003', failureFlags: ['FAMILY_NAME', 'GENDER'] },
    ]);
  });

  it('knows linked, deleted and unknown learners', async () => {
    const results = await verify([
      { uln: linked.uln, givenName: 'Lina', familyName: 'Linked' },
      { uln: deleted.uln, givenName: 'Della', familyName: 'Gone' },
      { ...vera, uln: ulnNumber(9) },
    ]);
    expect(results[0]).to.deep.include({ code: 'WSRC0022', uln: master.uln, failureFlags: ['LINKED'] });
    expect(results.slice(1)).to.deep.equal([
      { code: 'WSRC0001', failureFlags: ['DELETED'] },
      { code: 'WSRC0001', failureFlags: ['ULN_NOT_FOUND'] },
    ]);
  });

  it('answers a ULN that cannot be one as not found, and goes on with the others', async () => {
    const results = await verify([{ ...vera, uln: '2000000007' }, { ...vera, uln: '12' }, vera], 'fault');
    expect(results.map(({ code }) => code)).to.deep.equal(['WSRC0001', 'WSRC0001', 'WSRC0004']);
    expect(results[0]).to.deep.equal({
      code: 'WSRC0001',
      failureFlags: ['ULN_NOT_FOUND'],
      reason: 'ULN has a wrong check digit.',
    });
  });
});
