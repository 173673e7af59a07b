/** `npm run killer -- [--rounds 200] [--database-rounds 20] [--database sqlite|postgres|both]`: ends with 1 when a promise was broken. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killCopies, type CopyKillerReport } from './killer.js';
import { startPostgres } from './postgres-server.js';

const databases = ['sqlite', 'postgres'] as const;
type Database = (typeof databases)[number];

const { rounds, databaseRounds, which } = readFlags();
let broken = false;
for (const database of which) {
  const started = performance.now();
  const report = await run(database);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const { problems, kills, databaseKills, answered, refused, unknown, registered, jobs } = report;
  process.stdout.write(
    `${database}: ${kills} kills of a copy and ${databaseKills} of the database in ${seconds} s. ${answered} requests ` +
      `answered, ${unknown} broken off or failed, ${refused} refused; ${registered} learners registered one by one, ` +
      `${jobs} batches accepted, ${report.learners} learners and ${report.auditEntries} audit entries found. ` +
      `${problems.length} problems.\n`,
  );
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  broken ||= problems.length > 0;
}
process.exitCode = broken ? 1 : 0;

async function run(database: Database): Promise<CopyKillerReport> {
  const say = (line: string): void => void process.stderr.write(`${database}: ${line}\n`);
  if (database === 'postgres') {
    const server = await startPostgres();
    try {
      const settings = { LR_DATABASE_URL: server.url };
      return await killCopies({ settings, rounds, databaseRounds, crashDatabase: () => server.crash(), say });
    } finally {
      await server.stop();
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-killer-'));
  try {
    // The database is in the process: each kill is one of both.
    return await killCopies({ settings: { LR_DATA_DIR: folder }, rounds, databaseRounds: 0, say });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readFlags(): { rounds: number; databaseRounds: number; which: readonly Database[] } {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '200' },
      'database-rounds': { type: 'string', default: '20' },
      database: { type: 'string', default: 'both' },
    },
  });
  const [rounds, databaseRounds] = [Number(values.rounds), Number(values['database-rounds'])];
  const which = databases.filter((name) => values.database === name || values.database === 'both');
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  if (!isCount(rounds) || !isCount(databaseRounds) || which.length === 0) {
    process.stderr.write(
      'killer takes --rounds N, --database-rounds N and --database sqlite, postgres or both\n',
    );
    process.exit(2);
  }
  return { rounds, databaseRounds, which };
}
