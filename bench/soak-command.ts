/** `npm run soak -- [--minutes 30] [--window 60] [--database sqlite|postgres]`: ends with 1 when something grew. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { table } from './markdown.js';
import { startPostgres } from './postgres-server.js';
import { soak, type SoakReport } from './soak.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    window: { type: 'string', default: '60' },
    database: { type: 'string', default: 'sqlite' },
  },
});
const [minutes, windowSeconds] = [Number(values.minutes), Number(values.window)];
if (!(minutes > 0) || !(windowSeconds > 0) || !['sqlite', 'postgres'].includes(values.database)) {
  process.stderr.write('soak takes --minutes N, --window SECONDS and --database sqlite or postgres\n');
  process.exit(2);
}

const report = values.database === 'postgres' ? await onPostgres() : await onSqlite();
const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
const every = Math.max(1, Math.floor(report.windows.length / 10));
const rows = report.windows.flatMap((window, at) =>
  at % every === 0 || at === report.windows.length - 1
    ? [
        [
          String(at + 1),
          String(window.requests),
          window.median.toFixed(2),
          window.p99.toFixed(1),
          mib(window.rss),
          mib(window.heap),
          String(window.handles),
        ],
      ]
    : [],
);
process.stdout.write(
  `${values.database}: ${report.asked} requests a second, of ${report.capacity.toFixed(0)} that it can do, for ${minutes} minutes; ` +
    `${report.answered} answered. ${report.problems.length} problems.\n\n` +
    `${table(['window', 'requests', 'median ms', 'p99 ms', 'rss MiB', 'heap MiB', 'handles'], rows)}\n`,
);
for (const problem of report.problems) process.stdout.write(`  ${problem}\n`);
process.exitCode = report.problems.length > 0 ? 1 : 0;

function planned(settings: Readonly<Record<string, string>>): Promise<SoakReport> {
  return soak({
    settings,
    seconds: minutes * 60,
    windowSeconds,
    capacitySeconds: 15,
    share: 0.5,
    say: (line) => void process.stderr.write(`${line}\n`),
  });
}

async function onSqlite(): Promise<SoakReport> {
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-soak-'));
  try {
    return await planned({ LR_DATA_DIR: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(): Promise<SoakReport> {
  const server = await startPostgres();
  try {
    return await planned({ LR_DATABASE_URL: server.url });
  } finally {
    await server.stop();
  }
}
