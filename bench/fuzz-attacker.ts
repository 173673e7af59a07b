/** The attacker of `npm run fuzz`, a process of its own: sends what it is told to, and judges each answer. */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { hostileMessage, type HostileMessage } from '../test/whole/hostile-messages.js';
import { AttackJob, type AttackResult } from './fuzz-job.js';

const atOnce = 500;
const shown = 20;
const statuses = new Set([200, 400, 405, 413, 415, 429, 500, 503]);
let agent = new Agent({ keepAlive: true });

process.on('message', (sent) => {
  void attack(AttackJob.parse(sent)).then((result) => process.send?.(result));
});
process.on('disconnect', () => {
  process.exit(0);
});

async function attack({
  origin,
  messages,
  connections,
  seed,
  ordinary,
  perSecond,
}: AttackJob): Promise<AttackResult> {
  agent.destroy();
  agent = new Agent({ keepAlive: true, maxSockets: connections });
  const seen: Record<string, number> = {};
  const problems: string[] = [];
  let sent = 0;
  let pool: HostileMessage[] = [];
  let round = 0;
  const take = (): HostileMessage | undefined => {
    if (sent >= messages) return undefined;
    sent += 1;
    if (ordinary !== undefined) {
      return { service: 'LearnerService', body: Buffer.from(ordinary), method: 'POST', headers: plain };
    }
    if (pool.length === 0) pool = fc.sample(hostileMessage, { numRuns: atOnce, seed: seed + round++ });
    return pool.pop();
  };
  const interval = perSecond === undefined ? 0 : (1000 * connections) / perSecond;
  const client = async (): Promise<void> => {
    let next = performance.now() + Math.random() * interval;
    for (let message = take(); message !== undefined; message = take()) {
      const pause = next - performance.now();
      if (pause > 0) await sleep(pause);
      next += interval;
      const outcome = await send(origin, message);
      seen[outcome.status] = (seen[outcome.status] ?? 0) + 1;
      const problem = problemWith(outcome);
      if (problem !== undefined && problems.length < shown) {
        problems.push(`${problem}: ${message.method} ${message.body.toString('latin1').slice(0, 300)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  return { seen, problems };
}

interface Outcome {
  readonly status: string;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

const plain = { 'Content-Type': 'text/xml; charset=utf-8' };

function send(origin: string, { service, body, headers, method }: HostileMessage): Promise<Outcome> {
  return new Promise((resolve) => {
    const broken = (error: Error): void => {
      resolve({ status: 'broken', text: error.message, retryAfter: undefined });
    };
    const sent = request(
      `${origin}/${service}.svc`,
      { method, agent, headers: { ...headers, 'Content-Length': body.length }, timeout: 60_000 },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', broken);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const retryAfter = response.headers['retry-after'];
          resolve({ status: String(response.statusCode), text, retryAfter });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer within a minute')));
    sent.on('error', broken);
    sent.end(body);
  });
}

/** Each answer is one that a SOAP client understands, and none is an error of the register's own. */
function problemWith({ status, text, retryAfter }: Outcome): string | undefined {
  if (!statuses.has(Number(status))) return `${status} ${text.slice(0, 100)}`;
  if (status === '400') return undefined;
  if (status === '200') return text.includes('Envelope') ? undefined : '200 without an envelope';
  if (!text.includes(':Fault>')) return `${status} without a fault`;
  const isBusy = status === '503' || status === '429';
  if (isBusy) return retryAfter === undefined ? `${status} without Retry-After` : undefined;
  return text.includes('WSEC0999') ? 'an error of the register' : undefined;
}
