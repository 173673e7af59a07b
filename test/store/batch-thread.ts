/** A worker thread that opens the shared store and works on jobs until there are none; then waits for a word. */
import { parentPort, workerData } from 'node:worker_threads';
import { openSharedStore } from '../../src/store/open-store.js';
import type { SharedStore } from '../../src/store/store.js';
import { later, now, progress } from './jobs.js';
import { entry, keysOf, learner, uln } from './people.js';

let before = 0;
const store = await openSharedStore(workerData as SharedStore);

parentPort?.on('message', (word) => {
  if (word === 'again') void work();
  else void store.close().then(() => parentPort?.close());
});
await work();

async function work(): Promise<void> {
  let handled = 0;
  for (;;) {
    const claimed = await store.batches.claim('thread', now, later(60));
    if (claimed === undefined) break;
    const { job, lease } = claimed;
    const taken = before + handled;
    const pending = await store.batches.pending(job.jobId, -1, job.recordCount);
    const results = await Promise.all(
      pending.map(async ({ position }) => {
        const own = uln(7_000_000_000 + taken + position);
        const person = learner({ uln: own, familyName: `Name ${String(taken + position)}` });
        return store.learners.register(
          person,
          keysOf(store.personKeys, person),
          entry({ ulns: [own] }),
          progress(claimed, position, { code: 'RC001', uln: own }),
        );
      }),
    );
    handled += results.filter((result) => result === 'registered').length;
    await store.batches.finish(job.jobId, lease, now);
  }
  before += handled;
  parentPort?.postMessage({ handled });
}
