/**
 * `npm run killer:batch -- [--kind learners|achievements] [--rounds 50] [--database sqlite|postgres|both]`: ends with 1
 * when a promise was broken.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killAchievements, type AchievementKillerReport } from './achievement-killer.js';
import { killBatches, type KillerPlan, type KillerReport } from './batch-killer.js';
import { startPostgres } from './postgres-server.js';

const databases = ['sqlite', 'postgres'] as const;
type Database = (typeof databases)[number];

const { rounds, which, kind } = readFlags();
let broken = false;
for (const database of which) {
  const started = performance.now();
  const report = await run(database);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const { kills, inTheMiddle, unanswered, jobs, records, problems } = report;
  process.stdout.write(
    `${database}: ${report.rounds} rounds in ${seconds} s, ${kills} kills, ${inTheMiddle} of them in the middle of a job, ` +
      `${unanswered} submits without an answer. ${jobs} jobs, ${records} records, ${doneIn(report)}. ` +
      `${problems.length} problems.\n`,
  );
  for (const problem of problems.slice(0, 50)) process.stdout.write(`  ${problem}\n`);
  broken ||= problems.length > 0;
}
process.exitCode = broken ? 1 : 0;

type Report = KillerReport | AchievementKillerReport;

function doneIn(report: Report): string {
  return 'registered' in report
    ? `${report.registered} learners registered, ${report.updated} updates`
    : `${report.created} achievements created, ${report.changed} changed`;
}

function kill(plan: KillerPlan): Promise<Report> {
  return kind === 'achievements' ? killAchievements(plan) : killBatches(plan);
}

async function run(database: Database): Promise<Report> {
  const say = (line: string): void => void process.stderr.write(`${database}: ${line}\n`);
  if (database === 'postgres') {
    const server = await startPostgres();
    try {
      return await kill({ settings: { LR_DATABASE_URL: server.url }, rounds, say });
    } finally {
      await server.stop();
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-killer-'));
  try {
    return await kill({ settings: { LR_DATA_DIR: folder }, rounds, say });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readFlags(): { rounds: number; which: readonly Database[]; kind: 'learners' | 'achievements' } {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '50' },
      database: { type: 'string', default: 'both' },
      kind: { type: 'string', default: 'learners' },
    },
  });
  const rounds = Number(values.rounds);
  const which = databases.filter((name) => values.database === name || values.database === 'both');
  const kind = (['learners', 'achievements'] as const).find((name) =>
    values.kind.startsWith(name.slice(0, -1)),
  );
  if (kind === undefined || !Number.isSafeInteger(rounds) || rounds < 1 || which.length === 0) {
    process.stderr.write(
      'killer:batch takes --kind learners or achievements, --rounds N and --database sqlite, postgres or both\n',
    );
    process.exit(2);
  }
  return { rounds, which, kind };
}
