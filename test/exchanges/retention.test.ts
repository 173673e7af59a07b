import { expect } from 'chai';
import { createChunkIds } from '../../src/exchanges/exchange-id.js';
import { removeOldExchanges } from '../../src/exchanges/retention.js';
import type { ExchangeOwner } from '../../src/register/exchange-ports.js';
import { StandingClock } from '../standing-clock.js';
import { eachDatabase } from '../store/databases.js';

const DAY = 24 * 60;

eachDatabase('Old exchanges', (newDatabase) => {
  async function filled(chunks: readonly (readonly [owner: string, days: number, bytes: number])[]) {
    const { exchanges } = (await newDatabase()).store;
    const clock = new StandingClock();
    const newId = createChunkIds(clock);
    let passed = 0;
    for (const [owner, day, bytes] of chunks) {
      clock.advance({ minutes: (day - passed) * DAY });
      passed = day;
      await exchanges.keep([
        { owner, chunkId: newId(), lost: 0, heads: Buffer.from(`${day}`), bodies: Buffer.alloc(bytes) },
      ]);
    }
    const left = async (owner: string): Promise<readonly number[]> =>
      (await exchanges.headsFrom(owner, '', 1000)).map(({ heads }) => Number(Buffer.from(heads).toString()));
    return { store: exchanges, clock, left };
  }

  it('go after their days, and no others', async () => {
    const { store, clock, left } = await filled([
      ['TEST01', 0, 10],
      ['', 0, 10],
      ['TEST01', 1, 10],
      ['TEST02', 20, 10],
      ['TEST01', 31, 10],
    ]);
    const asked: ExchangeOwner[] = [];
    const removed = await removeOldExchanges({
      store,
      clock,
      keepDays: 30,
      keepBytes: 1e9,
      beforeRemoval: async (owner) => {
        asked.push(owner);
        // They are there still.
        expect(await left(owner === 'nobody' ? '' : owner.organisationRef)).to.include(0);
      },
    });
    expect(removed).to.equal(2);
    expect(asked).to.deep.equal(['nobody', { organisationRef: 'TEST01' }]);
    expect(await left('TEST01')).to.deep.equal([1, 31]);
    expect(await left('')).to.deep.equal([]);
    expect(await left('TEST02')).to.deep.equal([20]);
    expect(await removeOldExchanges({ store, clock, keepDays: 30, keepBytes: 1e9 })).to.equal(0);
  });

  it('go oldest first when an organisation has too many, until it has not', async () => {
    const { store, clock, left } = await filled([
      ['TEST01', 1, 999],
      ['TEST01', 2, 999],
      ['TEST02', 2, 999],
      ['TEST01', 3, 999],
      ['TEST01', 4, 999],
    ]);
    expect(await removeOldExchanges({ store, clock, keepDays: 30, keepBytes: 2500 })).to.equal(2);
    expect(await left('TEST01')).to.deep.equal([3, 4]);
    expect(await left('TEST02')).to.deep.equal([2]);
  });

  it('go in many rounds, each a short one', async () => {
    const { store, clock, left } = await filled(
      Array.from({ length: 450 }, (_, at) => ['TEST01', at / 100, 9] as const),
    );
    expect(await removeOldExchanges({ store, clock, keepDays: 30, keepBytes: 100 })).to.be.within(440, 449);
    expect(await left('TEST01')).to.include(4.49);
  });
});
