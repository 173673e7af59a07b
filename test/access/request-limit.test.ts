import { expect } from 'chai';
import { RequestLimit, WINDOW_SECONDS } from '../../src/access/request-limit.js';
import type { RequestCounts } from '../../src/register/ports.js';

const perSecond = 10;
const most = perSecond * WINDOW_SECONDS;

function takeMany(limit: RequestLimit, count: number, key = 'A'): number {
  let passed = 0;
  for (let n = 0; n < count; n++) if (limit.take(key) === 0) passed++;
  return passed;
}

/** What a database would do, and how often it was asked. */
class CountsInMemory implements RequestCounts {
  asked = 0;
  readonly #windows = new Map<string, { total: number; endsAt: number }>();

  constructor(private readonly now: () => number) {}

  add(key: string, requests: number, windowSeconds: number) {
    this.asked++;
    const known = this.#windows.get(key);
    const window =
      known !== undefined && this.now() < known.endsAt
        ? known
        : { total: 0, endsAt: this.now() + windowSeconds * 1000 };
    window.total += requests;
    this.#windows.set(key, window);
    return Promise.resolve({ total: window.total, endsInMs: window.endsAt - this.now() });
  }
}

describe('A limit on requests', () => {
  it('lets through what it allows in ten seconds, says how long to wait, and begins anew', () => {
    let now = 1_000_000;
    const limit = new RequestLimit({ name: 'organisation', perSecond, now: () => now });
    expect(takeMany(limit, most + 50)).to.equal(most);
    now += 4000;
    expect(limit.take('A')).to.equal(6000);
    expect(limit.refused).to.equal(51);
    now += 6000;
    expect(takeMany(limit, most + 1)).to.equal(most);
  });

  it('of one caller is none of another', () => {
    const limit = new RequestLimit({ name: 'organisation', perSecond, now: () => 0 });
    takeMany(limit, 10 * most, 'A');
    expect(takeMany(limit, most, 'B')).to.equal(most);
  });

  it('counts a large message as several', () => {
    const limit = new RequestLimit({ name: 'address', perSecond, now: () => 0 });
    limit.charge('A', most - 3);
    expect(takeMany(limit, 10)).to.equal(3);
  });

  it('holds for three copies together, but for a twentieth for each', async () => {
    const now = (): number => 5_000_000;
    const counts = new CountsInMemory(now);
    const copies = Array.from(
      { length: 3 },
      () => new RequestLimit({ name: 'o', perSecond: 100, counts, now }),
    );
    let passed = 0;
    for (let n = 0; n < 2000; n++) {
      for (const copy of copies) passed += takeMany(copy, 1);
      await Promise.resolve();
      await Promise.resolve();
    }
    expect(passed).to.be.within(1000, 1000 * (1 + 3 / 20));
  });

  it('does not ask the database for a caller far below it', () => {
    const counts = new CountsInMemory(() => 0);
    const limit = new RequestLimit({ name: 'o', perSecond: 100, counts, now: () => 0 });
    takeMany(limit, 49);
    expect(counts.asked).to.equal(0);
    takeMany(limit, 1);
    expect(counts.asked).to.equal(1);
  });

  it('is kept by each copy for itself while the database is away', async () => {
    const counts: RequestCounts = { add: () => Promise.reject(new Error('away')) };
    const limit = new RequestLimit({ name: 'o', perSecond, counts, now: () => 0 });
    let passed = 0;
    for (let n = 0; n < 3 * most; n++) {
      passed += takeMany(limit, 1);
      await new Promise(setImmediate);
    }
    expect(passed).to.equal(most);
  });

  it('forgets those whose time is over before those who are still counted', () => {
    let now = 0;
    const limit = new RequestLimit({ name: 'a', perSecond: 1, now: () => now });
    for (let n = 0; n < 19_999; n++) limit.take(`early ${n}`);
    now = 5000;
    expect(takeMany(limit, 20, 'late')).to.equal(10);
    now = 11_000;
    limit.take('new');
    expect(takeMany(limit, 1, 'late')).to.equal(0);
  });
});
