import { expect } from 'chai';
import { once } from 'node:events';
import { connect } from 'node:net';
import { OK, post, sendRaw, serve, stopAll } from './serving.js';

describe('The server', () => {
  afterEach(stopAll);

  it('ends a request whose headers come too slowly', async () => {
    const { port, asked } = await serve({
      settings: { headersTimeoutSeconds: 0.2, requestTimeoutSeconds: 0.4 },
    });
    const pieces = [...post('<a/>')];
    const { text, milliseconds } = await sendRaw(port, pieces, { pauseMs: 50 });
    expect(text).to.match(/^HTTP\/1\.1 408 /);
    expect(milliseconds).to.be.within(150, 2500);
    expect(asked).to.deep.equal([]);
  });

  it('ends a request whose body comes too slowly, or never', async () => {
    const { port, asked, log } = await serve({
      settings: { headersTimeoutSeconds: 0.2, requestTimeoutSeconds: 0.4 },
    });
    const message = post('<a>a long text</a>');
    const [head, body] = [message.slice(0, -18), message.slice(-18)];
    const slow = sendRaw(port, [head, ...body], { pauseMs: 100 });
    const never = sendRaw(port, [head]);
    for (const { text, milliseconds } of [await slow, await never]) {
      expect(text).to.match(/^HTTP\/1\.1 408 /);
      expect(milliseconds).to.be.within(300, 2500);
    }
    expect(asked).to.deep.equal([]);
    for (let waited = 0; log.length < 2 && waited < 2000; waited += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(log.map(({ fields }) => ('code' in fields ? fields.code : ''))).to.deep.equal([
      'ABORTED',
      'ABORTED',
    ]);
  });

  it('does not answer twice when a refused request also takes too long', async () => {
    const { port } = await serve({ settings: { headersTimeoutSeconds: 0.2, requestTimeoutSeconds: 0.3 } });
    const { text } = await sendRaw(port, [post('x'.repeat(200_000)).slice(0, 500)]);
    expect(text)
      .to.match(/^HTTP\/1\.1 413 /)
      .and.not.to.contain('408');
  });

  it('ends idle connections', async () => {
    const { port } = await serve({ settings: { keepAliveSeconds: 0.1 } });
    const { text, milliseconds } = await sendRaw(port, [post('<a/>')]);
    expect(text).to.contain('<got><a/></got>');
    expect(milliseconds).to.be.below(3000);
  });

  it('ends connections whose client does not read its answers', async () => {
    const { port } = await serve({
      // More than all buffers on the way hold.
      answer: (body) => ({ status: 200, body: body.toString().padEnd(50_000_000), code: OK }),
      settings: { maxConnections: 1 },
      parts: { silenceTimeoutMs: 300 },
    });
    const silent = connect(port, '127.0.0.1');
    silent.on('error', () => undefined);
    silent.write(post('<a/>'));
    await once(silent, 'data');
    silent.pause();
    // Nobody else is served for as long as it is open.
    let next = '';
    while (!next.startsWith('HTTP/1.1 200')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      next = (await sendRaw(port, [post('<b/>', ['Connection: close'])])).text.slice(0, 20);
    }
    silent.destroy();
  });

  it('ends a connection on which requests pile up that wait for one answer', async () => {
    const { port, asked } = await serve({ answer: () => new Promise(() => undefined) });
    const { text } = await sendRaw(port, [post('<a/>').repeat(2000)]);
    expect(text).to.equal('');
    expect(asked.length).to.be.within(1, 101);
  });

  it('answers any number of requests that were sent without waiting, as long as they are answered', async () => {
    const { port } = await serve();
    const last = post('<last/>', ['Connection: close']);
    const { text } = await sendRaw(port, [...Array<string>(50).fill(post('<a/>').repeat(20)), last], {
      pauseMs: 1,
    });
    expect(text.match(/<got>/g)).to.have.lengthOf(1001);
  });

  it('ends half-sent requests whose client said that it has done', async () => {
    const { port, asked } = await serve();
    const { text } = await sendRaw(port, [post('<a/>').slice(0, -1)], { thenEnd: true });
    expect(text).to.match(/^(HTTP\/1\.1 400 |$)/);
    expect(asked).to.deep.equal([]);
  });

  const nonsense: Readonly<Record<string, string>> = {
    'no HTTP': 'hello\r\n\r\n',
    'TLS to a port without it': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'two lengths': post('<a/>', ['Content-Length: 3']),
    'a length beside chunks': post('<a/>', ['Transfer-Encoding: chunked']),
    'a negative length': post('').replace('Content-Length: 0', 'Content-Length: -1'),
    'a chunk length that is none':
      post('').replace('Content-Length: 0', 'Transfer-Encoding: chunked') + 'xyz\r\n',
    'no Host': post('<a/>').replace('Host: 127.0.0.1\r\n', ''),
    'a line end in a header': post('<a/>', ['X-A: a\rb']),
  };
  for (const [what, bytes] of Object.entries(nonsense)) {
    it(`answers ${what} with 400 and goes on`, async () => {
      const { port, url } = await serve();
      const { text } = await sendRaw(port, [Buffer.from(bytes, 'latin1')]);
      expect(text)
        .to.match(/^HTTP\/1\.1 400 /)
        .and.to.match(/\r\nConnection: close\r\n/i);
      const next = await fetch(url, {
        method: 'POST',
        body: '<a/>',
        headers: { 'Content-Type': 'text/xml' },
      });
      expect(next.status).to.equal(200);
    });
  }

  it('answers headers that are too large with 431', async () => {
    const { port } = await serve();
    const { text } = await sendRaw(port, [post('<a/>', [`X-Long: ${'x'.repeat(20_000)}`])]);
    expect(text).to.match(/^HTTP\/1\.1 431 /);
  });

  it('refuses connections above the limit', async () => {
    const { port } = await serve({ settings: { maxConnections: 1 } });
    const first = connect(port, '127.0.0.1');
    await once(first, 'connect');
    const { text } = await sendRaw(port, [post('<a/>', ['Connection: close'])]);
    expect(text).to.equal('');
    first.destroy();
  });

  it('says that a port is taken', async () => {
    const { port } = await serve();
    const second = serve({}).then(({ server }) => server.listen('127.0.0.1', port));
    const outcome = await second.then(
      () => 'listens',
      (error: unknown) => String(error),
    );
    expect(outcome).to.match(/EADDRINUSE|ERR_SERVER_ALREADY_LISTEN/);
  });
});

describe('Stopping', () => {
  afterEach(stopAll);

  it('finishes what began, accepts nothing new and says that the connection ends', async () => {
    let finish: (() => void) | undefined;
    let begun: (() => void) | undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const { port, server } = await serve({
      answer: () =>
        new Promise((resolve) => {
          finish = () => {
            resolve({ status: 200, body: '<done/>', code: OK });
          };
          begun?.();
        }),
      parts: { stopTimeoutMs: 60_000 },
    });
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const reply = sendRaw(port, [post('<a/>')]);
    await hasBegun;
    const stopped = server.stop();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await sendRaw(port, [post('<b/>')])).error?.code).to.equal('ECONNREFUSED');
    finish?.();
    const { text } = await reply;
    expect(text).to.contain('<done/>').and.to.contain('\r\nConnection: close\r\n');
    // A connection that was never used does not hold it up: it would until Mocha's patience ends.
    await stopped;
  });

  it('does not wait for ever', async () => {
    const { port, server } = await serve({ answer: () => new Promise(() => undefined) });
    const reply = sendRaw(port, [post('<a/>')]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = performance.now();
    await server.stop();
    expect(performance.now() - before).to.be.within(200, 2000);
    expect((await reply).text).to.equal('');
  });

  it('twice, or before listening, is the same as once', async () => {
    const { server } = await serve();
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
  });
});
