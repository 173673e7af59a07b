// Runs every test in three groups; writes the counts of all of them to the file that it is given.
// Commands of the command line mostly wait for processes of their own, so they run beside the other tests. What is
// killed, counted or timed as a whole runs by itself, last.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './prepare.mjs';
import { readCounts, runNode } from './run-node.mjs';

const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const [, , countsFile] = process.argv;
const settings = JSON.parse(readFileSync(join(root, '.mocharc.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'learner-register-groups-'));

const all = settings.spec;
const commands = ['dist/test/cli/**/*.test.js', 'dist/test/shipping/**/*.test.js'];
const whole = ['dist/test/whole/**/*.test.js'];

try {
  const beside = run('commands', commands, [], 'pipe');
  await run('rest', all, [...commands, ...whole], 'inherit');
  const aside = await beside;
  process.stdout.write(aside.output);
  await run('whole', whole, [], 'inherit');
  const counts = ['rest', 'commands', 'whole'].map((name) => readCounts(join(folder, name)));
  if (counts.includes(undefined)) process.exitCode = 1;
  else {
    const sum = (key) => counts.reduce((total, one) => total + one[key], 0);
    const [passes, failures, pending] = ['passes', 'failures', 'pending'].map(sum);
    writeFileSync(countsFile, JSON.stringify({ passes, failures, pending }));
    if (failures > 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One mocha. Its report is kept back when `output` is `pipe`. */
function run(name, specs, ignored, output) {
  const options = [
    ...['--no-config', '--exit', '--forbid-only', '--timeout', String(settings.timeout)],
    ...['--reporter', join(root, 'scripts', 'mocha-reporter.cjs')],
    ...['--reporter-option', `counts=${join(folder, name)}`],
    ...ignored.flatMap((pattern) => ['--ignore', pattern]),
    ...specs,
  ];
  return runNode(['--enable-source-maps', mocha, ...options], output);
}
