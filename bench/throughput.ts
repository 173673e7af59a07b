/** Requests a second and CPU a request, in rounds that take turns so that a slow moment hits everyone. */
import { Child } from './child.js';
import { bare, type Contestant, type RunningServer } from './contestants.js';
import { type Job, JobResult } from './load-job.js';
import type { Workload } from './requests.js';
import { spreadOf, type Spread } from './statistics.js';

/** What measurements in rounds are told. */
export interface RoundsPlan {
  /** Learners in the register. */
  readonly population: number;
  readonly rounds: number;
  readonly connections: number;
  /** Multiplies the requests of each round. */
  readonly scale: number;
  readonly say: (line: string) => void;
}

export interface Throughput {
  readonly name: string;
  readonly does: string;
  readonly workload: Workload;
  readonly requestsPerRound: number;
  readonly requestsPerSecond: Spread;
  /** Microseconds of the server process, all its threads. */
  readonly cpuPerRequest: Spread;
  /** How much of a processor the server had; well below 1, something else held it up. */
  readonly serverBusy: Spread;
  /** Microseconds of the load generator. */
  readonly loadCpuPerRequest: Spread;
  /** Of what bare node:http answered in the same round. */
  readonly shareOfBare: Spread;
}

interface Entry {
  readonly contestant: Contestant;
  readonly workload: Workload;
}

const distinct = 20_000;
const expected = 'WSRC0004';

/** @param entries bare node:http first: the others are compared with it */
export async function measureThroughput(entries: readonly Entry[], plan: RoundsPlan): Promise<Throughput[]> {
  const load = new Child('load-process');
  const servers = new Map<Contestant, RunningServer>();
  try {
    for (const { contestant } of entries) {
      if (!servers.has(contestant)) servers.set(contestant, await contestant.start());
    }
    const rows = entries.map((entry) => {
      const server = servers.get(entry.contestant);
      if (server === undefined) throw new Error('A server is missing');
      const requests = Math.max(plan.connections, Math.round(entry.contestant.requests * plan.scale));
      return { ...entry, server, requests, rounds: new Array<Round>() };
    });
    for (let round = 0; round <= plan.rounds; round++) {
      plan.say(round === 0 ? 'warming up' : `round ${round} of ${plan.rounds}`);
      for (const { server, workload, requests, rounds } of rows) {
        const { connections, population } = plan;
        const offset = round * requests;
        const job = {
          port: server.port,
          workload,
          population,
          distinct,
          offset,
          requests,
          connections,
          expected,
        };
        const measured = await oneRound(load, server, job);
        if (round > 0) rounds.push(measured);
      }
    }
    const reference = rows.find(({ contestant }) => contestant === bare)?.rounds ?? [];
    return rows.map(({ contestant, workload, requests, rounds }) => ({
      name: contestant.name,
      does: contestant.does,
      workload,
      requestsPerRound: requests,
      requestsPerSecond: spreadOf(rounds.map(({ rate }) => rate)),
      cpuPerRequest: spreadOf(rounds.map(({ cpu }) => cpu)),
      serverBusy: spreadOf(rounds.map(({ rate, cpu }) => (rate * cpu) / 1e6)),
      loadCpuPerRequest: spreadOf(rounds.map(({ loadCpu }) => loadCpu)),
      shareOfBare: spreadOf(rounds.map(({ rate }, round) => rate / (reference[round]?.rate ?? Number.NaN))),
    }));
  } finally {
    await Promise.all([load.stop(), ...[...servers.values()].map((server) => server.stop())]);
  }
}

interface Round {
  /** Requests a second. */
  readonly rate: number;
  /** Microseconds a request, of the server. */
  readonly cpu: number;
  /** Microseconds a request, of the load generator. */
  readonly loadCpu: number;
}

/** One round against one server. Throws unless every answer was right. */
export async function oneRound(load: Child, server: RunningServer, job: Job): Promise<Round> {
  const before = await server.usage();
  const { seconds, cpu, errors } = await load.ask(job, JobResult);
  const after = await server.usage();
  const wrong = Object.entries(errors).map(([what, count]) => `${count} × ${what}`);
  if (wrong.length > 0) throw new Error(`Wrong answers to ${job.workload}: ${wrong.join(', ')}`);
  const { requests } = job;
  return { rate: requests / seconds, cpu: (after.cpu - before.cpu) / requests, loadCpu: cpu / requests };
}
