// Runs every test in three groups; writes the counts of all of them to the file that it is given.
// Commands of the command line and a browser mostly wait for processes of their own, so what uses them runs beside the
// other tests. What is killed, counted or timed as a whole runs by itself, last, and its many processes write down no
// coverage: the other two groups have been everywhere.
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
const waiting = ['cli', 'shipping', 'browser', 'portal', 'scenarios', 'samples', 'client'].map(
  (folder) => `dist/test/${folder}/**/*.test.js`,
);
const whole = ['dist/test/whole/**/*.test.js'];

try {
  const aside = run('waiting', waiting, [], 'pipe');
  await run('rest', all, [...waiting, ...whole], 'inherit');
  process.stdout.write((await aside).output);
  await run('whole', whole, [], 'inherit', { ...process.env, NODE_V8_COVERAGE: undefined });
  const counts = ['rest', 'waiting', 'whole'].map((name) => readCounts(join(folder, name)));
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
function run(name, specs, ignored, output, env = process.env) {
  const options = [
    ...['--no-config', '--exit', '--forbid-only', '--timeout', String(settings.timeout)],
    ...['--reporter', join(root, 'scripts', 'mocha-reporter.cjs')],
    ...['--reporter-option', `counts=${join(folder, name)}`],
    ...ignored.flatMap((pattern) => ['--ignore', pattern]),
    ...specs,
  ];
  return runNode(['--enable-source-maps', mocha, ...options], output, env);
}
