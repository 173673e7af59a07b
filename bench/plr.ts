/** The figures of the personal learning record: `npm run bench -- plr`. */
import { fillPostgres, type Database } from './batch-register.js';
import { bare, register } from './contestants.js';
import { eventsEach } from './events.js';
import { table } from './markdown.js';
import { measureAchievements, type AchievementThroughput } from './plr-achievements.js';
import { addEvents, fill, folderWithEvents, type ImportResult } from './plr-dataset.js';
import { startPostgres } from './postgres-server.js';
import { measureThroughput, type RoundsPlan, type Throughput } from './throughput.js';

export interface EventImports {
  readonly database: Database;
  /** The ten events of each learner into a register without any, in the order of ULNs. */
  readonly filling: ImportResult;
  /** One more event of many learners, in no order. */
  readonly adding: ImportResult;
}

export interface PlrFigures {
  readonly learners: number;
  readonly reading: readonly Throughput[];
  readonly imports: readonly EventImports[];
  readonly achievements: readonly AchievementThroughput[];
}

export interface PlrPlan extends RoundsPlan {
  readonly quick: boolean;
}

const mostAdded = 500_000;

export async function measurePlr(plan: PlrPlan): Promise<PlrFigures> {
  const { population, rounds, connections, scale, quick, say } = plan;
  const more = Math.min(population, mostAdded);
  const achievementPlan = { population, jobs: quick ? 2 : 20, inAJob: quick ? 500 : 5000, say };

  const { folder, filling } = await folderWithEvents(population, say);
  const sqlite = { LR_DATA_DIR: folder };
  const reading = await measureThroughput(
    [
      { contestant: bare, workload: 'GetLearnerLearningEvents' },
      { contestant: register(folder), workload: 'GetLearnerLearningEvents' },
    ],
    { rounds, connections, population, scale, say },
  );
  const imports: EventImports[] = [];
  const achievements: AchievementThroughput[] = [];
  imports.push({ database: 'sqlite', filling, adding: await addEvents(sqlite, population, more, say) });
  achievements.push(await measureAchievements('sqlite', sqlite, achievementPlan));

  const server = await startPostgres();
  try {
    const postgres = { LR_DATABASE_URL: server.url };
    await fillPostgres(server, population, say);
    const filled = await fill(postgres, population, say);
    const adding = await addEvents(postgres, population, more, say);
    imports.push({ database: 'postgres', filling: filled, adding });
    achievements.push(await measureAchievements('postgres', postgres, achievementPlan));
  } finally {
    await server.stop();
  }
  return { learners: population, reading, imports, achievements };
}

/** Markdown; `throughput` shows rows of requests as the throughput's own section does. */
export function plrSection(
  { learners, reading, imports, achievements }: PlrFigures,
  throughput: (rows: readonly Throughput[]) => string,
): readonly string[] {
  return [
    `Reading a record of ${eventsEach} events in full, ${learners} learners with ${learners * eventsEach} events in SQLite:`,
    throughput(reading),
    "Importing events with `events import` from CSV, by the command's own clock: first ten events of each learner in " +
      'the order of their ULNs, then one more of many learners in no order.',
    table(
      ['database', 'events', 'events/s', 'more events', 'events/s'],
      imports.map(({ database, filling, adding }) => [
        database,
        String(filling.rows),
        filling.rowsPerSecond.toFixed(0),
        String(adding.rows),
        adding.rowsPerSecond.toFixed(0),
      ]),
    ),
    'Achievements, from the first submit over HTTP to the end of the last job:',
    table(
      ['database', 'jobs', 'achievements', 'achievements/s', 'server CPU µs each', 'codes', 'events stored'],
      achievements.map((row) => [
        row.database,
        String(row.jobs),
        String(row.achievements),
        row.achievementsPerSecond.toFixed(0),
        row.cpuPerAchievement.toFixed(0),
        Object.entries(row.codes)
          .map(([code, count]) => `${code} ${count}`)
          .join(', '),
        String(row.eventsStored),
      ]),
    ),
  ];
}
