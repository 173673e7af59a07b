import { once } from 'node:events';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';

describe('A thread whose work can wait', () => {
  it('steps back by itself, and the others keep their priority', async function () {
    if (process.platform !== 'linux') this.skip();
    const own = getPriority();
    const worker = new Worker(new URL('./step-back-thread.js', import.meta.url));
    const [[before, after]] = (await once(worker, 'message')) as [[number, number]];
    expect(before).to.equal(own);
    expect(after).to.equal(Math.max(own, 10));
    expect(getPriority()).to.equal(own);
  });
});
