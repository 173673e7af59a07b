import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { startTracing } from '../../src/tracing/start-tracing.js';
import { startCollector } from './collector.js';

const settings = { share: 1, version: '1', environment: 'test', onTrouble: () => undefined } as const;

describe('Spans', () => {
  it('that the collector does not take are dropped, and take no more memory', async function () {
    this.timeout(30_000);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const collector = await startCollector('silent');
    const tracer = startTracing({ ...settings, url: collector.url, timing: { stopMs: 50 } });
    const heap = (): number => {
      collect();
      return process.memoryUsage().heapUsed / 2 ** 20;
    };
    const before = heap();
    const root = tracer.request('LearnerService', undefined);
    for (let n = 0; n < 100_000; n += 1) root?.child('find', { call: 'learners.findByUln' }).end();
    root?.end({ operation: 'learnerByULN', code: 'WSRC0004', status: 200, correlationId: 'many' });
    // Kept, they would take more than a hundred.
    expect(heap() - before).to.be.lessThan(30);
    await tracer.stop();
    await collector.stop();
  });

  it('that are still open end with the whole, and each is delivered once', async () => {
    const collector = await startCollector();
    const tracer = startTracing({ ...settings, url: collector.url });
    const root = tracer.request('LearnerService', undefined);
    const part = root?.child('operation');
    part?.child('find');
    root?.fail({ operation: 'verifyLearner', code: 'WSEC0999' });
    await tracer.stop();
    expect(collector.spans.map(({ name }) => name)).to.deep.equal(['find', 'operation', 'verifyLearner']);
    expect(new Set(collector.spans.map(({ traceId }) => traceId))).to.deep.equal(new Set([root?.traceId]));
    await collector.stop();
  });

  it('are delivered while the register runs, too', async () => {
    const collector = await startCollector();
    const tracer = startTracing({ ...settings, url: collector.url, timing: { delayMs: 20 } });
    tracer.job({ jobKind: 'registration' })?.end({ jobEnd: 'finished' });
    for (let tries = 0; collector.spans.length === 0 && tries < 200; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(collector.spans.map(({ name }) => name)).to.deep.equal(['job']);
    await tracer.stop();
    await collector.stop();
  });
});
