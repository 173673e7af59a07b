import { expect } from 'chai';
import fc from 'fast-check';
import { createExchangeLog } from '../../src/exchanges/exchange-log.js';
import { Recorder } from '../../src/exchanges/recorder.js';
import type {
  ExchangeFilter,
  ExchangeHead,
  ExchangeLog,
  ExchangeOwner,
} from '../../src/register/exchange-ports.js';
import { StandingClock } from '../standing-clock.js';
import { ended } from './ended.js';
import { MemoryExchanges } from './memory-exchanges.js';

const owner: ExchangeOwner = { organisationRef: 'TEST01' };

interface Made {
  readonly operation: string;
  readonly code: string;
  readonly seconds: number;
  readonly flushes: boolean;
}

/** Keeps these one after the other, some of them in chunks of their own. */
async function logWith(made: readonly Made[], store = new MemoryExchanges()) {
  const clock = new StandingClock();
  const recorder = new Recorder({
    store,
    clock,
    proof: {
      bySecret: () => Promise.resolve(undefined),
      byName: () => Promise.resolve(undefined),
      byCertificate: () => Promise.resolve(undefined),
    },
    onFailure: () => undefined,
  });
  for (const [at, { operation, code, seconds, flushes }] of made.entries()) {
    // Nothing waits for so long.
    if (seconds > 0) await recorder.flush();
    clock.advance({ seconds });
    recorder.keep(
      ended('TEST01', `<n>number ${at}.</n>`, { operation, code, correlationId: `C${at}`, milliseconds: 0 }),
    );
    recorder.keep(ended('TEST02', '<n>of another</n>'));
    if (flushes) await recorder.flush();
  }
  return { log: createExchangeLog({ store, recorder, clock }), recorder, clock };
}

const made = fc.record({
  operation: fc.constantFrom('learnerByULN', 'verifyLearner'),
  code: fc.constantFrom('WSRC0004', 'WSRC0001'),
  seconds: fc.integer({ min: 0, max: 3 }),
  flushes: fc.boolean(),
});

async function allPages(log: ExchangeLog, filter: ExchangeFilter, limit: number): Promise<ExchangeHead[]> {
  const heads: ExchangeHead[] = [];
  let before: string | undefined;
  do {
    const page = await log.list(owner, filter, { before, limit });
    expect(page.heads.length).to.be.at.most(limit);
    heads.push(...page.heads);
    before = page.next;
  } while (before !== undefined);
  return heads;
}

describe('The log of exchanges', () => {
  it('lists what was kept, newest first, page by page, each once, whatever is asked for', async () => {
    const filters = fc.record(
      {
        operation: fc.constantFrom('learnerByULN', 'verifyLearner'),
        code: fc.constantFrom('WSRC0004', 'WSRC0001'),
        fromSeconds: fc.integer({ min: 0, max: 20 }),
        toSeconds: fc.integer({ min: 0, max: 40 }),
        text: fc.constantFrom('NUMBER 1', 'number 7.', 'c3', 'nowhere'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(made, { maxLength: 40 }),
        filters,
        fc.integer({ min: 1, max: 15 }),
        async (all, { fromSeconds, toSeconds, ...rest }, limit) => {
          const begin = new StandingClock().now().getTime();
          const after = (seconds: number): Date => new Date(begin + seconds * 1000);
          const { log } = await logWith(all);
          const filter: ExchangeFilter = {
            ...rest,
            ...(fromSeconds !== undefined && { from: after(fromSeconds) }),
            ...(toSeconds !== undefined && { to: after(toSeconds) }),
          };
          let passed = 0;
          const expected = all.flatMap(({ operation, code, seconds }, at) => {
            passed += seconds;
            const text = `number ${at}. c${at}`;
            const matches =
              (rest.operation === undefined || rest.operation === operation) &&
              (rest.code === undefined || rest.code === code) &&
              (fromSeconds === undefined || passed >= fromSeconds) &&
              (toSeconds === undefined || passed <= toSeconds) &&
              (rest.text === undefined || text.includes(rest.text.toLowerCase()));
            return matches ? [`C${at}`] : [];
          });
          const heads = await allPages(log, filter, limit);
          expect(heads.map(({ correlationId }) => correlationId)).to.deep.equal(expected.reverse());
        },
      ),
      { numRuns: 150 },
    );
  });

  it('lets who follows along see each once, oldest first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(made, { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (all, limit) => {
          const { log } = await logWith(all);
          for (const follow of [log.headsAfter, log.after]) {
            const seen: string[] = [];
            let last: string | undefined;
            for (;;) {
              const some: readonly ExchangeHead[] = await follow(owner, last, limit);
              seen.push(...some.map(({ correlationId }) => correlationId));
              if (some.length === 0) break;
              last = some.at(-1)?.id;
            }
            expect(seen).to.deep.equal(all.map((_, at) => `C${at}`));
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('finds each by its id, and nothing by anything else', async () => {
    const { log } = await logWith([{ operation: 'a', code: 'b', seconds: 0, flushes: false }]);
    const [head] = (await log.list(owner, {}, { limit: 1 })).heads;
    const id = head?.id ?? '';
    expect((await log.find(owner, id))?.correlationId).to.equal('C0');
    expect((await log.find({ organisationRef: 'test01' }, id))?.correlationId).to.equal('C0');
    expect(await log.find({ organisationRef: 'TEST02' }, id)).to.equal(undefined);
    expect(await log.find('nobody', id)).to.equal(undefined);
    for (const other of [
      '',
      'x',
      `${id}0`,
      id.slice(0, -1),
      `${id.slice(0, -1)}1`,
      "' or 1=1 --",
      '../../etc',
    ]) {
      expect(await log.find(owner, other), other).to.equal(undefined);
      expect(await log.headsAfter(owner, other, 5), other).to.be.an('array');
      expect((await log.list(owner, {}, { before: other, limit: 5 })).heads, other).to.be.an('array');
    }
  });

  it('looks for text in UTF-16 too', async () => {
    const { log, recorder } = await logWith([]);
    recorder.keep(ended('TEST01', '', { body: Buffer.from('<a>Wide Letters</a>', 'utf16le') }));
    expect((await log.list(owner, { text: 'wide letters' }, { limit: 5 })).heads).to.have.lengthOf(1);
  });

  it('of several copies waits for what another copy may still be about to write', async () => {
    const made = { operation: 'a', code: 'b', seconds: 0, flushes: true };
    const { log, clock } = await logWith([made], new MemoryExchanges(true));
    expect(await log.headsAfter(owner, undefined, 5)).to.deep.equal([]);
    expect((await log.list(owner, {}, { limit: 5 })).heads).to.have.lengthOf(1);
    clock.advance({ seconds: 2 });
    expect(await log.headsAfter(owner, undefined, 5)).to.have.lengthOf(1);
  });
});
