import { z } from 'zod';
import { hashPassword } from '../../access/password-hash.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { addPasswordOptions, passwordOptions, readPassword } from '../secret-input.js';
import { withRegister } from '../with-register.js';
import { noSuchOrganisation, refArgument } from './organisation-values.js';

const options = z.object({ dropPrevious: z.boolean().optional(), ...passwordOptions });

export const organisationPassword = command({
  usage: 'organisation password <ref>',
  summary: 'Give an organisation a new password; the one before goes on working unless it is dropped',
  examples: [
    'learner-register organisation password TSTLP1',
    'learner-register organisation password TSTLP1 --drop-previous --password-stdin < secret.txt',
  ],
  configure(spec) {
    spec.option('--drop-previous', 'the passwords so far stop working at once');
    addPasswordOptions(spec);
  },
  options,
  run(run, given, [refText]) {
    const { output } = run;
    const ref = refArgument(output, refText);
    if (typeof ref === 'number') return ref;
    return withRegister(run, async ({ config, store }) => {
      if ((await store.organisations.byRef(ref)) === undefined) return noSuchOrganisation(output, ref);
      const secret = await readPassword(run.input, given, config.environment);
      if ('exitCode' in secret) return output.refuse(secret);
      const keepPrevious = given.dropPrevious !== true;
      const hash = await hashPassword(secret.password);
      const outcome = await store.organisations.setPassword(ref, hash, keepPrevious);
      if (outcome === 'notFound') return noSuchOrganisation(output, ref);
      await store.organisations.clearFailedAttempts(ref);
      output.record({
        organisationRef: ref,
        previousPassword: keepPrevious ? 'kept' : 'dropped',
        ...(secret.generated ? { orgPassword: secret.password } : {}),
      });
      if (secret.generated) output.note('Pass the password on now: it is not shown again.');
      return exitCodes.ok;
    });
  },
});
