// npm test: sets up what is missing, runs the checks and every test with the coverage gate.
// npm test -- --grep "a few words" (or any flags of mocha): only those tests, without checks and gate.
// The last line is `N passed, N failed, N skipped`; each check, and the gate, counts as one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orExplain, prepare, root, stopWithNpm } from './prepare.mjs';
import { readCounts, runNode } from './run-node.mjs';

const modules = join(root, 'node_modules');
const mocha = join(modules, 'mocha', 'bin', 'mocha.js');
const c8 = join(modules, 'c8', 'bin', 'c8.js');

const checks = {
  'generate:check': [join(root, 'dist', 'scripts', 'generate.js'), '--check'],
  lint: [join(modules, 'eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.'],
  'format:check': [join(modules, 'prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  'deps:check': [
    join(modules, 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    ...['--config', '.dependency-cruiser.cjs', 'src'],
  ],
};

stopWithNpm();
await orExplain(prepare);

const mochaFlags = process.argv.slice(2);
const results = { passes: 0, failures: 0, pending: 0 };
if (mochaFlags.length > 0) {
  add(await runMocha(false, mochaFlags));
} else {
  const { lint, ...others } = checks;
  // It takes longer than all others together, and one processor: it goes on while the tests begin.
  const linted = runCheck('lint', lint);
  for (const [name, args] of Object.entries(others)) add(await runCheck(name, args));
  add(await runMocha(true, []));
  add(await linted);
}
process.stdout.write(
  `\n${results.passes} passed, ${results.failures} failed, ${results.pending} skipped\n`,
  () => process.exit(results.failures === 0 ? 0 : 1),
);

function add({ passes = 0, failures = 0, pending = 0 }) {
  results.passes += passes;
  results.failures += failures;
  results.pending += pending;
}

/** Quiet when it passes. */
async function runCheck(name, args) {
  const started = performance.now();
  const { code, output } = await runNode(args, 'pipe');
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} npm run ${name} (${seconds} s)\n`);
  if (code === 0) return { passes: 1 };
  process.stdout.write(output);
  return { failures: 1 };
}

/** The tests that the flags choose, or all of them under c8, whose gate counts as one more check. */
async function runMocha(isAll, flags) {
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-test-'));
  try {
    const counts = join(folder, 'counts.json');
    const reporter = ['--reporter', join(root, 'scripts', 'mocha-reporter.cjs')];
    const { code } = await runNode(
      isAll
        ? [c8, process.execPath, join(root, 'scripts', 'test-groups.mjs'), counts]
        : [mocha, ...reporter, '--reporter-option', `counts=${counts}`, ...flags],
      'inherit',
    );
    const stats = readCounts(counts);
    if (!stats) return { failures: 1 };
    const { passes, failures, pending } = stats;
    if (passes + failures + pending === 0) {
      process.stdout.write('No test matched.\n');
      return { failures: 1 };
    }
    if (failures > 0) return stats;
    if (code !== 0) return { passes, failures: 1, pending };
    return { passes: passes + (isAll ? 1 : 0), failures, pending };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
