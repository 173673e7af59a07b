import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { z } from 'zod';
import { generatePassword, isPublishedPassword, passwordProblem } from '../access/password-rules.js';
import { exitCodes, type Refusal } from './exit-codes.js';
import type { Input } from './output.js';
import { publishedPasswords } from './test-data.js';

/** Where a password comes from. Never an argument: arguments are in the list of processes. */
export const passwordOptions = {
  passwordFile: z.string().optional(),
  passwordStdin: z.boolean().optional(),
};

export function addPasswordOptions(command: Command): void {
  command
    .option('--password-file <file>', 'read the password from a file (its first line)')
    .option('--password-stdin', 'read the password from standard input');
}

export interface Password {
  readonly password: string;
  /** Made here: it must be shown, because nobody knows it yet. */
  readonly generated: boolean;
}

/** Reads or makes a password and checks it by the rules. The live environment refuses published ones. */
export async function readPassword(
  input: Input,
  options: { readonly passwordFile?: string | undefined; readonly passwordStdin?: boolean | undefined },
  environment: 'test' | 'live',
): Promise<Password | Refusal> {
  const password = await givenPassword(input, options);
  if (password === undefined) return { password: generatePassword(), generated: true };
  if (typeof password !== 'string') return password;
  const problem = passwordProblem(password);
  if (problem !== undefined) return usage(problem, 'Leave the options out to have a password generated.');
  if (environment === 'live' && isPublishedPassword(password, publishedPasswords())) {
    return usage(
      'This password is published with the test data: the live environment refuses it.',
      'Leave the options out to have a password generated.',
    );
  }
  return { password, generated: false };
}

/** The first line of the file or of standard input; undefined when neither was named. No rule is checked. */
export async function givenPassword(
  input: Input,
  options: { readonly passwordFile?: string | undefined; readonly passwordStdin?: boolean | undefined },
): Promise<string | Refusal | undefined> {
  const { passwordFile, passwordStdin } = options;
  if (passwordFile !== undefined && passwordStdin === true) {
    return usage(
      'There are two sources for the password.',
      'Give one of --password-file and --password-stdin.',
    );
  }
  if (passwordFile === undefined && passwordStdin !== true) return undefined;
  const source = await readSource(passwordFile, input);
  return typeof source === 'string' ? (source.split(/\r?\n/, 1)[0] ?? '') : source;
}

async function readSource(file: string | undefined, input: Input): Promise<string | Refusal> {
  if (file === undefined) return text(input);
  try {
    return await readFile(file, 'utf8');
  } catch {
    return usage(`The password file ${file} cannot be read.`, 'Check its name and who may read it.');
  }
}

function usage(problem: string, whatToDo: string): Refusal {
  return { exitCode: exitCodes.usage, problem, whatToDo };
}
