/** A process to be killed: registers a learner for each record that has no result yet, as fast as it can. */
import type { Claim } from '../../src/register/batch-ports.js';
import { openStore } from '../../src/store/open-store.js';
import type { StoreOptions } from '../../src/store/store.js';
import { progress } from './jobs.js';
import { entry, keysOf, learner, uln } from './people.js';

const { options, jobId, lease } = JSON.parse(process.argv[2] ?? '{}') as {
  options: StoreOptions;
  jobId: string;
  lease: string;
};

const store = await openStore(options);
const job = await store.batches.find(BigInt(jobId));
if (job === undefined) throw new Error('The job is not there');
const claimed: Claim = { job, lease };
// The writer is up once it has written something.
await store.audit.record(entry({ operation: 'begun' }));
process.send?.('begun');
for (let after = -1; ;) {
  const pending = await store.batches.pending(job.jobId, after, 50);
  const last = pending.at(-1);
  if (last === undefined) break;
  await Promise.all(
    pending.map(({ position }) => {
      const person = learner({ uln: uln(7_000_000_000 + position), familyName: `Name ${String(position)}` });
      const own = progress(claimed, position, { code: 'RC001', uln: person.uln });
      return store.learners.register(
        person,
        keysOf(store.personKeys, person),
        entry({ ulns: [person.uln] }),
        own,
      );
    }),
  );
  after = last.position;
}
