/** What a find costs, and a learner takes, as the register on PostgreSQL grows: `npm run bench -- scale`. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runCommand } from './batch-processes.js';
import { Child } from './child.js';
import { register } from './contestants.js';
import { costOf, findRound, type FindCost, type Round } from './databases.js';
import { folder } from './dataset.js';
import { eventsEach } from './events.js';
import { table } from './markdown.js';
import { benchFolder } from './paths.js';
import { person } from './people.js';
import { fill } from './plr-dataset.js';
import { advisedFlags, advisedSettings, startPostgres, type PostgresServer } from './postgres-server.js';
import { askPostgres, bytesOf, rowsOf } from './postgres-usage.js';
import type { Workload } from './requests.js';
import { spreadText } from './statistics.js';
import type { RoundsPlan } from './throughput.js';

export interface ScaleStep {
  readonly learners: number;
  /** Of the learners that were added for this step. */
  readonly importedPerSecond: number;
  /** With names, claims and indexes. */
  readonly bytesPerLearner: number;
  readonly finds: Readonly<Record<'learnerByULN' | 'learnerByDemographics', FindCost>>;
}

export interface ScaleFigures {
  readonly settings: readonly string[];
  readonly steps: readonly ScaleStep[];
  /** Of learning events of some learners of the first step. */
  readonly events: { readonly count: number; readonly perSecond: number; readonly bytesEach: number };
  readonly audit: { readonly entries: number; readonly bytesEach: number };
}

const finds: readonly (keyof ScaleStep['finds'] & Workload)[] = ['learnerByULN', 'learnerByDemographics'];
const learnerTables = ['learner', 'learner_name', 'person_claim'];
const inAFile = 500_000;
const mostWithEvents = 20_000;

/** @param sizes in learners, growing */
export async function measureScale(sizes: readonly number[], plan: RoundsPlan): Promise<ScaleFigures> {
  const { say } = plan;
  const server = await startPostgres(advisedFlags);
  const data = folder('run');
  await mkdir(data, { recursive: true });
  try {
    const steps: ScaleStep[] = [];
    let learners = 0;
    for (const size of sizes) {
      const seconds = await importPeople(server, learners, size, say);
      const added = size - learners;
      learners = size;
      await askPostgres(server, 'vacuum analyze');
      steps.push({
        learners,
        importedPerSecond: added / seconds,
        bytesPerLearner: (await bytesOf(server, learnerTables)) / learners,
        finds: await measureFinds(server, data, { ...plan, population: size }),
      });
    }
    const entries = await rowsOf(server, 'audit');
    const auditBytes = await bytesOf(server, ['audit']);
    const filled = await fill(
      { LR_DATABASE_URL: server.url },
      Math.min(mostWithEvents, sizes[0] ?? mostWithEvents),
      say,
    );
    await askPostgres(server, 'vacuum analyze learning_event');
    return {
      settings: advisedSettings,
      steps,
      events: {
        count: filled.created,
        perSecond: filled.rowsPerSecond,
        bytesEach: (await bytesOf(server, ['learning_event'])) / filled.created,
      },
      audit: { entries, bytesEach: auditBytes / entries },
    };
  } finally {
    await server.stop();
  }
}

async function measureFinds(
  database: PostgresServer,
  data: string,
  plan: RoundsPlan,
): Promise<ScaleStep['finds']> {
  const load = new Child('load-process');
  const server = await register(data, { LR_DATABASE_URL: database.url }).start();
  try {
    const measured = async (workload: Workload): Promise<FindCost> => {
      const rounds: Round[] = [];
      for (let round = 0; round <= plan.rounds; round += 1) {
        plan.say(`${plan.population} learners, ${workload}: round ${round} of ${plan.rounds}`);
        const one = await findRound(load, server, workload, round, plan, database);
        if (round > 0) rounds.push(one);
      }
      return costOf(rounds);
    };
    return {
      learnerByULN: await measured('learnerByULN'),
      learnerByDemographics: await measured('learnerByDemographics'),
    };
  } finally {
    await Promise.all([load.stop(), server.stop()]);
  }
}

/** Gives the seconds that the imports took, from start to end of the command. */
async function importPeople(
  server: PostgresServer,
  from: number,
  until: number,
  say: (line: string) => void,
): Promise<number> {
  let seconds = 0;
  for (let start = from; start < until; start += inAFile) {
    const end = Math.min(until, start + inAFile);
    say(`importing learners ${start} to ${end} …`);
    const file = await writePeople(start, end);
    const began = performance.now();
    await runCommand(['learner', 'import', file], { LR_DATABASE_URL: server.url });
    seconds += (performance.now() - began) / 1000;
    await rm(file);
  }
  return seconds;
}

async function writePeople(from: number, until: number): Promise<string> {
  const file = fileURLToPath(new URL(`people-${from}-${until}.jsonl`, benchFolder));
  const out = createWriteStream(file);
  for (let start = from; start < until; start += 1000) {
    let lines = '';
    for (let at = start; at < Math.min(start + 1000, until); at += 1) {
      lines += `${JSON.stringify(person(at))}\n`;
    }
    if (!out.write(lines)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return file;
}

/** Markdown. */
export function scaleSection({ settings: given, steps, events, audit }: ScaleFigures): readonly string[] {
  const first = steps[0];
  return [
    `PostgreSQL with ${given.join(', ')}. CPU in microseconds a request; the factor is the CPU of both together, ` +
      'against the first row of the operation.',
    table(
      ['learners', 'operation', 'requests/s', 'Node CPU', 'PostgreSQL CPU', 'factor'],
      finds.flatMap((find) =>
        steps.map((step) => {
          const cost = step.finds[find];
          return [
            String(step.learners),
            find,
            spreadText(cost.requestsPerSecond),
            spreadText(cost.nodeCpu),
            cost.databaseCpu === undefined ? '' : spreadText(cost.databaseCpu),
            (cpuSum(cost) / (first === undefined ? Number.NaN : cpuSum(first.finds[find]))).toFixed(2),
          ];
        }),
      ),
    ),
    table(
      ['learners', 'imported/s', 'bytes a learner'],
      steps.map((step) => [
        String(step.learners),
        step.importedPerSecond.toFixed(0),
        step.bytesPerLearner.toFixed(0),
      ]),
    ),
    `${events.count} learning events (${eventsEach} of each learner): ${events.perSecond.toFixed(0)} imported a second, ` +
      `${events.bytesEach.toFixed(0)} bytes each. ${audit.entries} audit entries: ${audit.bytesEach.toFixed(0)} bytes each.`,
  ];
}

function cpuSum({ nodeCpu, databaseCpu }: FindCost): number {
  return nodeCpu.median + (databaseCpu?.median ?? 0);
}
