/**
 * Hostile and mutated messages of all services at a running server: it answers each as it should, does not grow, and
 * goes on serving somebody else in time.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServing, type Settings } from './batch-processes.js';
import { Child } from './child.js';
import { AttackResult, type AttackJob } from './fuzz-job.js';
import { codeIn, readMessage } from './mixed-messages.js';
import { spreadOf } from './statistics.js';

export interface FuzzPlan {
  readonly settings: Settings;
  readonly messages: number;
  /** Messages that the attacker has on their way at the same time. */
  readonly connections: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface FuzzReport {
  readonly messages: number;
  readonly seen: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
  /** Milliseconds of another client's requests: alone, beside as many ordinary messages, beside hostile ones. */
  readonly alone: number;
  readonly besideOrdinary: number;
  readonly besideHostile: number;
  /** Bytes after each tenth. */
  readonly memory: readonly number[];
  readonly seconds: number;
}

/** Wrong passwords are part of the messages, and not what is looked at. */
const settings = {
  LR_LOCKOUT_AFTER: '0',
  LR_SLOWDOWN_AFTER: '1000',
  LR_PASSWORD_CHECKS_AT_ONCE: '1',
  LR_LOG_LEVEL: 'error',
};
const tenths = 10;
const probeEveryMs = 20;
const mostSlower = 3;
/** Memory may grow until every cache is full; after that it may not. */
const mostGrowth = { part: 1.2, beside: 48 * 2 ** 20 };

export async function fuzz(plan: FuzzPlan): Promise<FuzzReport> {
  const server = await startServing({ ...settings, ...plan.settings });
  const attacker = new Child('fuzz-attacker');
  const { origin } = new URL(server.url);
  const seen: Record<string, number> = {};
  const problems: string[] = [];
  const memory: number[] = [];
  const probe = new Probe(server.url);
  const job = (more: Partial<AttackJob>): Promise<AttackResult> =>
    attacker.ask(
      { origin, messages: 1, connections: plan.connections, seed: plan.seed, ...more },
      AttackResult,
    );
  try {
    probe.start();
    await sleep(1000);
    const alone = probe.median();
    const few = Math.max(200, Math.min(20_000, Math.floor(plan.messages / tenths)));
    await job({ messages: few, ordinary: ordinaryMessage });
    const besideOrdinary = probe.median();
    const medians: number[] = [];
    const begun = performance.now();
    for (let tenth = 0; tenth < tenths; tenth += 1) {
      const result = await job({
        messages: Math.ceil(plan.messages / tenths),
        seed: plan.seed + tenth * 1_000_003,
      });
      for (const [status, count] of Object.entries(result.seen)) seen[status] = (seen[status] ?? 0) + count;
      problems.push(...result.problems);
      medians.push(probe.median());
      memory.push(
        Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) * 1024,
      );
      plan.say(
        `${tenth + 1} of ${tenths}: ${JSON.stringify(seen)}, another client's median ${(medians.at(-1) ?? 0).toFixed(2)} ms, ` +
          `${((memory.at(-1) ?? 0) / 2 ** 20).toFixed(0)} MiB, ${problems.length} problems`,
      );
    }
    const seconds = (performance.now() - begun) / 1000;
    const besideHostile = spreadOf(medians).median;
    problems.push(...probe.problems);
    if (besideHostile > mostSlower * besideOrdinary) {
      problems.push(`another client waits ${besideHostile.toFixed(2)} ms, not ${besideOrdinary.toFixed(2)}`);
    }
    const [early, late] = [spreadOf(memory.slice(2, 5)).median, spreadOf(memory.slice(-3)).median];
    if (late > early * mostGrowth.part + mostGrowth.beside) {
      problems.push(`memory grew from ${early} to ${late} bytes`);
    }
    return { messages: plan.messages, seen, problems, alone, besideOrdinary, besideHostile, memory, seconds };
  } finally {
    await probe.stop();
    await attacker.stop();
    await server.end('SIGTERM');
  }
}

/** Somebody who is not there: the answer is WSRC0001, with an audit entry like any other. */
export const ordinaryMessage = readMessage('9900001019', { FamilyName: 'Nobody', GivenName: 'Nobody' });

/** Another client, who asks something ordinary again and again. */
export class Probe {
  readonly problems: string[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #latencies: number[] = [];
  #stopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly message = ordinaryMessage,
  ) {}

  start(): void {
    this.#running = this.#run();
  }

  /** Milliseconds, of the answers since the last call. */
  median(): number {
    const latencies = this.#latencies;
    this.#latencies = [];
    return latencies.length === 0 ? Number.POSITIVE_INFINITY : spreadOf(latencies).median;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    this.#agent.destroy();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const begun = performance.now();
      const answer = await this.#ask();
      this.#latencies.push(performance.now() - begun);
      if (!answer.startsWith('WSRC') && this.problems.length < 10)
        this.problems.push(`another client got ${answer}`);
      await sleep(probeEveryMs);
    }
  }

  #ask(): Promise<string> {
    return new Promise((resolve) => {
      const sent = request(
        this.url,
        { method: 'POST', agent: this.#agent, headers: { 'Content-Type': 'text/xml' } },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () => {
            resolve(codeIn(text) === '' ? String(response.statusCode) : codeIn(text));
          });
        },
      );
      sent.on('error', (error) => {
        resolve(error.message);
      });
      sent.end(this.message);
    });
  }
}
