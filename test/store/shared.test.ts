import { expect } from 'chai';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Store } from '../../src/store/store.js';
import { eachDatabase } from './databases.js';
import { claim, submit } from './jobs.js';
import { entry, keysOf, learner, uln } from './people.js';

eachDatabase('A store shared with another thread', (newDatabase) => {
  it('lets the thread claim, read and write, and both see what the other wrote', async () => {
    const { store } = await newDatabase();
    const jobId = await submit(store, 300);
    const thread = startThread(store);
    const stop = new AbortController();
    const live = auditAllTheTime(store, stop.signal);
    expect(await once(thread, 'message')).to.deep.equal([{ handled: 300 }]);
    stop.abort();
    expect(await live).to.be.above(0);
    expect(await store.batches.find(jobId)).to.deep.include({ status: 'Successful', recordsDone: 300 });
    expect((await store.counts()).learners).to.equal(300);
    expect(await store.learners.findByUln(uln('7000000299'))).to.include({ familyName: 'Name 299' });
    const next = await submit(store, 2);
    thread.postMessage('again');
    expect(await once(thread, 'message')).to.deep.equal([{ handled: 2 }]);
    expect((await store.batches.find(next))?.status).to.equal('Successful');
    thread.postMessage('close');
    expect(await once(thread, 'exit')).to.deep.equal([0]);
    await register(store, '7900000000');
  });

  it('goes on when the thread ends without a word', async () => {
    const { store } = await newDatabase();
    await submit(store, 300);
    const thread = startThread(store);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await thread.terminate();
    await register(store, '7900000000');
    expect(await store.ready()).to.equal(true);
  });

  it('can be shared any number of times', async () => {
    const { store } = await newDatabase();
    const threads = [startThread(store), startThread(store)];
    await Promise.all(threads.map((thread) => once(thread, 'message')));
    await submit(store, 1);
    expect((await claim(store)).job.recordCount).to.equal(1);
    for (const thread of threads) thread.postMessage('close');
    await Promise.all(threads.map((thread) => once(thread, 'exit')));
  });
});

function startThread(store: Store): Worker {
  const { shared, transfer } = store.share();
  return new Worker(new URL('./batch-thread.js', import.meta.url), {
    workerData: shared,
    transferList: [...transfer],
  });
}

function register(store: Store, digits: string) {
  const person = learner({ uln: uln(digits), familyName: 'Live' });
  return store.learners.register(person, keysOf(store.personKeys, person), entry({ ulns: [person.uln] }));
}

async function auditAllTheTime(store: Store, signal: AbortSignal): Promise<number> {
  let count = 0;
  while (!signal.aborted) {
    await store.audit.record(entry({ operation: 'live' }));
    count += 1;
  }
  return count;
}
