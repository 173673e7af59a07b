/** `npm run drill -- [--learners 100000] [--load 10] [--database sqlite|postgres|both]`: ends with 1 when something is missing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { peopleFile } from './dataset.js';
import { postgresToLose, sqliteToLose, type EndingDatabase } from './drill-databases.js';
import { drill, drillSteps, type DrillReport } from './drill.js';
import { table } from './markdown.js';
import { findPrograms } from './postgres-with-programs.js';

const databases = ['sqlite', 'postgres'] as const;
type Database = (typeof databases)[number];

const { values } = parseArgs({
  options: {
    learners: { type: 'string', default: '100000' },
    load: { type: 'string', default: '10' },
    database: { type: 'string', default: 'both' },
  },
});
const [learners, loadSeconds] = [Number(values.learners), Number(values.load)];
const wanted = databases.filter((name) => values.database === name || values.database === 'both');
if (!Number.isSafeInteger(learners) || learners < 1 || !(loadSeconds > 0) || wanted.length === 0) {
  process.stderr.write('drill takes --learners N, --load SECONDS and --database sqlite, postgres or both\n');
  process.exit(2);
}

const people = await peopleFile(learners);
const reports = new Map<Database, DrillReport>();
try {
  for (const name of wanted) {
    const report = await run(name);
    if (report !== undefined) reports.set(name, report);
  }
} finally {
  rmSync(people, { force: true });
}
print();
process.exitCode = [...reports.values()].some(({ problems }) => problems.length > 0) ? 1 : 0;

async function run(name: Database): Promise<DrillReport | undefined> {
  const programs = findPrograms();
  if (name === 'postgres' && programs === undefined) {
    process.stderr.write('SKIPPED: PostgreSQL. Install Debian\'s package "postgresql" for it.\n');
    return undefined;
  }
  const backups = mkdtempSync(join(tmpdir(), 'learner-register-drill-backups-'));
  let database: EndingDatabase | undefined;
  try {
    database = name === 'sqlite' ? sqliteToLose() : await postgresToLose(programs ?? '');
    const say = (line: string): void => void process.stderr.write(`${name}: ${line}\n`);
    return await drill({ database, people, backups, loadSeconds, say });
  } finally {
    await database?.end();
    rmSync(backups, { recursive: true, force: true });
  }
}

function print(): void {
  const names = [...reports.keys()];
  const rows = drillSteps.map((step) => [
    step,
    ...names.map((name) => reports.get(name)?.times.get(step)?.toFixed(1) ?? ''),
  ]);
  process.stdout.write(`${table(['seconds', ...names], rows)}\n`);
  for (const [name, { problems, before, after, lost, learners: found }] of reports) {
    process.stdout.write(
      `${name}: ${before} learners registered one by one before the backup, ${after} after it began, ${lost} of these lost; ` +
        `${found} in the register. ${problems.length} problems.\n`,
    );
    for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  }
}
