/** Folders of registers that are thrown away, and those that were left when a register was killed. */
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

export interface EphemeralFolder {
  readonly path: string;
  /** Also done when the process ends otherwise than by SIGKILL. */
  remove(): Promise<void>;
}

/** A process id means nothing on another machine, nor in another container that shares the folder. */
const ofThisMachine = `learner-register-ephemeral-${hostname().replaceAll(/[^\w.]/g, '_')}-`;

/** @param parent where folders for a while are */
export async function newEphemeralFolder(parent = tmpdir()): Promise<EphemeralFolder> {
  await removeLeftovers(parent);
  const path = await mkdtemp(join(parent, `${ofThisMachine}${String(process.pid)}-`));
  const removeNow = (): void => {
    rmSync(path, { recursive: true, force: true });
  };
  process.once('exit', removeNow);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true, maxRetries: 5 });
      process.off('exit', removeNow);
    },
  };
}

/** Those whose process has gone. Somebody else's are left alone: they cannot be removed. */
async function removeLeftovers(parent: string): Promise<void> {
  const names = await readdir(parent);
  const left = names.filter((name) => {
    if (!name.startsWith(ofThisMachine)) return false;
    const [pid = ''] = name.slice(ofThisMachine.length).split('-', 1);
    return /^\d+$/.test(pid) && !isRunning(Number(pid));
  });
  await Promise.allSettled(left.map((name) => rm(join(parent, name), { recursive: true, force: true })));
}

function isRunning(pid: number): boolean {
  // Two registers of one process would be two folders of it.
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
