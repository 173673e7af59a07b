/** Who is measured: each a server process that can say what it has used. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Child } from './child.js';
import { benchFolder, repository } from './paths.js';
import { usageOf } from './process-usage.js';
import { freePort, untilItListens } from './ready.js';
import type { Usage } from './servers/measured.js';
import { staticAnswer } from './servers/static-answer.js';

export interface RunningServer {
  readonly port: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export interface Contestant {
  readonly name: string;
  /** What it does for an answer. */
  readonly does: string;
  /** Requests in one round: about two seconds' work. */
  readonly requests: number;
  /** Why it cannot take part here. */
  missing(): string | undefined;
  start(): Promise<RunningServer>;
}

const Port = z.object({ port: z.number().int() });
const UsageMessage = z.object({ cpu: z.number(), rss: z.number() });

/** Starts a server of bench/servers/. */
export async function startServer(
  script: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const child = new Child(`servers/${script}`, args, env);
  const { port } = await child.receive(Port);
  return { port, usage: () => child.ask({}, UsageMessage), stop: () => child.stop() };
}

export const bare: Contestant = {
  name: 'node:http',
  does: 'static answer',
  requests: 50_000,
  missing: () => undefined,
  start: () => startServer('bare'),
};

export const nodeSoap: Contestant = {
  name: 'node-soap on express',
  does: 'static answer, no schema check',
  requests: 4000,
  missing: () => undefined,
  start: () => startServer('node-soap'),
};

export const php: Contestant = {
  name: 'PHP SoapServer',
  does: 'static answer, no schema check',
  requests: 8000,
  missing() {
    const { status, stdout } = spawnSync('php', ['-m'], { encoding: 'utf8' });
    if (status !== 0) return 'php is not installed';
    return /^soap$/m.test(stdout) ? undefined : 'php has no soap extension';
  },
  start: startPhp,
};

/**
 * The register with its data in a folder.
 * @param settings further `LR_*` variables
 */
export function register(dataFolder: string, settings: Readonly<Record<string, string>> = {}): Contestant {
  return {
    name: 'this register',
    does: 'schema, password, lookup in the whole register, audit, answer',
    requests: 15_000,
    missing: () => undefined,
    start: () => startServer('register', [dataFolder], settings),
  };
}

async function startPhp(): Promise<RunningServer> {
  mkdirSync(benchFolder, { recursive: true });
  const answer = fileURLToPath(new URL('php-answer.json', benchFolder));
  writeFileSync(answer, JSON.stringify(staticAnswer));
  const port = await freePort();
  const script = fileURLToPath(new URL('bench/servers/php-soap.php', repository));
  const child = spawn('php', ['-S', `127.0.0.1:${port}`, script], {
    stdio: 'ignore',
    env: {
      ...process.env,
      BENCH_ANSWER: answer,
      BENCH_WSDL: fileURLToPath(new URL('wsdl/LearnerService.wsdl', repository)),
    },
  });
  await untilItListens(port);
  return programServer(child, port);
}

/** A server that is another's program, and says nothing about itself. */
export function programServer(child: ChildProcess, port: number): RunningServer {
  const { pid } = child;
  if (pid === undefined) throw new Error(`${child.spawnfile} did not start`);
  return {
    port,
    usage: () => Promise.resolve(usageOf(pid)),
    async stop() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
