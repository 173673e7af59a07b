import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { RequestLimit } from '../../src/access/request-limit.js';
import { createProxyAddresses, parseProxyAddresses } from '../../src/access/proxy-addresses.js';
import { createGate, keyOf } from '../../src/http/gate.js';
import { Overload } from '../../src/http/overload.js';
import { remoteAddressOf } from '../../src/http/remote-address.js';
import { listCases } from '../messages/message-case.js';
import { keepAliveAgent, post as send, type Answer } from '../post.js';
import { runRegister } from '../running-register.js';
import { post, sendRaw, serve, stopAll } from './serving.js';

const xml = { 'Content-Type': 'text/xml; charset=utf-8' };

describe('A server that guards itself', () => {
  afterEach(stopAll);

  function limitedGate(perSecond: number) {
    const addresses = new RequestLimit({ name: 'address', perSecond });
    return createGate({ addresses, addressOf: ({ socket }) => socket.remoteAddress });
  }

  it('answers an address over its limit with 429, a fault and when to come back, on the same connection', async () => {
    const { url, origin, asked, metrics } = await serve({ parts: { gate: limitedGate(1) } });
    const agent = keepAliveAgent(1);
    try {
      const answers = [];
      for (let n = 0; n < 15; n++) answers.push(await send(url, '<a/>', { agent }));
      expect(answers.map(({ status }) => status)).to.deep.equal([
        ...new Array<number>(10).fill(200),
        ...new Array<number>(5).fill(429),
      ]);
      expect(asked).to.have.length(10);
      const refused = answers.at(-1);
      expect(Number(refused?.headers['retry-after'])).to.be.within(1, 10);
      expect(refused?.headers.connection).to.equal('keep-alive');
      expect(refused?.body).to.include('<ErrorCode>WSEC0999</ErrorCode>').and.to.include('Nothing was done');
      expect(await metrics.scrape()).to.match(/requests_total\{[^}]*code="LIMITED"\} 5/);
      // Pages are limited as well, but for those who watch.
      expect((await send(origin, '', { method: 'GET' })).status).to.equal(429);
      expect((await send(url, '', { method: 'GET' })).status).to.equal(429);
      expect((await send(`${origin}/health/live`, '', { method: 'GET' })).status).to.equal(200);
      expect((await send(`${origin}/metrics`, '', { method: 'GET' })).status).to.equal(200);
    } finally {
      agent.destroy();
    }
  });

  it('counts a large body as several requests of its address', async () => {
    const { url } = await serve({
      settings: { maxRequestBytes: 2_000_000 },
      parts: { gate: limitedGate(2) },
    });
    expect((await send(url, 'x'.repeat(19 * 65_536))).status).to.equal(200);
    expect((await send(url, '<a/>')).status).to.equal(429);
  });

  it('answers a share of the requests with 503 at once while its event loop is late, and all soon after', async () => {
    const overload = new Overload({ maxDelayMs: 10, maxQueue: 10 });
    const gate = createGate({ overload, addressOf: () => undefined });
    const { url } = await serve({ parts: { gate } });
    try {
      for (let n = 0; n < 8; n++) {
        const end = performance.now() + 120;
        while (performance.now() < end);
        await sleep(1);
      }
      const answers = await Promise.all(Array.from({ length: 40 }, () => send(url, '<a/>')));
      const busy = answers.filter(({ status }) => status === 503);
      expect(busy.length).to.be.within(20, 39);
      expect(busy[0]?.headers['retry-after']).to.equal('1');
      expect(busy[0]?.body).to.include('WSEC0999').and.to.include('Nothing was done');
      expect(overload.refused).to.equal(busy.length);
      await sleep(2000);
      expect((await send(url, '<a/>')).status).to.equal(200);
    } finally {
      overload.stop();
    }
  });

  it('answers early while too many writes wait', async () => {
    let waiting = 100;
    const overload = new Overload({ maxDelayMs: 10_000, maxQueue: 10, queueDepth: () => waiting });
    const { url } = await serve({ parts: { gate: createGate({ overload, addressOf: () => undefined }) } });
    try {
      await sleep(120);
      const statuses = [];
      for (let n = 0; n < 20; n++) statuses.push((await send(url, '<a/>')).status);
      expect(statuses.filter((status) => status === 503)).to.have.length.within(17, 18);
      waiting = 10;
      await sleep(120);
      expect((await send(url, '<a/>')).status).to.equal(200);
    } finally {
      overload.stop();
    }
  });

  it('gives large bodies so much memory together, and small ones always', async () => {
    const { port, url } = await serve({
      settings: { maxRequestBytes: 4_000_000, maxBodyMemoryBytes: 1_000_000 },
    });
    // Two clients hold half of it each, and do not go on.
    const held = [1, 2].map(() =>
      sendRaw(port, [post('x'.repeat(2_000_000)).slice(0, 560_000)], { giveUpAfterMs: 1500 }),
    );
    await sleep(300);
    const large = await send(url, 'x'.repeat(300_000));
    expect(large.status).to.equal(503);
    expect(large.headers['retry-after']).to.equal('2');
    expect((await send(url, 'x'.repeat(60_000))).status).to.equal(200);
    await Promise.all(held);
    await sleep(100);
    expect((await send(url, 'x'.repeat(300_000))).status).to.equal(200);
  });

  it('lets one address have so many connections, and a proxy as many as it likes', async () => {
    const limits = { maxConnectionsPerAddress: 3 };
    const guarded = await serve({ settings: limits });
    const hold = (port: number) =>
      Array.from({ length: 3 }, () => sendRaw(port, ['POST '], { giveUpAfterMs: 700 }));
    let held = hold(guarded.port);
    await sleep(100);
    const further = await sendRaw(guarded.port, [post('<a/>', ['Connection: close'])]);
    expect(further.text).to.equal('');
    await Promise.all(held);
    expect((await send(guarded.url, '<a/>')).status).to.equal(200);

    const proxied = await serve({ settings: limits, parts: { isProxy: () => true } });
    held = hold(proxied.port);
    await sleep(100);
    expect((await send(proxied.url, '<a/>')).status).to.equal(200);
    await Promise.all(held);
  });

  it('refuses headers that are too long with 431', async () => {
    const { port } = await serve({ settings: { maxHeaderBytes: 4096 } });
    const { text } = await sendRaw(port, [post('<a/>', [`X-Long: ${'x'.repeat(5000)}`])]);
    expect(text).to.match(/^HTTP\/1\.1 431 /);
  });

  it('does not inflate a small body to a large one', async () => {
    const { url, asked } = await serve({ settings: { maxRequestBytes: 8 * 2 ** 20 } });
    const dense = gzipSync(Buffer.alloc(8 * 2 ** 20, ' '));
    expect(dense.length).to.be.below(9000);
    const begun = performance.now();
    const answer = await send(url, dense, { headers: { ...xml, 'Content-Encoding': 'gzip' } });
    expect(answer.status).to.equal(413);
    expect(answer.body).to.include('more than 100 times as long');
    expect(performance.now() - begun).to.be.below(150);
    expect(asked).to.deep.equal([]);
    const free = gzipSync(Buffer.alloc(128 * 1024, ' '));
    expect((await send(url, free, { headers: { ...xml, 'Content-Encoding': 'gzip' } })).status).to.equal(200);
  });

  it('takes every message of the fixtures gzipped, and batches of as many equal records as a batch may have', async () => {
    const { url } = await serve({ settings: { maxRequestBytes: 8 * 2 ** 20 } });
    const records = '<Learner><ULN xsi:nil="true"/><Title xsi:nil="true"/></Learner>\n'.repeat(5000);
    const cases = ['LearnerService', 'LearnerServiceR9', 'ExternalService'].flatMap(listCases);
    for (const body of [...cases.map(({ request }) => request), records]) {
      const gzipped = gzipSync(body, { level: 9 });
      const headers = { ...xml, 'Content-Encoding': 'gzip' };
      // The densest of all are made of one record again and again, as no real one is.
      if (body.length / gzipped.length > 100 && body.length > 128 * 1024) continue;
      expect((await send(url, gzipped, { headers })).status).to.equal(200);
    }
  });
});

describe('The address of a request', () => {
  const proxies = parseProxyAddresses('10.0.0.5, 10.1.0.0/16');
  const of = (remoteAddress: string, forwarded?: string): string | undefined =>
    remoteAddressOf(
      { socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as never,
      proxies.ok ? createProxyAddresses(proxies.addresses) : undefined,
    );

  it('is the connection’s, whatever a stranger says of itself', () => {
    expect(of('192.0.2.7', '198.51.100.1')).to.equal('192.0.2.7');
  });

  it('is what the proxies that are believed saw, not what the caller told them', () => {
    expect(of('10.0.0.5', '198.51.100.1')).to.equal('198.51.100.1');
    expect(of('10.0.0.5', '203.0.113.9, 198.51.100.1, 10.1.2.3')).to.equal('198.51.100.1');
    expect(of('::ffff:10.0.0.5', '203.0.113.9,2001:db8::1')).to.equal('2001:db8::1');
    expect(of('10.0.0.5', 'nonsense')).to.equal('10.0.0.5');
    expect(of('10.0.0.5')).to.equal('10.0.0.5');
  });

  it('counts as one with its neighbours in a /64 of IPv6, and as IPv4 when it is one', () => {
    expect(keyOf('::ffff:192.0.2.7')).to.equal('192.0.2.7');
    expect(keyOf('2001:db8:1:2::9')).to.equal('2001:db8:1:2::/64');
    expect(keyOf('2001:0db8:0001:0002:ffff:1:2:3')).to.equal('2001:db8:1:2::/64');
    expect(keyOf('2001:db8::1')).to.equal(keyOf('2001:db8:0:0:5::2'));
    expect(keyOf('2001:db8::1')).not.to.equal(keyOf('2001:db8:0:1::1'));
    expect(keyOf('fe80::1%eth0')).to.equal('fe80:0:0:0::/64');
  });
});

describe('A register with a limit for each organisation', function () {
  this.timeout(60_000);

  it('refuses what is over it with 429, without an audit entry, and counts nobody else’s requests', async () => {
    const register = await runRegister({ settings: { organisationRequestsPerSecond: '2' } });
    try {
      const { request } = listCases('LearnerService').find(
        ({ name }) => name === 'LearnerService/learnerByULN/master',
      ) ?? { request: '' };
      const ids = Array.from({ length: 25 }, (_, n) => `limited-${n}`);
      const answers: Answer[] = [];
      for (const id of ids) answers.push(await register.send(request, { 'X-Correlation-Id': id }));
      expect(answers.filter(({ status }) => status === 200)).to.have.length(20);
      const refused = ids.filter((_, n) => answers[n]?.status === 429);
      expect(refused).to.have.length(5);
      expect(answers.at(-1)?.body).to.include('Nothing was done');
      const audited = (await register.store.audit.list({ limit: 1000 })).map(
        ({ correlationId }) => correlationId,
      );
      expect(refused.filter((id) => audited.includes(id))).to.deep.equal([]);
      // A stranger's wrong passwords do not use it up, and a limit is not told to a stranger.
      const wrong = request.replace(/<OrgPassword>[^<]*</, '<OrgPassword>wrong password 1<');
      expect((await register.send(wrong)).body).to.include('WSEC0005');
    } finally {
      await register.stop();
    }
  });
});
