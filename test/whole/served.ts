/** Registers in processes of their own, as an operator starts them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Agent } from 'node:http';
import { keepAliveAgent, post, type Answer } from '../post.js';

const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const patienceMs = 15_000;

export interface ServedRegister {
  readonly url: string;
  send(body: string): Promise<Answer>;
  /** Ends the process and waits until it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts `learner-register serve` on a free port; settings as LR_* variables. */
export async function serve(settings: Readonly<Record<string, string>>): Promise<ServedRegister> {
  const child = spawn(process.execPath, [main, 'serve', '--port', '0'], {
    env: { PATH: process.env['PATH'], LR_LOG_LEVEL: 'error', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit');
  const origin = await new Promise<string>((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`No server after ${patienceMs} ms: ${said}`));
    }, patienceMs);
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /answers on (http:\/\/[\d.]+:\d+)/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`The server ended: ${said}`));
    });
  });
  const agent: Agent = keepAliveAgent();
  const url = `${origin}/LearnerService.svc`;
  return {
    url,
    send: (body) => post(url, body, { agent }),
    async end(signal) {
      child.kill(signal);
      await gone;
      agent.destroy();
    },
  };
}

/** A folder for data that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-whole-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

after('remove the data folders', () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
