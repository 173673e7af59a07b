/** How long the register takes from the command to its first good answer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { commandLine } from './dataset.js';
import { freePort, isReady } from './ready.js';
import { spreadOf, type Spread } from './statistics.js';

const patience = 60_000;

/** Milliseconds from starting the process to the first 200 of /health/ready. */
export async function measureStartUp(dataFolder: string, rounds: number): Promise<Spread> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await startOnce(dataFolder));
  return spreadOf(times);
}

async function startOnce(dataFolder: string): Promise<number> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [commandLine, 'serve', '--port', String(port), '--data', dataFolder, '--environment', 'test', '--quiet'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}`);
      if (performance.now() - started > patience) throw new Error('serve was not ready within a minute');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return performance.now() - started;
  } finally {
    if (child.exitCode === null) {
      child.kill();
      await once(child, 'exit');
    }
  }
}
