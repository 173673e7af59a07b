/** What the SOAP route tells whoever keeps exchanges. */
import { expect } from 'chai';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { EndedExchange } from '../../src/exchanges/ended-exchange.js';
import { createGate } from '../../src/http/gate.js';
import { serve, stopAll, type Serving, type ServingOptions } from './serving.js';

describe('An exchange that has ended', () => {
  afterEach(stopAll);

  let kept: EndedExchange[];

  function serving({ parts, ...options }: ServingOptions = {}): Promise<Serving> {
    kept = [];
    return serve({ ...options, parts: { keep: (ended) => void kept.push(ended), ...parts } });
  }

  const xml = { 'Content-Type': 'text/xml' };

  it('is told with its bytes, its answer and who it was', async () => {
    const { url } = await serving();
    const reply = await fetch(url, {
      method: 'POST',
      body: '<a>ä</a>',
      headers: { ...xml, 'X-Correlation-Id': 'mine', 'X-Own': 'Yes' },
    });
    const [ended] = kept;
    expect(kept).to.have.lengthOf(1);
    expect(ended).to.deep.include({
      service: 'LearnerService',
      correlationId: 'mine',
      operation: 'learnerByULN',
      code: 'WSRC0004',
      status: 200,
      organisationRef: 'TEST01',
      answer: await reply.text(),
      callerAddress: '127.0.0.1',
      certificate: undefined,
    });
    expect(ended?.body?.toString()).to.equal('<a>ä</a>');
    expect(ended?.request).to.include({ method: 'POST', url: '/LearnerService.svc', httpVersion: '1.1' });
    expect(ended?.request.rawHeaders).to.include.members(['X-Own', 'Yes']);
    expect(ended?.milliseconds).to.be.above(0);
    expect(ended?.answerHeaders).to.deep.equal([
      ...['Content-Type', 'text/xml; charset=utf-8', 'Content-Length', '20', 'X-Correlation-Id', 'mine'],
    ]);
  });

  it('has the bytes without gzip, of the request and of the answer', async () => {
    const { url } = await serving();
    const body = `<a>${'long '.repeat(2000)}</a>`;
    const headers = { ...xml, 'Content-Encoding': 'gzip', 'Accept-Encoding': 'gzip' };
    await fetch(url, { method: 'POST', body: gzipSync(body), headers });
    expect(kept[0]?.body?.toString()).to.equal(body);
    expect(kept[0]?.answer).to.equal(`<got>${body}</got>`);
    expect(kept[0]?.answerHeaders).to.include.members(['Content-Encoding', 'gzip']);
    const large = `<a>${'x'.repeat(60_000)}</a>`;
    await fetch(url, { method: 'POST', body: large, headers: { ...xml, 'Accept-Encoding': 'gzip' } });
    expect(kept[1]?.answer).to.equal(`<got>${large}</got>`);
    expect(kept[1]?.answerHeaders).to.include.members(['Content-Encoding', 'gzip']);
  });

  it('is told when it was refused before SOAP, with as much as was read', async () => {
    const { url } = await serving();
    await fetch(url, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } });
    await fetch(url, { method: 'POST', body: '<a/>', headers: { ...xml, 'Content-Encoding': 'br' } });
    await fetch(url, { method: 'POST', body: 'x'.repeat(100_001), headers: xml });
    await fetch(url, { method: 'POST', body: 'no gzip', headers: { ...xml, 'Content-Encoding': 'gzip' } });
    await fetch(url, { method: 'DELETE' });
    expect(kept.map(({ status, body }) => [status, body?.toString()])).to.deep.equal([
      [415, undefined],
      [415, undefined],
      [413, undefined],
      [500, 'no gzip'],
      [405, undefined],
    ]);
    for (const { answer, organisationRef, operation } of kept) {
      expect(answer).to.contain('Fault');
      expect([organisationRef, operation]).to.deep.equal([undefined, undefined]);
    }
    expect(kept[4]?.answerHeaders).to.include.members(['Allow', 'GET, HEAD, POST']);
  });

  it('is told when the gate turned it away', async () => {
    const away = { status: 429, code: 'LIMITED', retryAfterSeconds: 7, words: 'Too many.' } as const;
    const gate = { ...createGate({ addressOf: () => undefined }), turnAway: () => away };
    const { url } = await serving({ parts: { gate } });
    await fetch(url, { method: 'POST', body: '<a/>', headers: xml });
    expect(kept[0]).to.include({ status: 429, code: 'LIMITED', body: undefined });
    expect(kept[0]?.answer).to.contain('Too many.');
    expect(kept[0]?.answerHeaders).to.include.members(['Retry-After', '7']);
  });

  it('is told when the client went away', async () => {
    const { port } = await serving();
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST /LearnerService.svc HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\nContent-Length: 99\r\n\r\n<a>',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    for (let look = 0; look < 100 && kept.length === 0; look += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(kept[0]).to.include({ status: 499, code: 'ABORTED', answer: undefined });
  });

  it('has the address past proxies, and the certificate that was presented', async () => {
    const certificate = { fingerprint: 'ab'.repeat(32), trusted: true };
    const { url } = await serving({
      parts: { remoteAddressOf: () => '192.0.2.7', certificateOf: () => certificate },
    });
    await fetch(url, { method: 'POST', body: '<a/>', headers: xml });
    expect(kept[0]).to.deep.include({ callerAddress: '192.0.2.7', certificate });
  });

  it('is none when it only asked for the description', async () => {
    const { url } = await serving();
    await fetch(`${url}?wsdl`);
    await fetch(url, { method: 'HEAD' });
    expect(kept).to.deep.equal([]);
  });
});
