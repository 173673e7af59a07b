import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a folder of its own to each suite that calls this, and takes it away after it. */
export function temporaryFolder(): { path(...names: string[]): string } {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learner-register-'));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  return { path: (...names) => join(folder, ...names) };
}
