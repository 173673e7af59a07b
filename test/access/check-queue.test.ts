import { expect } from 'chai';
import { CheckQueue } from '../../src/access/check-queue.js';

/** A check that ends when told. */
function held(log: string[], name: string): { check: () => Promise<string>; end: () => void } {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => (end = resolve));
  return {
    check: async () => {
      log.push(name);
      await promise;
      return name;
    },
    end: () => {
      end();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the queue of password checks', () => {
  it('runs one check of a line at a time, and no more than allowed in all', async () => {
    const queue = new CheckQueue({ atOnce: 2, waitingPerLine: 10, waiting: 10 });
    const log: string[] = [];
    const all = ['a1', 'a2', 'b1', 'c1'].map((name) => ({ name, ...held(log, name) }));
    const done = all.map(({ name, check }) => queue.run(name.charAt(0), check));
    expect(log).to.deep.equal(['a1', 'b1']);
    expect(queue.counts).to.deep.equal({ running: 2, waiting: 2 });
    all[0]?.end();
    await settled();
    expect(log).to.have.length(3);
    for (const { end } of all) end();
    expect(await Promise.all(done)).to.deep.equal(['a1', 'a2', 'b1', 'c1']);
    expect(queue.counts).to.deep.equal({ running: 0, waiting: 0 });
  });

  it('lets lines take turns', async () => {
    const queue = new CheckQueue({ atOnce: 1, waitingPerLine: 10, waiting: 20 });
    const log: string[] = [];
    const note = (name: string) => () => Promise.resolve(log.push(name));
    await Promise.all(
      ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => queue.run(name.charAt(0), note(name))),
    );
    expect(log).to.deep.equal(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  });

  it('says busy when a line is full, and takes the place for a newcomer from the longest line', async () => {
    const queue = new CheckQueue({ atOnce: 1, waitingPerLine: 3, waiting: 4 });
    const log: string[] = [];
    const first = held(log, 'x');
    const running = queue.run('x', first.check);
    const run = (name: string): Promise<unknown> => queue.run(name.charAt(0), () => Promise.resolve(name));
    const waiting = ['a1', 'a2', 'a3', 'b1'].map(run);
    expect(await run('a4')).to.equal('busy');
    const newcomer = run('c1');
    expect(await run('b2')).to.equal('busy');
    first.end();
    expect(await Promise.all([running, newcomer, ...waiting])).to.deep.equal([
      'x',
      'c1',
      'a1',
      'a2',
      'busy',
      'b1',
    ]);
  });

  it('passes a failure on and goes on with the next', async () => {
    const queue = new CheckQueue({ atOnce: 1, waitingPerLine: 3, waiting: 3 });
    const broken = queue.run('a', () => Promise.reject(new Error('store is away')));
    const next = queue.run('a', () => Promise.resolve('next'));
    let message = '';
    await broken.catch((error: unknown) => (message = String(error)));
    expect(message).to.contain('store is away');
    expect(await next).to.equal('next');
  });
});
