import { expect } from 'chai';
import fc from 'fast-check';
import type { SenderProof } from '../../src/exchanges/attribution.js';
import { createExchangeLog } from '../../src/exchanges/exchange-log.js';
import { Recorder } from '../../src/exchanges/recorder.js';
import type { ExchangeLog, ExchangeOwner, StoredChunk } from '../../src/register/exchange-ports.js';
import { StandingClock } from '../standing-clock.js';
import { ended } from './ended.js';
import { MemoryExchanges } from './memory-exchanges.js';

const first: ExchangeOwner = { organisationRef: 'TEST01' };
const second: ExchangeOwner = { organisationRef: 'TEST02' };

/** Believes every password of TEST01 that begins with "right". */
const proof: SenderProof = {
  bySecret: ({ organisationRef = '', orgPassword }) =>
    Promise.resolve({ organisationRef, proved: orgPassword.startsWith('right') }),
  byName: () => Promise.resolve(undefined),
  byCertificate: () => Promise.resolve(undefined),
};

interface Kept {
  readonly recorder: Recorder;
  readonly log: ExchangeLog;
  readonly store: MemoryExchanges;
  readonly failures: unknown[];
}

function keeping(given: { queueBytes?: number; store?: MemoryExchanges } = {}): Kept {
  const clock = new StandingClock();
  const store = given.store ?? new MemoryExchanges();
  const failures: unknown[] = [];
  const recorder = new Recorder({
    store,
    clock,
    proof,
    onFailure: (error) => failures.push(error),
    ...(given.queueBytes !== undefined && { queueBytes: given.queueBytes }),
  });
  return { recorder, store, failures, log: createExchangeLog({ store, recorder, clock }) };
}

describe('The recorder of exchanges', () => {
  it('gives back what it took, and lets its log see it at once', async () => {
    const { recorder, log } = keeping();
    recorder.keep(ended('TEST01', '<a>ä</a>'));
    const [kept] = await log.after(first, undefined, 10);
    expect(kept).to.deep.include({
      service: 'LearnerService',
      operation: 'learnerByULN',
      code: 'WSRC0004',
      status: 200,
      milliseconds: 1.5,
      correlationId: 'id',
      requestLine: 'POST /LearnerService.svc HTTP/1.1',
      requestHeaders: ['Host', 'here'],
      requestBytes: 9,
      responseHeaders: ['Content-Type', 'text/xml'],
      callerAddress: '127.0.0.1',
    });
    expect(kept?.request.toString()).to.equal('<a>ä</a>');
    expect(kept?.response.toString()).to.equal('<answer to="<a>ä</a>"/>');
    expect(await log.find(first, kept?.id ?? '')).to.deep.equal(kept);
    expect(await log.find(second, kept?.id ?? '')).to.equal(undefined);
    expect(recorder.counts).to.deep.equal({ kept: 1, lost: 0, waitingBytes: 0 });
  });

  it('writes by itself, and what is left when it stops', async () => {
    const { recorder, store } = keeping();
    recorder.keep(ended('TEST01', '<a/>'));
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(store.chunks).to.have.lengthOf(1);
    recorder.keep(ended('TEST01', '<b/>'));
    recorder.keep(ended(undefined, '<c/>'));
    await recorder.stop();
    expect(store.chunks.map(({ owner }) => owner)).to.deep.equal(['TEST01', 'TEST01', '']);
  });

  it('writes many together', async () => {
    const { recorder, store, log } = keeping();
    for (let at = 0; at < 5000; at += 1) recorder.keep(ended('TEST01', `<a n="${at}"/>${'x'.repeat(500)}`));
    await recorder.flush();
    expect(store.chunks.length).to.be.within(2, 10);
    const all = await log.after(first, undefined, 10_000);
    expect(all.map(({ request }) => /n="(\d+)"/.exec(request.toString())?.[1])).to.deep.equal(
      Array.from({ length: 5000 }, (_, at) => String(at)),
    );
  });

  it('takes messages that are larger than any chunk', async () => {
    const { recorder, log } = keeping();
    const body = `<a>${'é'.repeat(3_000_000)}</a>`;
    recorder.keep(ended('TEST01', '<small/>'));
    recorder.keep(ended('TEST01', body, { answer: body }));
    const kept = await log.after(first, undefined, 10);
    expect(kept.map(({ requestBytes }) => requestBytes)).to.deep.equal([8, 6_000_007]);
    expect(kept[1]?.response.equals(Buffer.from(body))).to.equal(true);
  });

  it('counts what does not fit, says so to its owner, and goes on', async () => {
    const { recorder, log, store } = keeping({ queueBytes: 5000 });
    store.hold();
    for (let at = 0; at < 20; at += 1) recorder.keep(ended('TEST01', 'x'.repeat(400)));
    const { lost } = recorder.counts;
    expect(lost).to.be.within(10, 18);
    store.release();
    await recorder.flush();
    expect(recorder.counts).to.deep.equal({ kept: 20 - lost, lost, waitingBytes: 0 });
    expect(await log.lost(first, new Date(0))).to.equal(lost);
    expect(await log.lost(second, new Date(0))).to.equal(0);
    recorder.keep(ended('TEST01', '<again/>'));
    expect(await log.after(first, undefined, 100)).to.have.lengthOf(21 - lost);
    expect(store.chunks.reduce((sum, chunk) => sum + chunk.lost, 0)).to.equal(lost);
    expect(await log.lost(first, new Date(0))).to.equal(lost);
  });

  it('counts what the database refused, and goes on', async () => {
    const { recorder, log, store, failures } = keeping();
    store.fail();
    recorder.keep(ended('TEST01', '<a/>'));
    await recorder.flush();
    expect(failures).to.have.lengthOf(1);
    expect(recorder.counts).to.deep.equal({ kept: 0, lost: 1, waitingBytes: 0 });
    recorder.keep(ended('TEST01', '<b/>'));
    expect((await log.after(first, undefined, 10)).map(({ request }) => request.toString())).to.deep.equal([
      '<b/>',
    ]);
    expect(await log.lost(first, new Date(0))).to.equal(1);
  });

  it('gives an organisation the head alone of what has its name and a wrong password', async () => {
    const { recorder, log } = keeping();
    const body = '<OrganisationRef>TEST01</OrganisationRef><OrgPassword>wrong password 1</OrgPassword>';
    recorder.keep(ended(undefined, body, { code: 'WSEC0005' }));
    recorder.keep(ended(undefined, body.replace('wrong', 'right'), { code: 'WSEC0001' }));
    const [unproved, own] = await log.after(first, undefined, 10);
    expect(unproved).to.include({ unproved: true, code: 'WSEC0005', requestBytes: 0, requestLine: '' });
    expect(unproved).to.not.have.property('callerAddress');
    expect(own).to.not.have.property('unproved');
    expect(own?.request.toString()).to.equal(body.replace('wrong password 1', '*'.repeat(16)));
    const nobodys = await log.after('nobody', undefined, 10);
    expect(nobodys.map(({ code }) => code)).to.deep.equal(['WSEC0005']);
  });

  it('never shows an organisation what another sent, whatever they send at once', async () => {
    const sent = fc.record({
      who: fc.constantFrom('TEST01', 'TEST02'),
      known: fc.boolean(),
      right: fc.boolean(),
      size: fc.constantFrom(1, 50, 40_000),
      flushes: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { maxLength: 60 }), async (traffic) => {
        const { recorder, log } = keeping();
        for (const [at, { who, known, right, size, flushes }] of traffic.entries()) {
          const password = `${right ? 'right' : 'wrong'} of ${who} ${at}`;
          const body = `<OrganisationRef>${who}</OrganisationRef><Password>${password}</Password>of ${who}${'.'.repeat(size)}`;
          recorder.keep(ended(known ? who : undefined, body, { correlationId: `${who}-${at}` }));
          if (flushes) await recorder.flush(who);
        }
        for (const [owner, other] of [
          ['TEST01', 'TEST02'],
          ['TEST02', 'TEST01'],
        ] as const) {
          const kept = await log.after({ organisationRef: owner }, undefined, 1000);
          const expected = traffic.flatMap(({ who, known, right }, at) =>
            who === owner ? [{ correlationId: `${who}-${at}`, bodies: known || right }] : [],
          );
          // Those whose sender is looked up may come later.
          expect(
            kept.map(({ correlationId, requestBytes }) => ({ correlationId, bodies: requestBytes > 0 })),
          ).to.have.deep.members(expected);
          for (const { request, response, requestHeaders } of kept) {
            const all = `${request.toString()}${response.toString()}${requestHeaders.join()}`;
            expect(all).to.not.contain(other);
            expect(all).to.not.match(/(?:right|wrong) of/);
          }
        }
        const nobodys = await log.after('nobody', undefined, 1000);
        expect(nobodys).to.have.lengthOf(traffic.filter(({ known, right }) => !known && !right).length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('Chunks of exchanges', () => {
  it('have ids that go up, whatever the clock does', async () => {
    const clock = new StandingClock();
    const chunks: StoredChunk[] = [];
    const recorder = new Recorder({
      store: { keep: (some) => Promise.resolve(void chunks.push(...some)) },
      clock,
      proof,
      onFailure: () => undefined,
    });
    for (const seconds of [0, 5, -3600, 0, 1]) {
      clock.advance({ seconds });
      recorder.keep(ended('TEST01', '<a/>'));
      await recorder.flush();
    }
    const ids = chunks.map(({ chunkId }) => chunkId);
    expect(ids).to.deep.equal([...ids].sort());
    expect(new Set(ids).size).to.equal(5);
  });
});
