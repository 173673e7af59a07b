import type { Confirmation } from '../confirm.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import type { Output } from '../output.js';

/** Ends a command to which nobody said yes. */
export function notConfirmed(output: Output, confirmation: Exclude<Confirmation, 'yes'>): ExitCode {
  if (confirmation === 'no') {
    output.note('Nothing was done.');
    return exitCodes.failed;
  }
  return output.refuse({
    exitCode: exitCodes.usage,
    problem: 'There is no terminal on which to ask.',
    whatToDo: 'Add --yes to go on without being asked.',
  });
}
