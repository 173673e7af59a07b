/** How a worker goes about jobs whose records are handled many at a time. */
import { expect } from 'chai';
import type { HandleChunk } from '../../src/register/achievement/achievement-parts.js';
import type { BatchesInMemory } from '../register/batch/batches-in-memory.js';
import { batchesInMemory, caller } from '../register/batch/batch-register.js';
import { hasStatus, startWorker, stopWorkers } from './working.js';

const count = 700;

async function submitJob(batches: BatchesInMemory): Promise<bigint> {
  const records = Array.from({ length: count }, (_, position) => ({
    position,
    fields: { uln: String(position) },
  }));
  return batches.submit(
    {
      kind: 'achievement',
      jobType: 'F',
      organisationRef: 'TSTAO1',
      userName: 'A. User',
      source: 'webService',
      correlationId: 'c-1',
      submittedAt: new Date(),
    },
    records,
    { ...caller, at: new Date(), ulns: [], outcome: 'WSRC0007' },
  );
}

/** Gives each record a result, and tells of the sizes of the chunks. */
function handling(
  batches: BatchesInMemory,
  sizes: number[],
  fails: (positions: readonly number[]) => boolean,
) {
  const handle: HandleChunk = async ({ job, lease, records }) => {
    sizes.push(records.length);
    if (fails(records.map(({ position }) => position))) throw new Error('This does not work');
    await batches.record(
      records.map(({ position }) => ({ jobId: job.jobId, lease, position, result: { code: 'A001' } })),
    );
    return { A001: records.length };
  };
  return handle;
}

describe('A worker on achievements', () => {
  afterEach(stopWorkers);

  it('handles chunks in their order', async () => {
    const register = batchesInMemory();
    const { batches } = register;
    const jobId = await submitJob(batches);
    const sizes: number[] = [];
    const { events } = startWorker(register, { handleChunk: handling(batches, sizes, () => false) });
    await hasStatus(batches, jobId, 'Successful');
    expect(sizes).to.deep.equal([250, 250, 200]);
    const handled = events.flatMap((event) => (event.kind === 'handled' ? [event.codes] : []));
    expect(handled).to.deep.equal([{ A001: 250 }, { A001: 250 }, { A001: 200 }]);
  });

  it('tries one by one what cannot be handled together, and finishes when only the moment was bad', async () => {
    const register = batchesInMemory();
    const { batches } = register;
    const jobId = await submitJob(batches);
    const sizes: number[] = [];
    let failures = 0;
    const handleChunk = handling(batches, sizes, () => sizes.length === 2 && (failures += 1) === 1);
    startWorker(register, { handleChunk });
    await hasStatus(batches, jobId, 'Successful');
    expect(sizes).to.deep.equal([250, 250, ...Array<number>(250).fill(1), 200]);
  });

  it('parks a job with a record that fails whenever it is tried, and handles the others', async () => {
    const register = batchesInMemory();
    const { batches } = register;
    const jobId = await submitJob(batches);
    const handleChunk = handling(batches, [], (positions) => positions.includes(300));
    const { events } = startWorker(register, { handleChunk });
    await hasStatus(batches, jobId, 'Failed');
    const job = await batches.find(jobId);
    expect(job?.recordsDone).to.equal(count - 1);
    expect(job?.problem).to.match(/^record 301: unexpected error, correlation id c-1$/);
    expect(events.filter(({ kind }) => kind === 'recordFailed')).to.have.length(3);
  });
});
