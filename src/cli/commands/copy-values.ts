import { exitCodes, type Refusal } from '../exit-codes.js';

export function noCopy(organisationRef: string): Refusal {
  return {
    exitCode: exitCodes.failed,
    problem: `${organisationRef} has no copy of the test data of its own.`,
    whatToDo: `Run "learner-register copy list" to see who has one, or "learner-register copy give ${organisationRef}".`,
  };
}

/** Of copies that are open at once, which a command never is the cause of. */
export const tooManyOpen: Refusal = {
  exitCode: exitCodes.failed,
  problem: 'Too many copies are open at the same time.',
  whatToDo: 'Raise LR_TEST_COPIES_OPEN.',
};
