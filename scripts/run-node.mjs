// Runs a script of Node as a child, which ends when this process is told to.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { root } from './prepare.mjs';

/**
 * Ends with the exit code, and with what the script wrote where `output` is `pipe`.
 *
 * @param {readonly string[]} args
 * @param {'pipe' | 'inherit'} output
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runNode(args, output, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', output, output] });
    let text = '';
    child.stdout?.on('data', (chunk) => (text += chunk));
    child.stderr?.on('data', (chunk) => (text += chunk));
    const stop = (signal) => child.kill(signal);
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    child.on('close', (code) => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve({ code: code ?? 1, output: text });
    });
  });
}

/**
 * The counts that scripts/mocha-reporter.cjs wrote; none when mocha broke off.
 *
 * @param {string} file
 * @returns {{ passes: number, failures: number, pending: number } | undefined}
 */
export function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
