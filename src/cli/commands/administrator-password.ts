import { z } from 'zod';
import { administratorPasswordProblem } from '../../access/administrator.js';
import { hashPassword } from '../../access/password-hash.js';
import { generatePassword } from '../../access/password-rules.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { addPasswordOptions, givenPassword, passwordOptions } from '../secret-input.js';
import { withRegister } from '../with-register.js';

export const administratorPassword = command({
  usage: 'administrator password',
  summary: "Set the password of the administrator of the test environment's web pages; ends a lock",
  examples: [
    'learner-register administrator password',
    'learner-register administrator password --password-stdin < secret.txt',
  ],
  configure: addPasswordOptions,
  options: z.object(passwordOptions),
  run(run, given) {
    const { output } = run;
    return withRegister(run, async ({ config, store }) => {
      if (config.environment === 'live') {
        return output.refuse({
          exitCode: exitCodes.usage,
          problem: 'The live environment has no web pages, and no administrator.',
          whatToDo: 'Run it with --environment test.',
        });
      }
      const chosen = await givenPassword(run.input, given);
      if (typeof chosen === 'object') return output.refuse(chosen);
      const password = chosen ?? generatePassword();
      const problem = administratorPasswordProblem(password);
      if (problem !== undefined) {
        return output.refuse({
          exitCode: exitCodes.usage,
          problem,
          whatToDo: 'Leave the options out to have a password generated.',
        });
      }
      await store.portalSettings.setPasswordHash(await hashPassword(password), false);
      output.record({ administrator: 'set', ...(chosen === undefined ? { password } : {}) });
      if (chosen === undefined) output.note('Keep the password now: it is not shown again.');
      return exitCodes.ok;
    });
  },
});
