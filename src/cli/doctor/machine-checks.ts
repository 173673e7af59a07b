import { access, constants, mkdir, stat, statfs } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { doubtful, fine, wrong, type Finding } from './finding.js';

const oldestNode = [20, 19] as const;
const gigabyte = 1024 ** 3;

/** The version that package.json asks for. */
export function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return enough
    ? fine('Node version', version)
    : wrong('Node version', version, `Install Node ${oldestNode.join('.')} or newer.`);
}

/** The folder is there or can be made, and may be written to. */
export async function dataFolder(folder: string): Promise<Finding> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return fine('data folder', `${folder} can be written to`);
  } catch {
    const whatToDo =
      'Make the folder, give this user the right to write to it, or choose another with --data.';
    return wrong('data folder', `${folder} cannot be written to`, whatToDo);
  }
}

/** A full disk stops every registration: say so while there is time. */
export async function freeSpace(folder: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const text = `${(free / gigabyte).toFixed(1)} GiB free`;
    if (free < gigabyte / 10)
      return wrong('free space', text, 'Free some space now: nothing can be stored soon.');
    if (free < gigabyte) return doubtful('free space', text, 'Free some space, or move the data folder.');
    return fine('free space', text);
  } catch {
    return wrong('free space', `unknown: ${folder} cannot be looked at`, 'See the data folder check.');
  }
}

const earliest = new Date('2025-01-01T00:00:00Z');

/** A clock that is wrong ends in wrong dates on records and in finds that do not count. */
export function clockSanity(now: Date, newestAudit: Date | undefined): Finding {
  const text = now.toISOString();
  const whatToDo = 'Set the clock, and keep it right with NTP.';
  if (now < earliest) return wrong('clock', `${text} lies before this program was made`, whatToDo);
  if (newestAudit !== undefined && newestAudit.getTime() > now.getTime() + 1000) {
    return wrong(
      'clock',
      `${text} lies before the newest audit entry, ${newestAudit.toISOString()}`,
      whatToDo,
    );
  }
  return fine('clock', text);
}

/** The files that describe the services, found from the built file. */
export async function contractFiles(): Promise<Finding> {
  const file = fileURLToPath(new URL('../../../../wsdl/LearnerService.wsdl', import.meta.url));
  try {
    await access(file, constants.R_OK);
    const { size } = await stat(file);
    if (size > 0) return fine('contract files', file);
  } catch {
    // Said below.
  }
  return wrong('contract files', `${file} is missing`, 'Install the package anew.');
}
