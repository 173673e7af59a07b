import { createInterface } from 'node:readline/promises';
import type { Run } from './command-spec.js';
import { exitCodes, type ExitCode } from './exit-codes.js';

/**
 * Asks a person on the terminal whether to go on; `--yes` answers beforehand. Gives the exit code of the command when
 * nobody said yes, and has told why.
 */
export async function unlessConfirmed(
  { input, output }: Run,
  question: string,
  yes: boolean | undefined,
): Promise<ExitCode | undefined> {
  if (yes === true) return undefined;
  if (input.isTTY !== true || !output.isTerminal) {
    return output.refuse({
      exitCode: exitCodes.usage,
      problem: 'There is no terminal on which to ask.',
      whatToDo: 'Add --yes to go on without being asked.',
    });
  }
  output.ask(`${question} Type "yes" to go on: `);
  const lines = createInterface({ input });
  try {
    for await (const answer of lines) {
      if (answer.trim().toLowerCase() === 'yes') return undefined;
      break;
    }
  } finally {
    lines.close();
  }
  output.note('Nothing was done.');
  return exitCodes.failed;
}
