import { expect } from 'chai';
import type { JobId } from '../../src/register/batch-ports.js';
import { batchesInMemory, submitRegistration } from '../register/batch/batch-register.js';
import { Faults } from './faulty.js';
import { hasStatus, people, startWorker, stopWorkers, until, type InMemory } from './working.js';

afterEach(stopWorkers);

/** Every record has one result, every ULN one learner, and nobody was registered twice or for nothing. */
async function expectExactlyOnce({ batches, learners }: InMemory, jobs: readonly JobId[]): Promise<void> {
  const given: string[] = [];
  for (const jobId of jobs) {
    const records = await batches.results(jobId, -1, 10_000);
    const job = await batches.find(jobId);
    expect(records.map(({ position }) => position)).to.deep.equal(
      Array.from({ length: job?.recordCount ?? -1 }, (_, at) => at),
    );
    for (const { result } of records) if (result.code === 'RC001') given.push(String(result.uln));
  }
  expect(new Set(given)).to.have.lengthOf(given.length);
  expect([...learners.learners.keys()].toSorted()).to.deep.equal(given.toSorted());
}

describe('the batch worker', () => {
  it('handles every record of every job, and finishes the jobs', async () => {
    const register = batchesInMemory();
    const jobs = [
      await submitRegistration(register.parts, people(450)),
      await submitRegistration(register.parts, people(3, 500)),
    ];
    const { events } = startWorker(register);
    for (const jobId of jobs) await hasStatus(register.batches, jobId, 'Successful');
    await expectExactlyOnce(register, jobs);
    const ends = events.flatMap((event) => (event.kind === 'finished' ? [event.jobId] : []));
    expect(ends.toSorted()).to.deep.equal(['1', '2']);
    let handled = 0;
    for (const event of events) if (event.kind === 'handled') handled += event.codes['RC001'] ?? 0;
    expect(handled).to.equal(453);
  });

  it('is woken by a job, and does not wait for its next look', async () => {
    const register = batchesInMemory();
    const { worker } = startWorker(register, { settings: { pollSeconds: 60 } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const jobId = await submitRegistration(
      { ...register.parts, jobAccepted: () => worker.wake() },
      people(2),
    );
    await hasStatus(register.batches, jobId, 'Successful');
  });

  it('registers a person once who is in one job twice, and in two jobs at once', async () => {
    const register = batchesInMemory();
    const [one = {}] = people(1);
    const jobs = [
      await submitRegistration(register.parts, [one, one, ...people(20, 1), one]),
      await submitRegistration(register.parts, [...people(20, 30), one, one]),
    ];
    startWorker(register);
    startWorker(register);
    for (const jobId of jobs) await hasStatus(register.batches, jobId, 'Successful');
    await expectExactlyOnce(register, jobs);
    const codes: string[] = [];
    for (const jobId of jobs) {
      for (const { fields, result } of await register.batches.results(jobId, -1, 100)) {
        if (fields['givenName'] === one['givenName']) codes.push(result.code);
      }
    }
    expect(codes.toSorted()).to.deep.equal(['RC001', 'RC002', 'RC002', 'RC002', 'RC002']);
  });

  it('gives organisations their turns: a hundred jobs of one do not hold up the one of another', async () => {
    const register = batchesInMemory();
    const { batches, parts } = register;
    for (let job = 0; job < 100; job += 1) await submitRegistration(parts, people(2, job * 2));
    const other = await batches.submit(
      {
        kind: 'registration',
        jobType: 'FUL',
        organisationRef: 'OTHER1',
        userName: 'O. Ther',
        source: 'webService',
        correlationId: 'c-9',
        submittedAt: new Date(),
      },
      [{ position: 0, fields: people(1, 300)[0] ?? {} }],
      {
        at: new Date(),
        organisationRef: 'OTHER1',
        userName: 'O. Ther',
        operation: '',
        correlationId: '',
        ulns: [],
        outcome: '',
      },
    );
    const { events } = startWorker(register);
    await hasStatus(batches, other, 'Successful');
    const ends = events.flatMap((event) => (event.kind === 'finished' ? [event.organisationRef] : []));
    expect(ends.indexOf('OTHER1')).to.be.within(0, 5);
  });

  it('shares the jobs with other workers, and none takes what another has', async () => {
    const register = batchesInMemory();
    const jobs: JobId[] = [];
    for (let job = 0; job < 30; job += 1)
      jobs.push(await submitRegistration(register.parts, people(5, job * 5)));
    const workers = [startWorker(register), startWorker(register), startWorker(register)];
    for (const jobId of jobs) await hasStatus(register.batches, jobId, 'Successful');
    await expectExactlyOnce(register, jobs);
    const claims = workers.flatMap(({ events }) => events.filter(({ kind }) => kind === 'claimed'));
    expect(claims).to.have.lengthOf(30);
  });
});

describe('a worker that stops', () => {
  it('finishes the records at hand, lets the job go, and another goes on', async () => {
    const register = batchesInMemory();
    const jobId = await submitRegistration(register.parts, people(600));
    const first = startWorker(register, {
      settings: { concurrency: 20 },
      handle: (handle) => async (work) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return handle(work);
      },
    });
    await until(async () => (await register.batches.find(jobId))?.recordsDone !== 0);
    await first.worker.stop();
    const stopped = await register.batches.find(jobId);
    expect(stopped).to.deep.include({ status: 'Waiting', recordsDone: 200, attempts: 0 });
    expect(first.events.map(({ kind }) => kind)).to.include('released');

    startWorker(register);
    await hasStatus(register.batches, jobId, 'Successful');
    await expectExactlyOnce(register, [jobId]);
  });

  it('does nothing more', async () => {
    const register = batchesInMemory();
    const { worker, faults } = startWorker(register);
    await worker.stop();
    const calls = faults.calls;
    await submitRegistration(register.parts, people(1));
    worker.wake();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(faults.calls).to.equal(calls);
  });
});

describe('a worker that loses its job', () => {
  it('stores nothing more of it, and whoever has it finishes it', async () => {
    const register = batchesInMemory();
    const jobId = await submitRegistration(register.parts, people(40));
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const slow = startWorker(register, {
      settings: { leaseSeconds: 0.02, concurrency: 4 },
      // Its extensions never arrive.
      faults: new Faults((_, name) => (name === 'extend' ? 'before' : undefined)),
      handle: (handle) => async (work) => {
        await gate;
        return handle(work);
      },
    });
    await until(() => slow.events.some(({ kind }) => kind === 'claimed'));
    const quick = startWorker(register);
    await until(() => quick.events.some(({ kind }) => kind === 'finished'));
    letGo();
    await until(() => slow.events.some(({ kind }) => kind === 'leaseLost'));
    await expectExactlyOnce(register, [jobId]);
  });
});

describe('a record that fails whenever it is tried', () => {
  it('does not stop the others; the job is parked with the reason, and can be gone on with', async () => {
    const register = batchesInMemory();
    const jobId = await submitRegistration(register.parts, people(30));
    let poison = true;
    const { events } = startWorker(register, {
      handle: (handle) => async (work) => {
        if (poison && work.record.position === 7) throw new TypeError('Cannot read a thing');
        return handle(work);
      },
    });
    await hasStatus(register.batches, jobId, 'Failed');
    expect(await register.batches.find(jobId)).to.deep.include({
      recordsDone: 29,
      problem: 'record 8: unexpected error, correlation id c-1',
    });
    const tries = events.flatMap((event) => (event.kind === 'recordFailed' ? [event.attempt] : []));
    expect(tries).to.deep.equal([1, 2, 3]);

    poison = false;
    expect(await register.batches.retry(jobId)).to.equal('waiting');
    await hasStatus(register.batches, jobId, 'Successful');
    await expectExactlyOnce(register, [jobId]);
  });

  it('that fails in passing is tried again, and the job succeeds', async () => {
    const register = batchesInMemory();
    const jobId = await submitRegistration(register.parts, people(30));
    const failed = new Set<number>();
    startWorker(register, {
      handle: (handle) => async (work) => {
        const { position } = work.record;
        if (position % 3 === 0 && !failed.has(position)) {
          failed.add(position);
          throw new Error('Passing');
        }
        return handle(work);
      },
    });
    await hasStatus(register.batches, jobId, 'Successful');
    expect(failed.size).to.equal(10);
    await expectExactlyOnce(register, [jobId]);
  });

  it('brings the worker down each time: the job is given up after many attempts', async () => {
    const register = batchesInMemory();
    const { batches, parts } = register;
    const jobId = await submitRegistration(parts, people(1));
    for (let crash = 0; crash < 20; crash += 1) await batches.claim('dead', new Date(), new Date(0));
    startWorker(register);
    await hasStatus(batches, jobId, 'Failed');
    expect((await batches.find(jobId))?.problem).to.equal(
      'begun 21 times without getting on, correlation id c-1',
    );
  });
});

describe('a database that fails', () => {
  async function rounds(fault: 'before' | 'after'): Promise<number> {
    let round = 0;
    for (let finished = false; !finished; round += 1) {
      const register = batchesInMemory();
      const jobId = await submitRegistration(register.parts, [
        ...people(5),
        { givenName: 'No', familyName: 'Data' },
      ]);
      const faults = new Faults((call) => (call === round ? fault : undefined));
      const { worker } = startWorker(register, {
        faults,
        settings: { leaseSeconds: 0.05, concurrency: 3 },
      });
      await hasStatus(register.batches, jobId, 'Successful');
      await worker.stop();
      await expectExactlyOnce(register, [jobId]);
      // Later calls than these are the looks for more work.
      finished = faults.made === 0 || round > 60;
    }
    return round;
  }

  it('at any one call, before it does anything: every record still has one result', async () => {
    expect(await rounds('before')).to.be.above(20);
  }).timeout(60_000);

  it('at any one call, after having done it: every record still has one result', async () => {
    expect(await rounds('after')).to.be.above(20);
  }).timeout(60_000);

  it('now and then, at random calls: every record still has one result', async () => {
    const register = batchesInMemory();
    const jobs: JobId[] = [];
    for (let job = 0; job < 6; job += 1)
      jobs.push(await submitRegistration(register.parts, people(40, job * 35)));
    let seed = 7;
    const faults = new Faults((_, name) => {
      seed = (seed * 48_271) % 2_147_483_647;
      if (name === 'park' || seed % 40 > 1) return undefined;
      return seed % 2 === 0 ? 'before' : 'after';
    });
    for (let worker = 0; worker < 2; worker += 1)
      startWorker(register, { faults, settings: { leaseSeconds: 0.1 } });
    for (const jobId of jobs) {
      await until(async () => {
        const job = await register.batches.find(jobId);
        if (job?.status === 'Failed') await register.batches.retry(jobId);
        return job?.status === 'Successful';
      }, 30_000);
    }
    expect(faults.made).to.be.above(20);
    await stopWorkers();
    await expectExactlyOnce(register, jobs);
  }).timeout(60_000);

  it('for a while altogether: nothing is given up, and the jobs go on when it is back', async () => {
    const register = batchesInMemory();
    const jobId = await submitRegistration(register.parts, people(50));
    let away = false;
    let calls = 0;
    const faults = new Faults(() => {
      calls += 1;
      if (calls === 40) away = true;
      return away ? 'before' : undefined;
    });
    const { events } = startWorker(register, { faults, settings: { leaseSeconds: 0.05, concurrency: 4 } });
    await until(() => events.filter(({ kind }) => kind === 'trouble').length > 5);
    away = false;
    await hasStatus(register.batches, jobId, 'Successful');
    expect(events.some((event) => event.kind === 'parked' && event.status === 'Failed')).to.equal(false);
    await expectExactlyOnce(register, [jobId]);
  });
});

describe('the housekeeping', () => {
  it('removes what ended long ago, some at a time, and leaves the rest', async () => {
    const register = batchesInMemory();
    const { batches, parts } = register;
    for (let job = 0; job < 45; job += 1) await submitRegistration(parts, people(1, job));
    const kept = await submitRegistration(parts, people(1, 50));
    for (const [jobId, stored] of batches.jobs) {
      stored.status = 'Successful';
      stored.finishedAt = new Date(Date.now() - (jobId === kept ? 89 : 91) * 86_400_000);
    }
    const { events } = startWorker(register);
    await until(() => events.some(({ kind }) => kind === 'expired'));
    expect(events).to.deep.include({ kind: 'expired', jobs: 45 });
    expect([...batches.jobs.keys()]).to.deep.equal([kept]);
  });
});
