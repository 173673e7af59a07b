/** The same finds on SQLite and on PostgreSQL, in turns: `npm run bench -- databases`. */
import { fillPostgres } from './batch-register.js';
import { Child } from './child.js';
import { register, type RunningServer } from './contestants.js';
import { dataFolderWith } from './dataset.js';
import { table } from './markdown.js';
import { startPostgres, type PostgresServer } from './postgres-server.js';
import { cpuOf } from './postgres-usage.js';
import type { Workload } from './requests.js';
import { spreadOf, spreadText, type Spread } from './statistics.js';
import { oneRound, type RoundsPlan } from './throughput.js';

export interface DatabaseComparison {
  readonly workload: Workload;
  readonly sqlite: FindCost;
  readonly postgres: FindCost;
  /** Node's CPU with PostgreSQL, as a multiple of that with SQLite, round by round. */
  readonly nodeCpuRatio: Spread;
}

/** A request's, in microseconds. */
export interface FindCost {
  readonly requestsPerSecond: Spread;
  readonly nodeCpu: Spread;
  /** None where the database is part of the process. */
  readonly databaseCpu?: Spread;
}

const finds = ['learnerByULN', 'learnerByDemographics'] as const;
const requestsARound = 12_000;
const distinct = 20_000;

export async function measureDatabases(plan: RoundsPlan): Promise<readonly DatabaseComparison[]> {
  const { population, rounds, say } = plan;
  const folder = await dataFolderWith(population, say);
  const database = await startPostgres();
  const load = new Child('load-process');
  const servers: RunningServer[] = [];
  try {
    await fillPostgres(database, population, say);
    const sqlite = await register(folder).start();
    servers.push(sqlite);
    const postgres = await register(folder, { LR_DATABASE_URL: database.url }).start();
    servers.push(postgres);
    const compared: DatabaseComparison[] = [];
    for (const workload of finds) {
      const own: Round[] = [];
      const other: Round[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        say(round === 0 ? `${workload}: warming up` : `${workload}: round ${round} of ${rounds}`);
        const both = [
          await findRound(load, sqlite, workload, round, plan),
          await findRound(load, postgres, workload, round, plan, database),
        ] as const;
        if (round === 0) continue;
        own.push(both[0]);
        other.push(both[1]);
      }
      compared.push({
        workload,
        sqlite: costOf(own),
        postgres: costOf(other),
        nodeCpuRatio: spreadOf(other.map(({ cpu }, at) => cpu / (own[at]?.cpu ?? Number.NaN))),
      });
    }
    return compared;
  } finally {
    await Promise.all([load.stop(), ...servers.map((server) => server.stop())]);
    await database.stop();
  }
}

export interface Round {
  readonly rate: number;
  readonly cpu: number;
  readonly databaseCpu?: number;
}

/** One round of finds against a server, with what its database used meanwhile. */
export async function findRound(
  load: Child,
  server: RunningServer,
  workload: Workload,
  round: number,
  { population, connections, scale }: Pick<RoundsPlan, 'population' | 'connections' | 'scale'>,
  database?: PostgresServer,
): Promise<Round> {
  const requests = Math.max(connections, Math.round(requestsARound * scale));
  const job = {
    port: server.port,
    workload,
    population,
    distinct,
    offset: round * requests,
    requests,
    connections,
    expected: 'WSRC0004',
  };
  const before = database === undefined ? 0 : cpuOf(database);
  const { rate, cpu } = await oneRound(load, server, job);
  return database === undefined
    ? { rate, cpu }
    : { rate, cpu, databaseCpu: (cpuOf(database) - before) / requests };
}

export function costOf(rounds: readonly Round[]): FindCost {
  const database = rounds.flatMap(({ databaseCpu }) => (databaseCpu === undefined ? [] : [databaseCpu]));
  return {
    requestsPerSecond: spreadOf(rounds.map(({ rate }) => rate)),
    nodeCpu: spreadOf(rounds.map(({ cpu }) => cpu)),
    ...(database.length === 0 ? {} : { databaseCpu: spreadOf(database) }),
  };
}

/** Markdown. */
export function databasesSection(compared: readonly DatabaseComparison[]): readonly string[] {
  return [
    "The same finds on both databases in turns; CPU in microseconds a request, Node's own and PostgreSQL's.",
    table(
      [
        'operation',
        'SQLite: requests/s',
        'Node CPU',
        'PostgreSQL: requests/s',
        'Node CPU',
        'ratio',
        'PostgreSQL CPU',
      ],
      compared.map(({ workload, sqlite, postgres, nodeCpuRatio }) => [
        workload,
        spreadText(sqlite.requestsPerSecond),
        spreadText(sqlite.nodeCpu),
        spreadText(postgres.requestsPerSecond),
        spreadText(postgres.nodeCpu),
        spreadText(nodeCpuRatio, 2),
        postgres.databaseCpu === undefined ? '' : spreadText(postgres.databaseCpu),
      ]),
    ),
  ];
}
