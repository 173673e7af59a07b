/** Every folder of fixtures/messages, over real HTTP, on both databases. */
import { expect } from 'chai';
import { workOffBatches } from './messages/work-off-batches.js';
import type { Store } from '../src/store/store.js';
import { brokenStore } from './messages/broken-store.js';
import { withReadableDetail } from './messages/error-detail.js';
import { listCases, readCase, serviceOf, type MessageCase, type Step } from './messages/message-case.js';
import { fill, learn, newValues, type Values } from './messages/placeholders.js';
import { newTestStore, runRegister, type RunningRegister } from './running-register.js';
import { StandingClock } from './standing-clock.js';

const services = ['LearnerService', 'LearnerServiceR9', 'ExternalService'] as const;
let runs = 0;

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`Messages (${database})`, () => {
    const clock = new StandingClock();
    const registers = new Map<string, Promise<RunningRegister>>();
    let store: Store;

    before(async () => {
      store = await newTestStore(database, clock);
    });

    after(async () => {
      for (const register of registers.values()) await (await register).stop();
      await store.close();
    });

    for (const service of services) {
      describe(`of ${service}`, () => {
        for (const one of listCases(service)) {
          it(`${one.name}: ${one.shows}`, async () => {
            const register = await registerFor(one);
            const values = newValues(++runs);
            for (const step of one.before) await take(register, step, one, values);
            await exchange(register, one, values);
          });
        }
      });
    }

    /** Cases with the same settings share a register; all share the data. */
    function registerFor({ settings, store: state }: MessageCase): Promise<RunningRegister> {
      const key = JSON.stringify([state, Object.entries(settings).sort()]);
      const running =
        registers.get(key) ??
        runRegister({
          store: state === 'broken' ? brokenStore(store) : store,
          clock,
          // Batches are worked on when a case says so.
          settings: { batchWorker: 'off', ...settings },
        });
      registers.set(key, running);
      return running;
    }

    async function take(register: RunningRegister, step: Step, one: MessageCase, values: Values) {
      if (typeof step !== 'string') {
        if ('work' in step) await workOffBatches(register);
        else if ('minutesLater' in step) clock.advance({ minutes: step.minutesLater });
        else clock.advance({ seconds: step.secondsLater });
      } else if (step.endsWith('.xml')) {
        const request = fill(one.read(step), values, clock.today());
        const answer = await register.sendTo(serviceOf(request), request);
        expect(answer.status, `${step}: ${answer.body}`).to.equal(200);
      } else {
        const other = readCase(step);
        for (const earlier of other.before) await take(register, earlier, other, values);
        await exchange(register, other, values);
      }
    }

    async function exchange(register: RunningRegister, one: MessageCase, values: Values): Promise<void> {
      const request = bytesOf(one, fill(one.request, values, clock.today()));
      const answer = await register.sendTo(one.service, request, one.headers);
      const body = withReadableDetail(answer.body);
      const now = clock.now().toISOString();
      const given = new Map(values)
        .set('timestamp', `${now.slice(0, 10)} ${now.slice(11, 19)}`)
        .set('correlationId', String(answer.headers['x-correlation-id']));
      for (let ago = 0; ago < 5; ago += 1) {
        const then = new Date(clock.now().getTime() - ago * 1000).toISOString();
        given.set(ago === 0 ? 'dateTime' : `dateTime-${String(ago)}s`, then.slice(0, 19));
      }
      const template = fill(one.response, given, clock.today());
      learn(template, body, values);
      expect(byLine(body)).to.equal(byLine(fill(template, values, clock.today())));
      const usual = /<(?:soapenv|s):Fault>/.test(body) ? 500 : 200;
      expect(answer.status).to.equal(one.status ?? usual);
      expect(answer.headers['content-type']).to.equal('text/xml; charset=utf-8');
    }
  });
}

/** The same text, and a difference in it easy to see. */
function byLine(message: string): string {
  return message.replaceAll('><', '>\n<');
}

function bytesOf({ encoding }: MessageCase, text: string): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-8 with BOM':
      return Buffer.from(`\uFEFF${text}`);
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    case 'iso-8859-1':
      return Buffer.from(text, 'latin1');
  }
}
