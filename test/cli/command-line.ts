import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../../src/cli/program.js';

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Each line of stdout as JSON. */
  json(): Record<string, unknown>[];
}

export interface Given {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is typed comes from a person. */
  readonly isTerminal?: boolean;
}

/** Runs a command line in this process: a new one takes longer than most commands do. */
export async function commandLine(args: readonly string[], given: Given = {}): Promise<Ended> {
  const isTTY = given.isTerminal === true;
  let [stdout, stderr] = ['', ''];
  const exitCode = await runCommandLine(args, {
    env: given.env ?? {},
    stdin: Object.assign(Readable.from([given.stdin ?? '']), { isTTY }),
    stdout: { write: (text) => void (stdout += text) },
    stderr: { write: (text) => void (stderr += text), isTTY },
    signal: new AbortController().signal,
  });
  return endedOf(exitCode, stdout, stderr);
}

/** What becomes of a process of the command line that may run for long. */
export interface GivenProcess extends Given {
  /** Sent when this text is on stderr, and once only: a second one ends the process there and then. */
  readonly stopAt?: { readonly text: string; readonly signal: NodeJS.Signals };
}

const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));

/** Runs the built command line in a process of its own, without the settings of this one. */
export function commandLineProcess(args: readonly string[], given: GivenProcess = {}): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], { env: { PATH, HOME, ...given.env } });
    let stdout = '';
    let stderr = '';
    let { stopAt } = given;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (stopAt === undefined || !stderr.includes(stopAt.text)) return;
      child.kill(stopAt.signal);
      stopAt = undefined;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve(endedOf(exitCode, stdout, stderr));
    });
    child.stdin.end(given.stdin ?? '');
  });
}

function endedOf(exitCode: number | null, stdout: string, stderr: string): Ended {
  const json = (): Record<string, unknown>[] =>
    stdout
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { exitCode, stdout, stderr, json };
}
