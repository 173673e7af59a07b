/** Whatever is sent, the answer is one that SOAP clients understand, and the next request is served. */
import { expect } from 'chai';
import fc from 'fast-check';
import { sendRaw } from '../http/serving.js';
import { withReadableDetail } from '../messages/error-detail.js';
import { readCase } from '../messages/message-case.js';
import { keepAliveAgent, post, type Answer } from '../post.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { hostileMessage, type HostileMessage } from './hostile-messages.js';

const rounds = 30;
const perRound = 100;
const statuses = [200, 405, 413, 415, 500];
/** Of passwords that find no place in the queue. */
const busy = 503;
const good = readCase('LearnerService/learnerByULN/master');

describe('A server under attack', function () {
  this.timeout(120_000);
  let register: RunningRegister;

  before(async () => {
    // Wrong passwords are part of the attack, and not what is looked at here.
    const settings = { lockoutAfter: '0', slowdownAfter: '1000', passwordChecksAtOnce: '2' };
    register = await runRegister({
      settings: {
        ...settings,
        headersTimeoutSeconds: '1',
        requestTimeoutSeconds: '2',
        maxRequestBytes: '90000',
      },
    });
    await mustServe();
  });

  after(() => register.stop());

  async function mustServe(): Promise<void> {
    const answer = await register.send(good.request);
    expect(answer.body).to.equal(good.response);
  }

  it(`answers ${rounds * perRound} hostile messages with faults, and every good one between them`, async () => {
    const agent = keepAliveAgent(16);
    const seen: Record<string, number> = {};
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(hostileMessage, { minLength: perRound, maxLength: perRound }),
          async (messages) => {
            await Promise.all(
              messages.map(async (message) => {
                const { service, body, headers, method } = message;
                const url = `${register.origin}/${service}.svc`;
                const answer = await post(url, body, { headers, method, agent });
                seen[answer.status] = (seen[answer.status] ?? 0) + 1;
                check(answer, message);
              }),
            );
            await mustServe();
          },
        ),
        { numRuns: rounds, endOnFailure: true },
      );
    } finally {
      agent.destroy();
    }
    expect(register.log.filter((line) => line.includes('unexpected error'))).to.deep.equal([]);
    // The attack is worth its name only when it comes to every door.
    expect(
      Object.keys(seen)
        .filter((status) => status !== String(busy))
        .sort(),
    ).to.deep.equal(statuses.map(String));
  });

  it('serves others while requests are half sent, or sent a byte at a time', async () => {
    const port = Number(new URL(register.origin).port);
    const start = 'POST /LearnerService.svc HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\n';
    const half = good.request.slice(0, 300);
    const attacks = Array.from({ length: 20 }, () => [
      sendRaw(port, [`${start}Content-Length: 5000\r\n\r\n${half}`]),
      sendRaw(port, [`${start}Content-Length: 5000\r\n\r\n${half}`], { thenEnd: true }),
      sendRaw(port, [`${start}Transfer-Encoding: chunked\r\n\r\n12c\r\n${half}`]),
      sendRaw(port, [`${start}Transfer-Encoding: chunked\r\n\r\nnonsense\r\n`]),
      sendRaw(port, Array.from(start), { pauseMs: 50 }),
      sendRaw(port, ['GET / HTTP/9.9\r\n\r\n']),
    ]).flat();
    for (let n = 0; n < 50; n++) await mustServe();
    const replies = await Promise.all(attacks);
    for (const { text, milliseconds } of replies) {
      expect(text).to.match(/^$|^HTTP\/1\.1 (?:400|408|500) /);
      expect(milliseconds).to.be.lessThan(6000);
    }
    await mustServe();
  });
});

function check(answer: Answer, message: HostileMessage): void {
  const about = `${message.method} ${JSON.stringify(message.headers)} ${message.body.toString().slice(0, 2000)}`;
  expect([...statuses, busy], about).to.include(answer.status);
  const prefix = message.service === 'LearnerService' ? 'soapenv' : 's';
  expect(answer.body.startsWith(`<${prefix}:Envelope `), about).to.equal(true);
  expect(answer.body.endsWith(`</${prefix}:Envelope>`), about).to.equal(true);
  if (answer.status !== 200) expect(answer.body, about).to.include(`<${prefix}:Fault>`);
  if (answer.body.includes('WSEC0999')) expect(answer.body, about).to.include('The service is busy');
  expect(withReadableDetail(answer.body), about).not.to.match(/root:|select |at \S+ \(.*:\d+:\d+\)/);
}
