/** What a second worker of `serve --workers` adds, on PostgreSQL. */
import { readFileSync } from 'node:fs';
import { startServing, type ServingProcess } from './batch-processes.js';
import { Child } from './child.js';
import { JobResult } from './load-job.js';
import { childrenOf } from './killer.js';
import { table } from './markdown.js';
import { startPostgres } from './postgres-server.js';
import { spreadOf, type Spread } from './statistics.js';

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
}

interface Plan {
  readonly rounds: number;
  readonly connections: number;
  readonly scale: number;
  readonly say: (line: string) => void;
}

interface Round {
  readonly rate: number;
  readonly cpu: number;
  readonly busy: number;
}

const requestsInARound = 20_000;

/** learnerByULN for learners who are not there: the same schema check, password, lookup and audit. */
export async function measureWorkers({ rounds, connections, scale, say }: Plan): Promise<WorkerFigures> {
  const postgres = await startPostgres();
  const load = new Child('load-process');
  const servers: ServingProcess[] = [];
  try {
    const settings = { LR_DATABASE_URL: postgres.url, LR_LOG_LEVEL: 'error', LR_INSPECTOR: 'off' };
    for (const workers of ['1', '2']) servers.push(await startServing({ ...settings, LR_WORKERS: workers }));
    const measured: Round[][] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      say(round === 0 ? 'workers: warming up' : `workers: round ${round} of ${rounds}`);
      for (const [at, server] of servers.entries()) {
        const result = await oneRound(load, server, Math.ceil(requestsInARound * scale), connections);
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
      ratio: spreadOf(two.map(({ rate }, round) => rate / (one[round]?.rate ?? Number.NaN))),
    };
  } finally {
    await load.stop();
    await Promise.all(servers.map((server) => server.end('SIGTERM')));
    await postgres.stop();
  }
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

const microsecondsATick = 10_000;

/** Microseconds that Linux has given to these processes. */
function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) * microsecondsATick;
  }, 0);
}

/** Microseconds in which any processor of the machine worked. */
function machineCpu(): number {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = first.split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq) * microsecondsATick;
}

/** Markdown. */
export function workersSection({ rows, ratio }: WorkerFigures, processors: number): string[] {
  const spread = ({ median, least, most }: Spread, digits: number): string =>
    `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
  return [
    `\`serve --workers\` on PostgreSQL, which runs on the same ${processors} processors as the load: two workers answer ` +
      `${spread(ratio, 2)} times as much as one. Where "machine busy" comes near ${processors}, the machine is the limit and not the worker.`,
    table(
      ['workers', 'requests/s', 'CPU µs a request', 'machine busy'],
      rows.map(({ workers, requestsPerSecond, cpuPerRequest, machineBusy }) => [
        String(workers),
        spread(requestsPerSecond, 0),
        spread(cpuPerRequest, 0),
        machineBusy.median.toFixed(2),
      ]),
    ),
  ];
}
