/** The built-in authority of the test environment, in the data folder; made when it is first needed. */
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { testAuthorityFile, testAuthorityKeyFile } from './authority-files.js';
import { createAuthority, readAuthority, type Authority } from './certificate-authority.js';

/** What the certificates that it signs have as their issuer. */
const authorityName = 'Learner Register test authority';

/** Why there is no authority, for whoever runs the environment. */
export interface AuthorityProblem {
  readonly problem: string;
  readonly whatToDo: string;
}

/** Opens the authority of a data folder. Two processes that make it at the same time end up with the same one. */
export async function openTestAuthority(dataDir: string, now: Date): Promise<Authority | AuthorityProblem> {
  const keyFile = join(dataDir, testAuthorityKeyFile);
  try {
    const text = (await existing(keyFile)) ?? (await made(dataDir, keyFile, now));
    const authority = readAuthority(text);
    if (authority === undefined) {
      return {
        problem: `${keyFile} does not hold the test authority's key and certificate.`,
        whatToDo: 'Put the right file back, or remove it to have a new authority made.',
      };
    }
    // Anew each time, so that it always goes with the key.
    await writeWhole(join(dataDir, testAuthorityFile), authority.certificatePem, 0o644);
    return authority;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
    return {
      problem: `The test authority in ${dataDir} cannot be read or written (${error.code}).`,
      whatToDo: 'See who may use the data folder, or choose another with --data.',
    };
  }
}

/** An authority that nobody knows, for one certificate. */
export function foreignAuthority(now: Date): Promise<Authority> {
  return createAuthority('A foreign test authority', now);
}

async function existing(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function made(dataDir: string, keyFile: string, now: Date): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const { certificatePem, key } = await createAuthority(authorityName, now);
  const text = certificatePem + key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const own = temporary(keyFile);
  await writeFile(own, text, { mode: 0o600, flag: 'wx' });
  try {
    // Unlike a rename, this leaves alone what another command was quicker to put there.
    await link(own, keyFile);
    return text;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return await readFile(keyFile, 'utf8');
  } finally {
    await rm(own, { force: true });
  }
}

async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const own = temporary(file);
  await writeFile(own, text, { mode, flag: 'wx' });
  await rename(own, file);
}

function temporary(file: string): string {
  return `${file}.${randomBytes(6).toString('hex')}`;
}
