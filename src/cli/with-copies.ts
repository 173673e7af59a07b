import { createLogger } from '../log.js';
import type { TestCopies } from '../test-environment/copies/test-copies.js';
import type { Run } from './command-spec.js';
import type { Register } from './context.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { packageVersion } from './package-version.js';
import { withRegister } from './with-register.js';

/** Opens the register of the test environment with the copies of its organisations; the live one is refused. */
export async function withCopies(
  run: Run,
  work: (copies: TestCopies, register: Register) => Promise<ExitCode>,
): Promise<ExitCode> {
  const settings = run.settings();
  if (typeof settings === 'number') return settings;
  if (settings.config.environment === 'live') {
    return run.output.refuse({
      exitCode: exitCodes.usage,
      problem: 'The live environment has no test data.',
      whatToDo: 'Leave --environment out, or say --environment test.',
    });
  }
  return withRegister(run, (register) => useCopies(register, work));
}

/** The copies of a register that is open. Jobs in them are left to a service. */
export async function useCopies<T>(
  register: Register,
  work: (copies: TestCopies, register: Register) => Promise<T>,
): Promise<T> {
  const { config, store, clock } = register;
  // Loaded here, so that other commands begin without what answers requests.
  const { openOwnCopies } = await import('../own-copies.js');
  const logger = createLogger({ level: 'warn', environment: config.environment, version: packageVersion() });
  const own = await openOwnCopies({ config, store, logger, clock }, false);
  try {
    return await work(own.copies, register);
  } finally {
    await own.stop();
  }
}
