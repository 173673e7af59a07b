import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type pg from 'pg';
import { Asking } from '../../../src/store/postgres/asking.js';
import { RegisterGroups } from '../../../src/store/postgres/register-groups.js';

describe('Batches beside requests (postgres)', () => {
  it('hear of requests in another thread, and of their end', async () => {
    const requests = new Asking();
    const batches = new Asking(requests.memory);
    expect(batches.isRecent()).to.equal(false);
    requests.note();
    expect(batches.isRecent()).to.equal(true);
    await sleep(80);
    expect(batches.isRecent()).to.equal(false);
  });

  it('take nobody for one who asks, whatever the time and however long ago the last request was', () => {
    const day = 24 * 60 * 60 * 1000;
    for (const start of [0, 2 ** 31, 2 ** 32, Date.UTC(2026, 10, 22), Date.UTC(2026, 11, 22)]) {
      let now = start + day;
      const asking = new Asking(undefined, () => now);
      expect(asking.isRecent(), `never, ${start}`).to.equal(false);
      asking.note();
      expect(asking.isRecent(), `now, ${start}`).to.equal(true);
      for (const days of [1, 20, 30, 60, 400]) {
        now = start + day + days * day;
        expect(asking.isRecent(), `${days} days later, ${start}`).to.equal(false);
      }
      now = start;
      expect(asking.isRecent(), `the clock was put back, ${start}`).to.equal(false);
    }
  });

  it('send as many groups at once as they may, and all of them in the end', async () => {
    let most = 2;
    const sent: { readonly size: number; readonly answer: () => void }[] = [];
    const groups = new RegisterGroups(poolThatWaits(sent), () => most);
    const outcomes = Array.from({ length: 450 }, (_, at) =>
      groups.register(
        {
          uln: String(1_000_000_000 + at),
          row: [],
          names: [],
          claims: { own: new Uint8Array(16), others: [] },
        },
        [],
        { jobId: '1', lease: 'x', result: [] },
      ),
    );
    await turns();
    expect(sent.map(({ size }) => size)).to.deep.equal([100, 100]);
    most = 1;
    sent[0]?.answer();
    await turns();
    expect(sent).to.have.length(2);
    sent[1]?.answer();
    await turns();
    expect(sent).to.have.length(3);
    most = 2;
    for (let at = 2; at < 5; at += 1) {
      sent[at]?.answer();
      await turns();
    }
    expect(sent.map(({ size }) => size)).to.deep.equal([100, 100, 100, 100, 50]);
    expect(new Set(await Promise.all(outcomes))).to.deep.equal(new Set(['registered']));
  });
});

async function turns(): Promise<void> {
  for (let left = 10; left > 0; left -= 1) await turn();
}

/** Each statement waits until it is told to answer that all its learners are registered. */
function poolThatWaits(sent: { readonly size: number; readonly answer: () => void }[]): pg.Pool {
  const query = ({ values: [ulns = ''] }: { values: readonly string[] }) =>
    new Promise((resolve) => {
      const rows = (ulns.match(/\d+/g) ?? []).map((uln) => [uln, 1]);
      sent.push({
        size: rows.length,
        answer: () => {
          resolve({ rows, rowCount: rows.length });
        },
      });
    });
  return { query } as unknown as pg.Pool;
}
