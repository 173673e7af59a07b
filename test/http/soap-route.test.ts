import { expect } from 'chai';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { deflateRawSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { OK, post, sendRaw, serve, stopAll } from './serving.js';

const CLOSE = 'Connection: close';

describe('A POST to a service', () => {
  afterEach(stopAll);

  it('is answered with text/xml, its length and its correlation id', async () => {
    const { url, asked } = await serve();
    const reply = await fetch(url, {
      method: 'POST',
      body: '<é/>',
      headers: {
        'Content-Type': 'text/xml; charset=utf-8',
        'Accept-Encoding': 'identity',
        Accept: 'application/xml',
      },
    });
    expect(reply.status).to.equal(200);
    expect(reply.headers.get('content-type')).to.equal('text/xml; charset=utf-8');
    expect(reply.headers.get('content-length')).to.equal('16');
    expect(reply.headers.get('x-correlation-id')).to.match(/^[0-9a-f]{16}-\w+$/);
    expect(await reply.text()).to.equal('<got><é/></got>');
    expect(asked).to.have.lengthOf(1);
    expect(asked[0]?.contentType).to.equal('text/xml; charset=utf-8');
    expect(asked[0]?.correlationId).to.equal(reply.headers.get('x-correlation-id'));
  });

  it('takes the correlation id that the caller sent', async () => {
    const { url, asked } = await serve();
    const headers = { 'X-Correlation-Id': 'mine', 'Content-Type': 'text/xml' };
    const reply = await fetch(url, { method: 'POST', body: '<a/>', headers });
    expect(reply.headers.get('x-correlation-id')).to.equal('mine');
    expect(asked[0]?.correlationId).to.equal('mine');
  });

  const sent: Readonly<Record<string, readonly string[]>> = {
    'no SOAPAction': [],
    'an empty SOAPAction': ['SOAPAction: ""'],
    'a SOAPAction of nothing': ['SOAPAction:'],
    'an unquoted SOAPAction': ['SOAPAction: http://tempuri.org/LearnerPortType/verifyLearner'],
    'a SOAPAction of something else': ['SOAPAction: "urn:elsewhere"'],
    'an odd Accept': ['Accept: application/json'],
  };
  for (const [what, headers] of Object.entries(sent)) {
    it(`with ${what} is served`, async () => {
      const { port } = await serve();
      const { text } = await sendRaw(port, [post('<a/>', [CLOSE, ...headers])]);
      expect(text)
        .to.match(/^HTTP\/1\.1 200 OK\r\n/)
        .and.to.contain('<got><a/></got>');
    });
  }

  for (const target of [
    '/LearnerService.svc?singlewsdl',
    '/LearnerService.svc?wsdl',
    '/LearnerService.svc?',
    '/learnerservice.SVC',
    '/LearnerService.svc/',
    '/LEARNERSERVICE.svc/?x=y?z',
    'http://register.example/LearnerService.svc',
  ]) {
    it(`to ${target} is served`, async () => {
      const { port } = await serve();
      const { text } = await sendRaw(port, [post('<a/>', [CLOSE], target)]);
      expect(text)
        .to.match(/^HTTP\/1\.1 200 /)
        .and.to.contain('<got><a/></got>');
    });
  }

  it('to no service is not found', async () => {
    const { port, asked } = await serve();
    for (const target of ['/LearnerService', '/x/LearnerService.svc', '/LearnerService.svc/x', '*', '//']) {
      const { text } = await sendRaw(port, [post('<a/>', [CLOSE], target)]);
      expect(text, target).to.match(/^HTTP\/1\.1 404 /);
    }
    expect(asked).to.deep.equal([]);
  });

  for (const type of [
    'text/xml',
    'TEXT/XML ; charset="utf-8"',
    'application/xml',
    'application/soap+xml; action="x"',
    '',
  ]) {
    it(`as ${type || 'nothing'} is served`, async () => {
      const { port } = await serve();
      const text = post('<a/>', [CLOSE]).replace('Content-Type: text/xml', `Content-Type: ${type}`);
      expect((await sendRaw(port, [text])).text).to.match(/^HTTP\/1\.1 200 /);
    });
  }

  it('without a Content-Type is served', async () => {
    const { port, asked } = await serve();
    const text = post('<a/>', [CLOSE]).replace('Content-Type: text/xml\r\n', '');
    expect((await sendRaw(port, [text])).text).to.match(/^HTTP\/1\.1 200 /);
    expect(asked[0]?.contentType).to.equal(undefined);
  });

  for (const type of ['application/json', 'text/plain', 'text/xmlx', 'multipart/related; type="text/xml"']) {
    it(`as ${type} gets 415 with a fault`, async () => {
      const { port, asked } = await serve();
      const text = post('<a/>', []).replace('Content-Type: text/xml', `Content-Type: ${type}`);
      const reply = await sendRaw(port, [text]);
      expect(reply.text)
        .to.match(/^HTTP\/1\.1 415 /)
        .and.to.contain('<ErrorCode>WSEC0001</ErrorCode>');
      expect(reply.error).to.equal(undefined);
      expect(asked).to.deep.equal([]);
    });
  }

  it('has its media type escaped in the fault', async () => {
    const { port } = await serve();
    const text = post('', [CLOSE]).replace('text/xml', 'a/b</ns10:MIAPAPIException>');
    expect((await sendRaw(port, [text])).text).to.contain('a/b&lt;/ns10:MIAPAPIException&gt;');
  });

  it('in chunks, and with an empty body, reaches the service whole', async () => {
    const { port, asked } = await serve();
    const head = `POST /LearnerService.svc HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\n${CLOSE}\r\n`;
    const chunks = ['5\r\n<a>1<\r\n', '3\r\n/a>\r\n', '0\r\n\r\n'];
    const { text } = await sendRaw(port, [`${head}Transfer-Encoding: chunked\r\n\r\n`, ...chunks], {
      pauseMs: 5,
    });
    expect(text).to.contain('<got><a>1</a></got>');
    await sendRaw(port, [`${head}\r\n`]);
    expect(asked.map(({ body }) => body.toString())).to.deep.equal(['<a>1</a>', '']);
  });

  it('in many pieces reaches the service whole', async () => {
    const { port, asked } = await serve();
    const body = Array.from({ length: 5000 }, (_, index) => `<n>${index}</n>`).join('');
    const message = Buffer.from(post(body, [CLOSE]));
    const pieces = Array.from({ length: Math.ceil(message.length / 9973) }, (_, index) =>
      message.subarray(index * 9973, (index + 1) * 9973),
    );
    await sendRaw(port, pieces, { pauseMs: 1 });
    expect(asked[0]?.body.toString()).to.equal(body);
  });

  it('sent one after the other without waiting is answered in turn', async () => {
    const { port } = await serve({
      answer: async (body) => {
        await new Promise((resolve) => setTimeout(resolve, body.includes('slow') ? 60 : 0));
        return { status: 200, body: body.toString(), code: OK };
      },
    });
    const { text } = await sendRaw(port, [post('<slow/>') + post('<second/>') + post('<third/>', [CLOSE])]);
    expect(text.match(/<\w+\/>/g)).to.deep.equal(['<slow/>', '<second/>', '<third/>']);
    expect(text.match(/HTTP\/1\.1 200/g)).to.have.lengthOf(3);
  });

  it('may follow another on the same connection', async () => {
    const { port } = await serve();
    const { text } = await sendRaw(port, [post('<a/>'), post('<b/>'), post('<c/>', [CLOSE])], {
      pauseMs: 30,
    });
    expect(text.match(/<got><.\/><\/got>/g)).to.have.lengthOf(3);
  });

  it('gets the status, the body and the code of the answer', async () => {
    const { port, log } = await serve({
      answer: () => ({ status: 500, body: '<fault/>', code: 'WSEC0003' }),
    });
    const { text } = await sendRaw(port, [post('<a/>', [CLOSE])]);
    expect(text)
      .to.match(/^HTTP\/1\.1 500 Internal Server Error\r\n/)
      .and.to.match(/<fault\/>$/);
    expect(log.map(({ fields }) => fields)[0]).to.include({
      code: 'WSEC0003',
      status: 500,
      operation: 'none',
    });
  });

  it('whose service breaks in spite of all gets WSEC0999 and the next one is served', async () => {
    let calls = 0;
    const { url, log } = await serve({
      answer: () => {
        calls += 1;
        if (calls === 1) throw new Error('SELECT secret');
        return { status: 200, body: '<ok/>', code: OK };
      },
    });
    const options = { method: 'POST', body: '<a/>', headers: { 'Content-Type': 'text/xml' } };
    const first = await fetch(url, options);
    const body = await first.text();
    expect(first.status).to.equal(500);
    expect(body)
      .to.contain('<ErrorCode>WSEC0999</ErrorCode>')
      .and.to.contain(first.headers.get('x-correlation-id'))
      .and.not.to.contain('secret');
    expect(log.some(({ level }) => level === 'error')).to.equal(true);
    expect((await fetch(url, options)).status).to.equal(200);
  });

  it('writes one line with no more than the setting allows', async () => {
    const { url, log } = await serve();
    await fetch(url, { method: 'POST', body: '<a/>', headers: { 'Content-Type': 'text/xml' } });
    expect(log).to.have.lengthOf(1);
    const fields = log[0]?.fields ?? {};
    const names = [
      'service',
      'correlationId',
      'operation',
      'code',
      'status',
      'milliseconds',
      'organisationRef',
    ];
    expect(fields).to.have.all.keys(names);
    expect(fields).to.include({
      service: 'LearnerService',
      operation: 'learnerByULN',
      code: OK,
    });
    const quiet = await serve({ settings: { logRequests: false } });
    await fetch(quiet.url, { method: 'POST', body: '<a/>', headers: { 'Content-Type': 'text/xml' } });
    expect(quiet.log).to.deep.equal([]);
  });

  it('whose client goes away in the middle of it, or before the answer, harms nobody', async () => {
    let finish: (() => void) | undefined;
    const { port, url, log, asked } = await serve({
      answer: (body) =>
        body.includes('wait')
          ? new Promise((resolve) => {
              finish = () => {
                resolve({ status: 200, body: 'x'.repeat(100_000), code: OK });
              };
            })
          : { status: 200, body: '<ok/>', code: OK },
    });
    await sendRaw(port, [post('<a/>').slice(0, -2)], { giveUpAfterMs: 30 });
    await sendRaw(port, [post('<wait/>')], { giveUpAfterMs: 50 });
    finish?.();
    const reply = await fetch(url, { method: 'POST', body: '<a/>', headers: { 'Content-Type': 'text/xml' } });
    expect(reply.status).to.equal(200);
    expect(asked.map(({ body }) => body.toString())).to.deep.equal(['<wait/>', '<a/>']);
    expect(log.filter(({ level }) => level === 'error')).to.deep.equal([]);
    const codes = log.map(({ fields }) => ('code' in fields ? fields.code : undefined));
    expect(codes).to.deep.equal(['ABORTED', OK, OK]);
  });
});

describe('A compressed request', () => {
  afterEach(stopAll);
  const body = `<a>${'é'.repeat(1000)}</a>`;

  for (const [encoding, bytes] of Object.entries({
    gzip: gzipSync(body),
    'x-gzip': gzipSync(body),
    GZIP: gzipSync(body),
    deflate: deflateSync(body),
    ' deflate': deflateRawSync(body),
    identity: Buffer.from(body),
  })) {
    it(`as ${encoding} is undone`, async () => {
      const { url, asked } = await serve();
      const headers = { 'Content-Type': 'text/xml', 'Content-Encoding': encoding };
      const reply = await fetch(url, { method: 'POST', body: bytes, headers });
      expect(reply.status).to.equal(200);
      expect(asked[0]?.body.toString()).to.equal(body);
    });
  }

  it('that would be too large is refused at the limit, however small it came', async () => {
    const { url, asked } = await serve();
    const bomb = gzipSync(Buffer.alloc(200_000_000), { level: 9 });
    expect(bomb.length).to.be.below(300_000);
    const { url: wide, asked: alsoAsked } = await serve({ settings: { maxRequestBytes: 400_000 } });
    const headers = { 'Content-Type': 'text/xml', 'Content-Encoding': 'gzip' };
    const small = gzipSync(Buffer.alloc(1_000_000));
    expect((await fetch(url, { method: 'POST', body: small, headers })).status).to.equal(413);
    const before = process.memoryUsage().rss;
    const reply = await fetch(wide, { method: 'POST', body: bomb, headers });
    expect(reply.status).to.equal(413);
    expect(await reply.text()).to.contain('<ErrorCode>WSEC0001</ErrorCode>');
    expect(process.memoryUsage().rss - before).to.be.below(50_000_000);
    expect([...asked, ...alsoAsked]).to.deep.equal([]);
  });

  it('that is damaged gets a fault that says so', async () => {
    const { url, asked } = await serve();
    const damaged = gzipSync(body).subarray(0, 30);
    for (const encoding of ['gzip', 'deflate']) {
      const headers = { 'Content-Type': 'text/xml', 'Content-Encoding': encoding };
      const reply = await fetch(url, { method: 'POST', body: damaged, headers });
      expect(reply.status).to.equal(500);
      expect(await reply.text()).to.contain(`The body is not what Content-Encoding says: ${encoding}.`);
    }
    expect(asked).to.deep.equal([]);
  });

  it('in an encoding that is not known gets 415 and hears which are', async () => {
    const { port } = await serve();
    const { text } = await sendRaw(port, [post('<a/>', ['Content-Encoding: br'])]);
    expect(text)
      .to.match(/^HTTP\/1\.1 415 /)
      .and.to.contain('\r\nAccept-Encoding: gzip, deflate\r\n');
  });
});

describe('A compressed answer', () => {
  afterEach(stopAll);

  async function ask(
    size: number,
    acceptEncoding: string,
  ): Promise<{ encoding: string | undefined; length: number }> {
    const body = '<é/>'.repeat(size / 4);
    const { port } = await serve({ answer: () => ({ status: 200, body, code: OK }) });
    const headers = { 'Content-Type': 'text/xml', 'Accept-Encoding': acceptEncoding };
    const call = request({ port, host: '127.0.0.1', path: '/LearnerService.svc', method: 'POST', headers });
    call.end('<a/>');
    const [reply] = (await once(call, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of reply) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    expect(reply.headers['content-length']).to.equal(String(bytes.length));
    const encoding = reply.headers['content-encoding'];
    expect((encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString()).to.equal(body);
    return { encoding, length: bytes.length };
  }

  for (const offer of ['gzip', 'deflate, gzip;q=0.5', '*', 'br;q=1, GZIP ; q=0.8', 'x-gzip']) {
    it(`is sent to a client that offers ${offer}, small or large`, async () => {
      const small = await ask(2000, offer);
      expect(small.encoding).to.equal('gzip');
      expect(small.length).to.be.below(200);
      expect((await ask(400_000, offer)).encoding).to.equal('gzip');
    });
  }

  for (const offer of [
    '',
    'identity',
    'gzip;q=0',
    'br, deflate',
    '*;q=0',
    'gzip;q=0.3, identity;q=0.9',
    'gzip;q=x',
    'gzipped',
  ]) {
    it(`is not sent to a client that offers ${offer || 'nothing'}`, async () => {
      expect((await ask(2000, offer)).encoding).to.equal(undefined);
    });
  }

  it('is not worth it below a kilobyte', async () => {
    expect((await ask(1000, 'gzip')).encoding).to.equal(undefined);
  });
});

describe('A request that is too large', () => {
  afterEach(stopAll);
  const large = 'x'.repeat(3_000_000);

  it('is refused by its length before it is read, and the client sees the answer though it was still sending', async () => {
    const { port, asked } = await serve();
    const { text, error } = await sendRaw(port, [post(large)]);
    expect(text)
      .to.match(/^HTTP\/1\.1 413 /)
      .and.to.contain('\r\nConnection: close\r\n');
    expect(text).to.contain('<ErrorCode>WSEC0001</ErrorCode>').and.to.contain('100000 bytes');
    expect(error).to.equal(undefined);
    expect(asked).to.deep.equal([]);
  });

  it('is refused while it is read when it gave no length', async () => {
    const { port, asked } = await serve();
    const head = 'POST /LearnerService.svc HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
    const chunk = `${(10_000).toString(16)}\r\n${'x'.repeat(10_000)}\r\n`;
    const { text, error } = await sendRaw(port, [head, ...Array<string>(100).fill(chunk), '0\r\n\r\n']);
    expect(text)
      .to.match(/^HTTP\/1\.1 413 /)
      .and.to.match(/<\/soapenv:Envelope>$/);
    expect(error).to.equal(undefined);
    expect(asked).to.deep.equal([]);
  });

  it('is answered at once when the client never stops sending, and is cut off in the end', async () => {
    const { port } = await serve();
    const begun = performance.now();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(post(large).slice(0, 1000));
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).to.match(/^HTTP\/1\.1 413 /);
    const answered = performance.now();
    await once(socket, 'close');
    const cutOff = performance.now();
    expect(cutOff - answered).to.be.above(1500);
    expect(cutOff - begun).to.be.within(2500, 6000);
  });

  it('of just the limit is served, and one byte more is not', async () => {
    const { url } = await serve();
    const headers = { 'Content-Type': 'text/xml' };
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(100_000), headers })).status).to.equal(200);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(100_001), headers })).status).to.equal(413);
  });
});

describe('A client that waits for 100 Continue', () => {
  afterEach(stopAll);

  it('gets it, and then its answer', async () => {
    const { port } = await serve();
    const message = post('<a/>', [CLOSE, 'Expect: 100-continue']);
    const { text } = await sendRaw(port, [message.slice(0, -4), '<a/>'], { pauseMs: 50 });
    expect(text)
      .to.match(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/)
      .and.to.contain('<got><a/></got>');
  });

  it('is refused before it sends anything', async () => {
    const { port, asked } = await serve();
    const headOf = (message: string): string => message.slice(0, message.indexOf('\r\n\r\n') + 4);
    const tooLarge = await sendRaw(port, [headOf(post('x'.repeat(200_000), ['Expect: 100-continue']))]);
    expect(tooLarge.text)
      .to.match(/^HTTP\/1\.1 413 /)
      .and.not.to.contain('100 Continue');
    expect(tooLarge.milliseconds).to.be.below(1000);
    const json = headOf(post('{}', ['Expect: 100-continue']).replace('text/xml', 'text/json'));
    expect((await sendRaw(port, [json])).text).to.match(/^HTTP\/1\.1 415 /);
    expect(asked).to.deep.equal([]);
  });

  it('may also expect what nobody knows', async () => {
    const { port } = await serve();
    const { text } = await sendRaw(port, [post('<a/>', [CLOSE, 'Expect: miracles'])]);
    expect(text).to.match(/^HTTP\/1\.1 417 /);
  });
});

describe('A service asked by another verb', () => {
  afterEach(stopAll);

  for (const verb of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']) {
    it(`answers ${verb} with 405 and the fault for it`, async () => {
      const { port } = await serve();
      const { text, error } = await sendRaw(port, [post('<a/>').replace('POST', verb)]);
      expect(text)
        .to.match(/^HTTP\/1\.1 405 /)
        .and.to.contain('\r\nAllow: GET, HEAD, POST\r\n');
      expect(text).to.contain('<Description>UnsupportedHttpVerb</Description>');
      expect(text).to.contain(`<FurtherDetails>UnsupportedHttpVerb ${verb}</FurtherDetails>`);
      expect(error).to.equal(undefined);
    });
  }

  it('describes itself with the address that the caller used', async () => {
    const { port } = await serve();
    const get = (target: string, host: string) =>
      sendRaw(port, [`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${CLOSE}\r\n\r\n`]);
    const { text } = await get('/learnerservice.svc?WSDL', 'register.example:8443');
    expect(text)
      .to.match(/^HTTP\/1\.1 200 /)
      .and.to.contain('\r\nContent-Type: text/xml; charset=utf-8\r\n');
    expect(text).to.contain('<definitions address="http://register.example:8443/LearnerService.svc">');
    expect((await get('/LearnerService.svc?singleWsdl', '[::1]:80')).text).to.contain(
      '"http://[::1]:80/LearnerService.svc"',
    );
  });

  for (const host of ['evil"><x', 'a/b', 'user@host', 'a b', 'host:123456', '-x', '']) {
    it(`does not take "${host}" for a host`, async () => {
      const { port } = await serve();
      const { text } = await sendRaw(port, [
        `GET /LearnerService.svc?wsdl HTTP/1.1\r\nHost: ${host}\r\n${CLOSE}\r\n\r\n`,
      ]);
      expect(text)
        .to.match(/^HTTP\/1\.1 400 /)
        .and.not.to.contain('definitions');
    });
  }

  it('takes the public address where that is set, whatever the Host header says', async () => {
    const { port } = await serve({ settings: { publicUrl: 'https://register.example.org/lrs/' } });
    const forwarded = 'X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: ftp';
    const { text } = await sendRaw(port, [
      `GET /LearnerService.svc?wsdl HTTP/1.1\r\nHost: evil"\r\n${forwarded}\r\n${CLOSE}\r\n\r\n`,
    ]);
    expect(text).to.contain('"https://register.example.org/lrs/LearnerService.svc"');
  });

  it('does not believe X-Forwarded headers', async () => {
    const { url, origin } = await serve();
    const headers = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' };
    expect(await (await fetch(`${url}?wsdl`, { headers })).text()).to.contain(
      `"${origin}/LearnerService.svc"`,
    );
  });

  it('describes itself to HTTP/1.0 without a Host header', async () => {
    const { port } = await serve();
    const { text } = await sendRaw(port, ['GET /LearnerService.svc?wsdl HTTP/1.0\r\n\r\n']);
    expect(text).to.contain(`"http://127.0.0.1:${port}/LearnerService.svc"`);
  });

  it('gives people a page that says which environment this is', async () => {
    const { url } = await serve();
    const reply = await fetch(url);
    expect(reply.headers.get('content-type')).to.equal('text/html; charset=utf-8');
    expect(reply.headers.get('content-security-policy')).to.contain("default-src 'none'");
    expect(await reply.text())
      .to.contain('TEST ENVIRONMENT')
      .and.to.contain(`${url}?wsdl`);
  });

  it('gives HEAD the headers of GET and no body', async () => {
    const { port, url } = await serve();
    for (const query of ['', '?wsdl']) {
      const get = await fetch(url + query, { headers: { 'Accept-Encoding': 'identity' } });
      const { text } = await sendRaw(port, [
        `HEAD /LearnerService.svc${query} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${CLOSE}\r\n\r\n`,
      ]);
      expect(text)
        .to.match(/^HTTP\/1\.1 200 /)
        .and.to.match(/\r\n\r\n$/);
      expect(text).to.contain(`\r\nContent-Length: ${get.headers.get('content-length')}\r\n`);
    }
  });

  it('compresses its description', async () => {
    const { url } = await serve();
    const reply = await fetch(`${url}?wsdl`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(reply.headers.get('content-encoding')).to.equal('gzip');
    expect(await reply.text()).to.contain('<definitions');
  });
});
