/** Registers and batch workers in processes of their own, as an operator starts them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { commandLine } from './dataset.js';

const patienceMs = 30_000;

/** `LR_*` variables. */
export type Settings = Readonly<Record<string, string>>;

export interface OwnProcess {
  readonly pid: number;
  /** Ends the process and waits until it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** What it wrote so far. */
  said(): string;
}

export interface ServingProcess extends OwnProcess {
  /** Of LearnerService. */
  readonly url: string;
}

/** Starts `learner-register serve`; 0 is any free port. */
export async function startServing(settings: Settings, port = 0): Promise<ServingProcess> {
  const { process, found } = await start(
    ['serve', '--port', String(port)],
    settings,
    /answers on (http:\/\/[\d.]+:\d+)/,
  );
  return { ...process, url: `${found}/LearnerService.svc` };
}

/** Starts `learner-register worker`. */
export async function startWorking(settings: Settings): Promise<OwnProcess> {
  return (await start(['worker'], settings, /(Working on the batch jobs)/)).process;
}

/** Lets the second organisation of the published data register learners too, so that two can hand in jobs. */
export function letBothRegister(settings: Settings): Promise<void> {
  return runCommand(['organisation', 'rights', 'TSTAO1', '--add', 'register,update'], settings);
}

/** Runs a command of `learner-register` to its end. Rejects when it fails. */
export async function runCommand(args: readonly string[], settings: Settings): Promise<void> {
  const child = spawn(process.execPath, [commandLine, ...args], {
    env: { ...process.env, LR_ENVIRONMENT: 'test', ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended: unknown[] = await once(child, 'exit');
  if (ended[0] !== 0) throw new Error(`learner-register ${args.join(' ')} ended with ${String(ended[0])}`);
}

async function start(
  args: readonly string[],
  settings: Settings,
  ready: RegExp,
): Promise<{ process: OwnProcess; found: string }> {
  const child = spawn(process.execPath, [commandLine, ...args], {
    env: { PATH: process.env['PATH'], LR_ENVIRONMENT: 'test', LR_LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const found = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${args[0] ?? ''} is not ready after ${patienceMs} ms: ${said}`));
    }, patienceMs);
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const match = ready.exec(said);
      if (match === null) return;
      clearTimeout(late);
      resolve(match[1] ?? '');
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`${args[0] ?? ''} ended: ${said}`));
    });
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('The process has no number');
  return { process: { pid, end: (signal) => end(child, signal), said: () => said }, found };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
