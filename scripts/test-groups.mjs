// Runs every test; writes the counts of all of them to the file that it is given.
// Three groups run side by side: one process has no use for two processors, and the command line and browsers mostly wait
// for others. Then what is killed as a whole, in three groups, and last, by itself, what is held against a clock. These have
// many processes, which write down no coverage: the first three groups have been everywhere.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './prepare.mjs';
import { readCounts, runNode } from './run-node.mjs';

const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const [, , countsFile] = process.argv;
const settings = JSON.parse(readFileSync(join(root, '.mocharc.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'learner-register-groups-'));
const names = [];

const inFolders = (...folders) => folders.map((name) => `dist/test/${name}/**/*.test.js`);
const inWhole = (...files) => files.map((name) => `dist/test/whole/${name}.test.js`);

const commandLine = inFolders('cli', 'shipping');
const pages = inFolders('browser', 'portal', 'scenarios', 'samples', 'client', 'docs', 'tls', 'project');
const whole = inFolders('whole');
const nginx = inWhole('behind-nginx', 'copies');
const longest = inWhole('achievements-killed', 'drill');
const clocked = inWhole('attack', 'copies-killed', 'fairness');
const withoutCoverage = { ...process.env, NODE_V8_COVERAGE: undefined };

try {
  await together(
    group('rest', settings.spec, [...commandLine, ...pages, ...whole]),
    group('command-line', commandLine),
    group('pages', pages),
  );
  await together(
    group('killed', whole, [...nginx, ...longest, ...clocked], withoutCoverage),
    group('nginx', nginx, [], withoutCoverage),
    group('longest', longest, [], withoutCoverage),
  );
  await together(group('clocked', clocked, [], withoutCoverage));
  const counts = names.map((name) => readCounts(join(folder, name)));
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

/** Runs groups at the same time. What the first one says is seen at once, the others' when all have ended. */
async function together(first, ...others) {
  const kept = others.map((start) => start('pipe'));
  await first('inherit');
  for (const { output } of await Promise.all(kept)) process.stdout.write(output);
}

/** One mocha, ready to start. */
function group(name, specs, ignored = [], env = process.env) {
  names.push(name);
  const options = [
    ...['--no-config', '--exit', '--forbid-only', '--timeout', String(settings.timeout)],
    // Processes are killed, and clocks looked at, while three groups share two processors: a test that failed once is
    // tried again, and the report says so, with the reason.
    ...['--retries', '1'],
    ...['--reporter', join(root, 'scripts', 'mocha-reporter.cjs')],
    ...['--reporter-option', `counts=${join(folder, name)}`],
    ...ignored.flatMap((pattern) => ['--ignore', pattern]),
    ...specs,
  ];
  return (output) => runNode(['--enable-source-maps', mocha, ...options], output, env);
}
