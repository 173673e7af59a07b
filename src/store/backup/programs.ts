/** The programs that come with PostgreSQL. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresOptions } from '../store.js';

export type ProgramOutcome =
  | { readonly ok: true; readonly stdout: string }
  | { readonly ok: false; readonly problem: string; readonly whatToDo: string };

export interface ProgramSettings {
  /** Where they are; absent: in the PATH. */
  readonly programsDir?: string | undefined;
  /** Connections at the same time. */
  readonly jobs: number;
}

/** Runs a program to its end. What it says on stderr is the problem's words. */
export function runProgram(
  { programsDir }: ProgramSettings,
  name: 'pg_dump' | 'pg_restore',
  args: readonly string[],
): Promise<ProgramOutcome> {
  const path = programsDir === undefined ? name : join(programsDir, name);
  return new Promise((resolve) => {
    const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-2000)));
    child.on('error', () => {
      resolve({
        ok: false,
        problem: `The program ${path} cannot be run.`,
        whatToDo:
          "Install PostgreSQL's client programs (Debian: postgresql-client), as new as the server, or name their folder in LR_POSTGRES_PROGRAMS_DIR.",
      });
    });
    child.on('close', (code) => {
      if (code === 0) resolve({ ok: true, stdout });
      else resolve(failure(name, stderr));
    });
  });
}

function failure(name: string, stderr: string): ProgramOutcome {
  const words = stderr.trim().replace(/\s*\n\s*/g, ' ');
  const whatToDo = words.includes('version mismatch')
    ? 'Install client programs that are as new as the server, and name their folder in LR_POSTGRES_PROGRAMS_DIR.'
    : 'Put right what it says, and try again.';
  return { ok: false, problem: `${name} failed: ${words || 'it gave no reason'}`, whatToDo };
}

/** What the C library of PostgreSQL understands in an address; the driver knows others. */
const understood = new Set(['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'host', 'options']);

/**
 * Gives the address of a database for a program, without its password: other users of the machine see what a program
 * is started with. The password is in a file that only this user can read, for as long as `work` takes.
 */
export async function withAddress<T>(
  { url, tls }: PostgresOptions,
  work: (address: string) => Promise<T>,
): Promise<T> {
  const address = new URL(url);
  const folder = await mkdtemp(join(tmpdir(), 'learner-register-'));
  try {
    const passfile = join(folder, 'password');
    const password = decodeURIComponent(address.password).replace(/[\\:]/g, String.raw`\$&`);
    await writeFile(passfile, `*:*:*:*:${password}\n`, { mode: 0o600 });
    address.password = '';
    for (const name of [...address.searchParams.keys()]) {
      if (!understood.has(name)) address.searchParams.delete(name);
    }
    if (tls !== undefined) {
      address.searchParams.set('sslmode', tls.mode === 'off' ? 'disable' : tls.mode);
      if (tls.caFile !== undefined) address.searchParams.set('sslrootcert', tls.caFile);
    }
    address.searchParams.set('passfile', passfile);
    return await work(address.href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
