import { parseUln, type Uln } from '../../domain/uln.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import type { Output } from '../output.js';

/** The argument as a ULN, or the exit code once the problem was shown. The check digit does not matter here. */
export function ulnArgument(output: Output, text: string | undefined): Uln | ExitCode {
  const uln = parseUln(text ?? '');
  if (uln !== undefined) return uln;
  return output.refuse({
    exitCode: exitCodes.usage,
    problem: `"${text ?? ''}" is not a ULN: it has ten digits, the first not 0.`,
    whatToDo: 'Check the number; "learner-register uln check" says more about one.',
  });
}

/** The refusal of a ULN that nobody in the register has. */
export function noSuchLearner(output: Output, uln: Uln): ExitCode {
  return output.refuse({
    exitCode: exitCodes.failed,
    problem: `No learner has the ULN ${uln}.`,
    whatToDo: 'Check the number, and whether --environment and --data name the register you mean.',
  });
}
