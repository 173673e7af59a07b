import { expect } from 'chai';
import fc from 'fast-check';
import { LogSync, type Disk } from '../../../src/store/sqlite/log-sync.js';

/** A disk that is done when it is told, and knows how many commits were made before each beginning. */
class SlowDisk implements Disk {
  commits = 0;
  onDisk = 0;
  readonly opened: string[] = [];
  closed = 0;
  readonly #running: {
    readonly commits: number;
    readonly done: () => void;
    readonly fail: (error: Error) => void;
  }[] = [];

  open(file: string): number {
    return this.opened.push(file);
  }

  sync(): Promise<void> {
    return new Promise((done, fail) => {
      this.#running.push({ commits: this.commits, done, fail });
    });
  }

  syncNow(): void {
    this.onDisk = this.commits;
  }

  close(): void {
    this.closed += 1;
  }

  get busy(): number {
    return this.#running.length;
  }

  finish(): void {
    const running = this.#running.shift();
    if (running === undefined) return;
    this.onDisk = Math.max(this.onDisk, running.commits);
    running.done();
  }

  break(): void {
    this.#running.shift()?.fail(new Error('EIO'));
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Bringing the log to the disk', () => {
  it('promises nothing that was committed after the disk began, in whatever order things happen', async () => {
    const step = fc.constantFrom('commit and ask', 'commit', 'ask', 'finish', 'turn', 'now');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const disk = new SlowDisk();
        const log = new LogSync('a.sqlite', true, disk);
        const asked: Promise<void>[] = [];
        const answers: number[] = [];
        for (const each of steps) {
          if (each.startsWith('commit')) disk.commits += 1;
          if (each.endsWith('ask')) {
            const { commits } = disk;
            const number = asked.length;
            asked.push(
              log.soon().then(() => {
                expect(disk.onDisk).to.be.at.least(commits);
                answers.push(number);
              }),
            );
          }
          if (each === 'finish') disk.finish();
          if (each === 'now') {
            log.now();
            expect(disk.onDisk).to.equal(disk.commits);
          }
          if (each === 'turn') await turn();
          expect(disk.busy).to.be.at.most(1);
        }
        for (let left = 0; left < 3; left += 1) {
          await turn();
          disk.finish();
        }
        await Promise.all(asked);
        expect(answers).to.deep.equal(asked.map((_, number) => number));
        await log.close();
        expect(disk.opened.length).to.equal(disk.closed);
      }),
      { numRuns: 300 },
    );
  });

  it('begins once for all who ask meanwhile', async () => {
    const disk = new SlowDisk();
    const log = new LogSync('a.sqlite', true, disk);
    const first = log.soon();
    await turn();
    const others = [log.soon(), log.soon(), log.soon()];
    disk.finish();
    await first;
    await turn();
    expect(disk.busy).to.equal(1);
    disk.finish();
    await Promise.all(others);
    await turn();
    expect(disk.busy).to.equal(0);
    expect(disk.opened).to.deep.equal(['a.sqlite-wal']);
  });

  it('promises nothing any more after the disk failed', async () => {
    const disk = new SlowDisk();
    const log = new LogSync('a.sqlite', true, disk);
    const asked = [log.soon()];
    await turn();
    asked.push(log.soon());
    disk.break();
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect((await Promise.allSettled([log.soon()]))[0].status).to.equal('rejected');
  });

  it('leaves the disk alone where nothing need last', async () => {
    const disk = new SlowDisk();
    const log = new LogSync('a.sqlite', false, disk);
    log.now();
    await log.soon();
    await log.close();
    expect(disk.opened).to.deep.equal([]);
  });
});
