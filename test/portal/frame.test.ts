import { expect } from 'chai';
import { runRegister, type RunningRegister } from '../running-register.js';
import { Visitor } from './visitor.js';

describe('The frame of the web pages', () => {
  let register: RunningRegister;
  before(async () => {
    register = await runRegister();
  });
  after(() => register.stop());
  const visitor = (): Visitor => new Visitor(register.origin);

  it('has a policy that lets nothing from elsewhere run, with a nonce for each answer', async () => {
    const nonces = new Set<string>();
    for (const path of ['/', '/sign-in', '/nothing']) {
      const { headers, body } = await visitor().get(path);
      const policy = headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      expect(policy).to.include("default-src 'none'").and.to.include("frame-ancestors 'none'");
      expect(policy).not.to.include('unsafe');
      const inline = body.match(/<script(?![^>]*\bsrc=)[^>]*>/g) ?? [];
      expect(inline).to.deep.equal([`<script nonce="${nonce}">`]);
      expect(body).not.to.match(/ style="| on[a-z]+="/);
      expect(headers.get('referrer-policy')).to.equal('same-origin');
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('cache-control')).to.equal('no-store');
      expect(headers.get('x-powered-by')).to.equal(null);
    }
    expect(nonces.size).to.equal(3);
  });

  it('serves style sheets and scripts for a year, without the font and the crest of the government', async () => {
    const { body } = await visitor().get('/');
    const urls = [...body.matchAll(/(?:href|src|data-govuk)="(\/assets\/[^"]+)"/g)].map(
      ([, url]) => url ?? '',
    );
    expect(urls.length).to.be.at.least(5);
    for (const url of urls) {
      const { status, headers, body: content } = await visitor().get(url);
      expect(status, url).to.equal(200);
      expect(headers.get('cache-control')).to.equal('public, max-age=31536000, immutable');
      expect(content).not.to.match(/GDS Transport|@font-face|crest|url\(\/assets|sourceMappingURL/);
    }
  });

  it('answers programs in JSON, with what they asked for under /test/', async () => {
    const { status, headers, body } = await visitor().get('/test/nothing');
    expect(status).to.equal(404);
    expect(headers.get('content-type')).to.include('application/json');
    expect(JSON.parse(body)).to.include({ error: 'notFound' });
    const damaged = await fetch(`${register.origin}/test/nothing`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{ "kind": ',
    });
    expect(damaged.status).to.equal(400);
    expect(await damaged.json()).to.include({ error: 'badRequest' });
  });

  it('leaves health, metrics, information and documentation as they were', async () => {
    for (const [path, type] of [
      ['/health/live', 'application/json'],
      ['/health/ready', 'application/json'],
      ['/info', 'application/json'],
      ['/metrics', 'text/plain'],
      ['/docs/', 'text/html'],
    ] as const) {
      const { status, headers } = await visitor().get(path);
      expect(status, path).to.equal(200);
      expect(headers.get('content-type'), path).to.include(type);
      expect(headers.getSetCookie(), path).to.deep.equal([]);
    }
  });

  it('shows no more of an error of its own than a number for the log', async () => {
    const broken = await runRegister();
    const { organisations } = broken.store;
    try {
      expect((await new Visitor(broken.origin).get('/sign-in')).status).to.equal(200);
      organisations.byRef = () => Promise.reject(new Error('secret detail of the database'));
      const { status, headers, body } = await new Visitor(broken.origin).get('/sign-in');
      expect(status).to.equal(500);
      expect(body).not.to.include('secret detail');
      const id = headers.get('x-correlation-id') ?? 'none';
      expect(body).to.include(id);
      expect(broken.log.some((line) => line.includes(id) && line.includes('secret detail'))).to.equal(true);
    } finally {
      await broken.stop();
    }
  });
});

describe('A register without web pages', () => {
  for (const settings of [{ environment: 'live' }, { portal: 'off' }] as const) {
    it(`has the plain front page and nothing else (${JSON.stringify(settings)})`, async () => {
      const register = await runRegister({
        settings,
        ...('environment' in settings ? { database: 'sqlite' } : {}),
      });
      try {
        const { status, body } = await new Visitor(register.origin).get('/');
        expect(status).to.equal(200);
        expect(body).to.include('its <a href="/LearnerService.svc?wsdl">');
        for (const path of ['/sign-in', '/test/faults', '/exchanges']) {
          expect((await new Visitor(register.origin).get(path)).status, path).to.equal(404);
        }
      } finally {
        await register.stop();
      }
    });
  }
});
