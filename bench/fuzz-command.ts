/** `npm run fuzz -- [--messages 1000000] [--connections 2] [--seed N]`: ends with 1 when an answer was not as it should be. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    connections: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [messages, connections, seed] = [
  Number(values.messages),
  Number(values.connections),
  Number(values.seed),
];
if (![messages, connections, seed].every(Number.isSafeInteger) || messages < 1 || connections < 1) {
  process.stderr.write('fuzz takes --messages N, --connections N and --seed N\n');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'learner-register-fuzz-'));
try {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const report = await fuzz({ settings: { LR_DATA_DIR: folder }, messages, connections, seed, say });
  const { seen, problems, alone, besideOrdinary, besideHostile, memory, seconds } = report;
  const mib = memory.map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(' ');
  process.stdout.write(
    `${messages} messages (seed ${seed}) in ${seconds.toFixed(0)} s: ${JSON.stringify(seen)}. Another client's median: ` +
      `${alone.toFixed(2)} ms alone, ${besideOrdinary.toFixed(2)} beside ordinary messages, ${besideHostile.toFixed(2)} beside these. ` +
      `Memory in MiB: ${mib}. ${problems.length} problems.\n`,
  );
  for (const problem of problems.slice(0, 50)) process.stdout.write(`  ${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
