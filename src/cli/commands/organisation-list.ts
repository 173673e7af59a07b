import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withRegister } from '../with-register.js';
import { shownOrganisation } from './organisation-values.js';

export const organisationList = command({
  usage: 'organisation list',
  summary: 'List the organisations that may call the services',
  examples: ['learner-register organisation list', 'learner-register organisation list --json'],
  options: z.object({}),
  run: (run) =>
    withRegister(run, async ({ store }) => {
      const organisations = await store.organisations.list();
      run.output.list(organisations.map(shownOrganisation));
      if (organisations.length === 0)
        run.output.note('There is none. "learner-register organisation add" adds one.');
      return exitCodes.ok;
    }),
});
