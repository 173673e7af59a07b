/**
 * Clients that find, register, read and update learners and hand in batches, and remember everything that they were
 * told. Each works on people of its own, so that what it was told last about one must be true.
 */
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { accounts, submitMessage } from './batch-client.js';
import { newRecord, personOf } from './batch-records.js';
import {
  codeIn,
  findMessage,
  readMessage,
  registerMessage,
  textIn,
  updateMessage,
} from './mixed-messages.js';

/** What a client was told about somebody whom it registered. */
export interface Told {
  readonly uln: string;
  readonly person: number;
  /** The version that it was told last, and the title with it. */
  version: number;
  title: string;
  /** A title that it sent and heard nothing of. */
  unheard?: string | undefined;
}

export interface Promised {
  readonly registered: Map<string, Told>;
  /** Correlation ids of requests that were answered with a response, by what was answered. */
  readonly answered: Map<string, string>;
  /** Those that were refused: nothing was done. */
  readonly refused: Set<string>;
  /** Those whose connection broke, or that were answered with an error: nobody knows. */
  readonly unknown: Set<string>;
  readonly jobs: Set<string>;
  /** Answers that must not be, in words. */
  readonly wrong: string[];
}

export interface MixedLoadPlan {
  /** Addresses of LearnerService; looked at for each request. */
  readonly targets: readonly string[];
  readonly clients: number;
  /** The number of the first person; each client has a million. */
  readonly firstPerson: number;
  /** Of all clients together; as fast as they can unless given. */
  readonly perSecond?: number;
  /** How many steps of a client lie between two batches. */
  readonly stepsToBatch?: number;
}

const patienceMs = 30_000;
const rest = 25;
export const RECORDS_IN_A_BATCH = 5;

export class MixedLoad {
  readonly promised: Promised = {
    registered: new Map(),
    answered: new Map(),
    refused: new Set(),
    unknown: new Set(),
    jobs: new Set(),
    wrong: [],
  };
  /** Milliseconds of each answer since it was last emptied. */
  latencies: number[] = [];
  readonly #agents = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true, rejectUnauthorized: false }),
  };
  #stopped = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(private readonly plan: MixedLoadPlan) {}

  start(): void {
    const clients = Array.from({ length: this.plan.clients }, (_, client) => this.#client(client));
    this.#running = Promise.all(clients);
  }

  /** Lets each client finish what it waits for. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  async #client(client: number): Promise<void> {
    const { firstPerson, perSecond, clients, stepsToBatch = 40 } = this.plan;
    const interval = perSecond === undefined ? 0 : (1000 * clients) / perSecond;
    let next = performance.now() + Math.random() * interval;
    let steps = 0;
    const send = async (body: string): Promise<string> => {
      if (interval > 0) {
        const now = performance.now();
        // What it could not send in time is not sent later all at once.
        next = Math.max(next, now - interval);
        if (next > now) await sleep(next - now);
        next += interval;
      }
      steps += 1;
      return this.#send(`k${firstPerson}-${client}-${steps}`, body);
    };
    for (let person = firstPerson + client * 1_000_000; !this.#stopped; person += 1 + RECORDS_IN_A_BATCH) {
      await this.#oneLearner(person, send);
      if (steps % stepsToBatch < 4 && !this.#isStopped()) await this.#oneBatch(person + 1, send);
    }
  }

  async #oneLearner(person: number, send: (body: string) => Promise<string>): Promise<void> {
    const who = personOf(person);
    let answer = await send(findMessage(who));
    if (codeIn(answer) !== 'WSRC0001') {
      this.#expect(answer, ['WSRC0001'], `find of person ${person}`);
      return;
    }
    answer = await send(registerMessage(who));
    const uln = textIn(answer, 'ULN');
    if (codeIn(answer) !== 'WSRC0005' || uln === undefined) {
      this.#expect(answer, ['WSRC0005'], `registration of person ${person}`);
      return;
    }
    if (this.promised.registered.has(uln)) this.promised.wrong.push(`${uln} was given twice`);
    const told: Told = { uln, person, version: 1, title: '' };
    this.promised.registered.set(uln, told);
    this.#expect(await send(readMessage(uln, who)), ['WSRC0004'], `find of ${uln}`);
    const title = `T ${person % 1000}`;
    answer = await send(updateMessage(who, title, uln, told.version));
    if (codeIn(answer) === 'WSRC0006') Object.assign(told, { version: 2, title });
    else {
      told.unheard = title;
      this.#expect(answer, ['WSRC0006'], `update of ${uln}`);
    }
  }

  async #oneBatch(first: number, send: (body: string) => Promise<string>): Promise<void> {
    const records = Array.from({ length: RECORDS_IN_A_BATCH }, (_, n) => newRecord(first + n));
    const answer = await send(submitMessage('registration', accounts.learningProvider, records));
    const job = textIn(answer, 'JobID');
    if (codeIn(answer) === 'WSRC0007' && job !== undefined) this.promised.jobs.add(job);
    else this.#expect(answer, ['WSRC0007'], 'batch');
  }

  #expect(answer: string, codes: readonly string[], what: string): void {
    // Refused, broken off, or an error that the client was told of.
    if (answer === '' || codes.includes(codeIn(answer)) || codeIn(answer) === 'WSEC0999') return;
    this.promised.wrong.push(`${what} was answered with ${codeIn(answer)}`);
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  /** The answer's text; '' when there is none. */
  async #send(correlationId: string, body: string): Promise<string> {
    const { targets } = this.plan;
    const target = targets[Math.floor(Math.random() * targets.length)];
    if (target === undefined) {
      await sleep(rest);
      return '';
    }
    const { answered, refused, unknown } = this.promised;
    const begun = performance.now();
    try {
      const { status, text } = await this.#post(target, correlationId, body);
      this.latencies.push(performance.now() - begun);
      if (status === 429 || status === 503) refused.add(correlationId);
      else if (status === 200) answered.set(correlationId, codeIn(text));
      else unknown.add(correlationId);
      if (status === 200) return text;
      await sleep(rest);
      // A proxy says in its own words that it does not know.
      return codeIn(text) === '' ? '' : text;
    } catch {
      unknown.add(correlationId);
      await sleep(rest);
      return '';
    }
  }

  #post(target: string, correlationId: string, body: string): Promise<{ status: number; text: string }> {
    const isTls = target.startsWith('https:');
    const headers = {
      'Content-Type': 'text/xml; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'X-Correlation-Id': correlationId,
    };
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', headers, timeout: patienceMs };
      const sent = isTls
        ? httpsRequest(target, { ...options, agent: this.#agents.https })
        : httpRequest(target, { ...options, agent: this.#agents.http });
      sent.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('close', () => {
          if (response.complete) resolve({ status: response.statusCode ?? 0, text });
          else reject(new Error('The answer broke off'));
        });
      });
      sent.on('timeout', () => sent.destroy(new Error('No answer')));
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
