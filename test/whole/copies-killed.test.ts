/** Short forms of `npm run killer`, `npm run soak` and `npm run fuzz`. */
import { expect } from 'chai';
import { fuzz } from '../../bench/fuzz.js';
import { killCopies } from '../../bench/killer.js';
import { startPostgres } from '../../bench/postgres-server.js';
import { growthIn, soak, type SoakWindow } from '../../bench/soak.js';
import { temporaryFolder } from './served.js';

const quiet = (): void => undefined;

describe('Copies that are killed under mixed load', function () {
  this.timeout(180_000);

  it('keep every answer true, on PostgreSQL, whose own processes are killed as well', async () => {
    const server = await startPostgres();
    try {
      const report = await killCopies({
        settings: { LR_DATABASE_URL: server.url },
        rounds: 3,
        databaseRounds: 1,
        crashDatabase: () => server.crash(),
        say: quiet,
      });
      expect(report.problems).to.deep.equal([]);
      expect(report).to.include({ kills: 3, databaseKills: 1 });
      expect(report.registered).to.be.at.least(25);
      expect(report.jobs).to.be.at.least(1);
    } finally {
      await server.stop();
    }
  });

  it('keep every answer true on SQLite', async () => {
    const report = await killCopies({
      settings: { LR_DATA_DIR: temporaryFolder() },
      rounds: 2,
      databaseRounds: 0,
      say: quiet,
    });
    expect(report.problems).to.deep.equal([]);
    expect(report.kills).to.equal(2);
    expect(report.registered).to.be.at.least(15);
  });
});

describe('A register at half of its capacity', function () {
  this.timeout(60_000);

  it('answers everything while it is watched for a few seconds', async () => {
    const report = await soak({
      settings: { LR_DATA_DIR: temporaryFolder() },
      seconds: 6,
      windowSeconds: 2,
      capacitySeconds: 3,
      share: 0.5,
      say: quiet,
    });
    // Seconds show no growth; that each window has its figures shows that the long form would.
    expect(report.problems.filter((problem) => !problem.includes(' grew '))).to.deep.equal([]);
    expect(report.windows).to.have.length(3);
    for (const { requests, rss, heap, handles } of report.windows) {
      expect(requests).to.be.greaterThan(report.asked / 2);
      expect(rss).to.be.greaterThan(heap);
      expect(handles).to.be.greaterThan(10);
    }
  });

  it('is said to grow when it does', () => {
    const window = { rss: 200 * 2 ** 20, heap: 50 * 2 ** 20, handles: 40, median: 1, p99: 5, requests: 1000 };
    const steady = Array.from({ length: 30 }, (): SoakWindow => window);
    expect(growthIn(steady)).to.deep.equal([]);
    const leaking = steady.map((each, at) => ({ ...each, heap: each.heap + at * 2 ** 21, handles: 40 + at }));
    expect(growthIn(leaking).map((problem) => problem.split(' ')[0])).to.deep.equal(['heap', 'handles']);
  });
});

describe('A server at which hostile messages are thrown', function () {
  this.timeout(120_000);

  it('answers each of 2,000 as it should, and another client in time', async () => {
    const settings = { LR_DATA_DIR: temporaryFolder() };
    const report = await fuzz({ settings, messages: 2000, connections: 2, seed: 1, say: quiet });
    // How long another client waits depends on what else this machine does: the long form judges it.
    expect(report.problems.filter((problem) => !problem.startsWith('another client waits'))).to.deep.equal(
      [],
    );
    expect(Object.values(report.seen).reduce((sum, count) => sum + count, 0)).to.equal(2000);
    expect(report.seen).to.include.keys('200', '405', '415', '500');
    expect(report.besideHostile).to.be.lessThan(1000);
  });
});
