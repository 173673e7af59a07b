/** What a second worker of `serve --workers` adds, on PostgreSQL. */
import { readFileSync } from 'node:fs';
import { startServing, type ServingProcess } from './batch-processes.js';
import { Child } from './child.js';
import { JobResult } from './load-job.js';
import { childrenOf } from './killer.js';
import { table } from './markdown.js';
import { startPostgres } from './postgres-server.js';
import { microsecondsATick, usageOf } from './process-usage.js';
import { ProcessorShare } from './processor-share.js';
import { spreadOf, spreadText, type Spread } from './statistics.js';
import type { RoundsPlan } from './throughput.js';

export interface WorkerFigures {
  readonly rows: readonly {
    readonly workers: number;
    readonly requestsPerSecond: Spread;
    /** Microseconds a request, of all processes of the server. */
    readonly cpuPerRequest: Spread;
    /** Processors that the whole machine had in use, of all that it has. */
    readonly machineBusy: Spread;
  }[];
  readonly ratio: Spread;
  /** Of a processor that each worker may use, where that was limited. */
  readonly share?: number;
}

export interface WorkersPlan extends Omit<RoundsPlan, 'population'> {
  /**
   * The part of a processor that each worker may use. On a machine with few of them the workers then take nothing from
   * the load and the database beside them, as if those were elsewhere.
   */
  readonly share?: number;
}

interface Round {
  readonly rate: number;
  readonly cpu: number;
  readonly busy: number;
}

const requestsInARound = 20_000;

/** learnerByULN for learners who are not there: the same schema check, password, lookup and audit. */
export async function measureWorkers(plan: WorkersPlan): Promise<WorkerFigures> {
  const { rounds, connections, scale, share, say } = plan;
  const postgres = await startPostgres();
  const load = new Child('load-process');
  const servers: ServingProcess[] = [];
  const shares: ProcessorShare[] = [];
  try {
    const settings = { LR_DATABASE_URL: postgres.url, LR_LOG_LEVEL: 'error', LR_INSPECTOR: 'off' };
    for (const workers of ['1', '2']) servers.push(await startServing({ ...settings, LR_WORKERS: workers }));
    if (share !== undefined) {
      for (const pid of servers.flatMap(workersOf)) shares.push(new ProcessorShare(pid, share));
    }
    const measured: Round[][] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      say(round === 0 ? 'workers: warming up' : `workers: round ${round} of ${rounds}`);
      for (const [at, server] of servers.entries()) {
        // As many for each worker: those of one turn share statements, and half of them would share half as well.
        const all = connections * (at + 1);
        const result = await oneRound(load, server, Math.ceil(requestsInARound * scale), all);
        if (round > 0) measured[at]?.push(result);
      }
    }
    const [one = [], two = []] = measured;
    return {
      rows: measured.map((results, at) => ({
        workers: at + 1,
        requestsPerSecond: spreadOf(results.map(({ rate }) => rate)),
        cpuPerRequest: spreadOf(results.map(({ cpu }) => cpu)),
        machineBusy: spreadOf(results.map(({ busy }) => busy)),
      })),
      ...(share !== undefined && { share }),
      ratio: spreadOf(two.map(({ rate }, round) => rate / (one[round]?.rate ?? Number.NaN))),
    };
  } finally {
    await load.stop();
    await Promise.all(servers.map((server) => server.end('SIGTERM')));
    for (const each of shares) each.remove();
    await postgres.stop();
  }
}

/** The process itself where it has none. */
function workersOf({ pid }: ServingProcess): readonly number[] {
  const workers = childrenOf(pid);
  return workers.length > 0 ? workers : [pid];
}

async function oneRound(
  load: Child,
  server: ServingProcess,
  requests: number,
  connections: number,
): Promise<Round> {
  const pids = [server.pid, ...childrenOf(server.pid)];
  const [cpu, machine] = [cpuOf(pids), machineCpu()];
  const { seconds, errors } = await load.ask(
    {
      port: Number(new URL(server.url).port),
      workload: 'learnerByULN',
      population: 10_000,
      distinct: 10_000,
      offset: 0,
      requests,
      connections,
      expected: 'WSRC0001',
    },
    JobResult,
  );
  if (Object.keys(errors).length > 0) throw new Error(`Wrong answers: ${JSON.stringify(errors)}`);
  return {
    rate: requests / seconds,
    cpu: (cpuOf(pids) - cpu) / requests,
    busy: (machineCpu() - machine) / 1e6 / seconds,
  };
}

/** Microseconds that Linux has given to these processes. */
function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + usageOf(pid).cpu, 0);
}

/** Microseconds in which any processor of the machine worked. */
function machineCpu(): number {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = first.split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq) * microsecondsATick;
}

/** Markdown. */
export function workersSection({ rows, ratio, share }: WorkerFigures, processors: number): string[] {
  return [
    `\`serve --workers\` on PostgreSQL, which runs on the same ${processors} processors as the load: two workers answer ` +
      `${spreadText(ratio, 2)} times as much as one, with as many connections for each. ` +
      (share === undefined
        ? `Where "machine busy" comes near ${processors}, the machine is the limit and not the worker.`
        : `Each worker had ${share} of a processor at most.`),
    table(
      ['workers', 'requests/s', 'CPU µs a request', 'machine busy'],
      rows.map(({ workers, requestsPerSecond, cpuPerRequest, machineBusy }) => [
        String(workers),
        spreadText(requestsPerSecond, 0),
        spreadText(cpuPerRequest, 0),
        machineBusy.median.toFixed(2),
      ]),
    ),
  ];
}
