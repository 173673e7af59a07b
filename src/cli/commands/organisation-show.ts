import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withRegister } from '../with-register.js';
import { noSuchOrganisation, refArgument, shownOrganisation } from './organisation-values.js';

export const organisationShow = command({
  usage: 'organisation show <ref>',
  summary: 'Print an organisation, how many passwords it has, whether it is locked out, and whom to talk to',
  examples: ['learner-register organisation show TSTLP1', 'learner-register organisation show TSTLP1 --json'],
  options: z.object({}),
  run(run, _options, [refText]) {
    const ref = refArgument(run.output, refText);
    if (typeof ref === 'number') return ref;
    return withRegister(run, async ({ store, clock }) => {
      const organisation = await store.organisations.byRef(ref);
      if (organisation === undefined) return noSuchOrganisation(run.output, ref);
      const { failures, lockedUntil } = await store.organisations.lockout(ref);
      const known = await store.organisationContacts.find(ref);
      const locked = lockedUntil !== undefined && lockedUntil > clock.now();
      run.output.record({
        ...shownOrganisation(organisation),
        passwords: organisation.passwordHashes.length,
        failedAttempts: failures,
        lockedUntil: locked ? lockedUntil.toISOString() : null,
        ...(known === undefined
          ? {}
          : { contact: Object.values(known.contact).map(String), origin: known.origin }),
      });
      return exitCodes.ok;
    });
  },
});
