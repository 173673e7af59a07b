import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, stopAll } from './serving.js';

const ok = { name: 'database', check: () => Promise.resolve() };

describe('The pages beside SOAP', () => {
  afterEach(stopAll);

  it('say that the process lives', async () => {
    const { origin } = await serve();
    const reply = await fetch(`${origin}/health/live`);
    expect(reply.status).to.equal(200);
    expect(await reply.json()).to.deep.equal({ status: 'ok' });
    expect(reply.headers.get('x-correlation-id')).to.match(/^[0-9a-f]{16}-\w+$/);
    expect(reply.headers.get('x-powered-by')).to.equal(null);
  });

  it('say that the service is ready when every check passes', async () => {
    const { origin } = await serve({ parts: { checks: [ok, { ...ok, name: 'contract' }] } });
    const reply = await fetch(`${origin}/health/ready`);
    expect(reply.status).to.equal(200);
    expect(await reply.json()).to.deep.equal({ status: 'ok', checks: { database: 'ok', contract: 'ok' } });
  });

  it('say which check failed, and why only to the log', async () => {
    const failing = { name: 'migrations', check: () => Promise.reject(new Error('table secret is missing')) };
    const { origin, log } = await serve({ parts: { checks: [ok, failing] } });
    const reply = await fetch(`${origin}/health/ready`);
    expect(reply.status).to.equal(503);
    expect(await reply.json()).to.deep.equal({
      status: 'failed',
      checks: { database: 'ok', migrations: 'failed' },
    });
    expect(log).to.have.lengthOf(1);
    expect(log[0]?.fields).to.include({ check: 'migrations' });
  });

  it('do not wait for a check that hangs', async () => {
    const hanging = { name: 'database', check: () => new Promise<void>(() => undefined) };
    const { origin } = await serve({ parts: { checks: [hanging] } });
    const begun = performance.now();
    const reply = await fetch(`${origin}/health/ready`);
    expect(await reply.json()).to.deep.equal({ status: 'failed', checks: { database: 'tooSlow' } });
    expect(performance.now() - begun).to.be.within(1500, 3500);
  });

  it('name the version and the environment', async () => {
    const { origin } = await serve();
    const info: unknown = await (await fetch(`${origin}/info`)).json();
    expect(info).to.deep.equal({ name: 'learner-register', version: '1.2.3', environment: 'test' });
  });

  it('begin with one that leads to the service and names the environment', async () => {
    const { origin } = await serve();
    const reply = await fetch(`${origin}/`);
    const text = await reply.text();
    expect(text).to.contain('TEST ENVIRONMENT').and.to.contain('href="/LearnerService.svc?wsdl"');
    expect(text).to.contain('href="/health/ready"').and.not.to.contain('/docs/');
    expect(reply.headers.get('content-security-policy')).to.contain("default-src 'none'");
    const live = await serve({ settings: { environment: 'live' } });
    expect(await (await fetch(live.origin)).text())
      .to.contain('Live environment')
      .and.not.to.contain('TEST');
  });

  it('answer what there is not with 404, nonsense too', async () => {
    const { origin, log } = await serve();
    const missing = await fetch(`${origin}/<script>alert(1)</script>`);
    expect(missing.status).to.equal(404);
    expect(await missing.text())
      .to.contain('There is no such page')
      .and.not.to.contain('<script');
    expect((await fetch(`${origin}/health/live`, { method: 'POST' })).status).to.equal(404);
    const { origin: withDocs } = await serve({ parts: { docsFolder: tmpdir() } });
    expect((await fetch(`${withDocs}/docs/%E0%A4%A`)).status).to.equal(404);
    expect(log).to.deep.equal([]);
  });

  it('that break answer 500 and tell why only to the log', async () => {
    const read = (): number => {
      throw new Error('secret table');
    };
    const { origin, log } = await serve({
      figures: [{ name: 'broken', help: 'Broken.', kind: 'gauge', read }],
    });
    const reply = await fetch(`${origin}/metrics`);
    expect(reply.status).to.equal(500);
    const text = await reply.text();
    expect(text).to.contain(reply.headers.get('x-correlation-id')).and.not.to.contain('secret');
    expect(log.map(({ level }) => level)).to.deep.equal(['error']);
  });

  describe('with documentation', () => {
    const folder = mkdtempSync(join(tmpdir(), 'docs-'));
    before(() => {
      writeFileSync(join(folder, 'uln-validation.md'), '# ULN é\n');
      writeFileSync(join(folder, '.secret'), 'no');
    });
    after(() => {
      rmSync(folder, { recursive: true });
    });

    it('list it and show it as text', async () => {
      const { origin } = await serve({ parts: { docsFolder: folder } });
      expect(await (await fetch(origin)).text()).to.contain('href="/docs/"');
      for (const path of ['/docs', '/docs/']) {
        expect(await (await fetch(origin + path)).text()).to.contain('href="/docs/uln-validation.md"');
      }
      const reply = await fetch(`${origin}/docs/uln-validation.md`);
      expect(reply.headers.get('content-type')).to.equal('text/plain; charset=utf-8');
      expect(await reply.text()).to.equal('# ULN é\n');
    });

    it('do without it where it is missing', async () => {
      const { origin } = await serve({ parts: { docsFolder: join(folder, 'missing') } });
      expect(await (await fetch(origin)).text()).not.to.contain('/docs/');
      expect((await fetch(`${origin}/docs/`)).status).to.equal(404);
    });

    it('show nothing else', async () => {
      const { origin } = await serve({ parts: { docsFolder: folder } });
      for (const path of ['.secret', '..%2f..%2fetc%2fpasswd', 'nothing.md', '%2e%2e/package.json']) {
        expect((await fetch(`${origin}/docs/${path}`)).status, path).to.equal(404);
      }
    });
  });
});

describe('The metrics', () => {
  afterEach(stopAll);

  it('count requests by operation and code, with durations, and take the figures of other parts', async () => {
    let hits = 0;
    const { origin, url } = await serve({
      figures: [
        { name: 'learner_register_audit_queue_depth', help: 'Waiting.', kind: 'gauge', read: () => 7 },
        {
          name: 'learner_register_password_cache_hits_total',
          help: 'Hits.',
          kind: 'counter',
          read: () => (hits += 10),
        },
      ],
    });
    const post = (contentType: string) =>
      fetch(url, { method: 'POST', body: '<a/>', headers: { 'Content-Type': contentType } });
    for (let i = 0; i < 3; i += 1) await post('text/xml');
    await post('text/plain');
    const scrape = async (): Promise<string> => (await fetch(`${origin}/metrics`)).text();
    await scrape();
    const text = await scrape();
    const labels = 'service="LearnerService",operation="learnerByULN"';
    const lines = text.split('\n');
    expect(lines).to.include(`learner_register_requests_total{${labels},code="WSRC0004"} 3`);
    expect(lines).to.include(
      'learner_register_requests_total{service="LearnerService",operation="none",code="WSEC0001"} 1',
    );
    const name = 'learner_register_request_duration_seconds';
    expect(lines).to.include(`# TYPE ${name} histogram`);
    expect(lines).to.include(`${name}_count{${labels}} 3`);
    expect(lines).to.include(`${name}_bucket{${labels},le="+Inf"} 3`);
    expect(lines).to.include(`${name}_bucket{${labels},le="10"} 3`);
    expect(text).to.match(new RegExp(`${name}_sum\\{${labels}\\} 0\\.\\d+`));
    expect(lines).to.include('learner_register_requests_in_flight{service="LearnerService"} 0');
    expect(lines).to.include('learner_register_audit_queue_depth 7');
    expect(lines).to.include('learner_register_password_cache_hits_total 20');
    expect(text).to.contain('process_resident_memory_bytes');
  });

  it('sort durations into their buckets, bounds included', async () => {
    const { metrics } = await serve();
    const meter = metrics.meter('Other');
    for (const seconds of [0.0001, 0.0005, 0.0006, 0.1, 9.9, 10, 11]) {
      meter.begin();
      meter.end('op', 'C', seconds);
    }
    meter.begin();
    const { contentType } = metrics;
    const text = await metrics.scrape();
    const bucket = (le: string): number => {
      const line = `learner_register_request_duration_seconds_bucket{service="Other",operation="op",le="${le}"} `;
      return Number(text.split(line)[1]?.split('\n')[0]);
    };
    expect(['0.0005', '0.001', '0.05', '0.1', '2.5', '10', '+Inf'].map(bucket)).to.deep.equal([
      2, 3, 3, 4, 4, 6, 7,
    ]);
    expect(text).to.contain('learner_register_requests_in_flight{service="Other"} 1');
    expect(contentType).to.match(/^text\/plain; version=0\.0\.4/);
  });
});
