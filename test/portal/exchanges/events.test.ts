import { expect } from 'chai';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { runRegister, type RunningRegister } from '../../running-register.js';
import { Visitor } from '../visitor.js';
import { byUln, verification } from './requests.js';

interface Stream {
  readonly status: number;
  readonly type: string | undefined;
  text(): string;
  /** Resolves when the text holds it. */
  until(words: string): Promise<void>;
  readonly ended: Promise<void>;
  close(): void;
}

describe('new exchanges as events', () => {
  let register: RunningRegister;
  let visitor: Visitor;
  const open: Stream[] = [];

  beforeEach(async () => {
    register = await runRegister();
    visitor = new Visitor(register.origin);
    await visitor.signIn('TSTLP1');
  });
  afterEach(async () => {
    for (const stream of open.splice(0)) stream.close();
    await register.stop();
  });

  async function follow(path = '/exchanges/events?after='): Promise<Stream> {
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(register.origin + path, { headers: { cookie }, agent: false }, resolve).on('error', reject);
    });
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (piece: string) => (text += piece));
    response.on('error', () => undefined);
    const stream: Stream = {
      status: response.statusCode ?? 0,
      type: response.headers['content-type'],
      text: () => text,
      async until(words) {
        for (let waited = 0; !text.includes(words); waited += 20) {
          if (waited > 8000) throw new Error(`"${words}" did not come; there is: ${text}`);
          await pause(20);
        }
      },
      ended: new Promise((resolve) => response.once('close', resolve)),
      close: () => {
        response.destroy();
      },
    };
    open.push(stream);
    return stream;
  }

  it('tells of each new one, and of none of another organisation', async () => {
    await register.send(byUln());
    const stream = await follow();
    expect(stream.status).to.equal(200);
    expect(stream.type).to.equal('text/event-stream; charset=utf-8');
    await stream.until('retry:');
    await register.send(byUln({}, { organisationRef: 'TSTAO1' }));
    await register.send(byUln());
    await stream.until('event: exchanges');
    expect(stream.text()).to.include('data: {"count":1}');
  });

  it('tells only of those that pass the filter', async () => {
    const stream = await follow('/exchanges/events?operation=verifyLearner&text=otherperson&after=');
    await stream.until('retry:');
    await register.send(byUln());
    await pause(700);
    expect(stream.text()).to.not.include('event: exchanges');
    await register.send(verification());
    await stream.until('data: {"count":1}');
  });

  it('ends when somebody signs out', async () => {
    const stream = await follow();
    await stream.until('retry:');
    await visitor.submit('/exchanges', '/sign-out', {});
    await stream.until('event: signed-out');
    await stream.ended;
  });

  it('ends when the server stops, so that the stop waits for nobody', async () => {
    const stream = await follow();
    await stream.until('retry:');
    const begun = performance.now();
    const stopped = register.stop();
    await stream.ended;
    await stopped;
    expect(performance.now() - begun).to.be.lessThan(10_000);
    register = await runRegister();
  });

  it('lets an organisation open only so many at once, and again when one is closed', async () => {
    const streams = await Promise.all(Array.from({ length: 8 }, () => follow()));
    expect(streams.map(({ status }) => status)).to.deep.equal(Array.from({ length: 8 }, () => 200));
    expect((await follow()).status).to.equal(429);
    streams[0]?.close();
    await pause(900);
    expect((await follow()).status).to.equal(200);
  });

  it('asks to sign in', async () => {
    const { status } = await new Visitor(register.origin).get('/exchanges/events');
    expect(status).to.equal(303);
  });
});
