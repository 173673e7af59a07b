import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withCopies } from '../with-copies.js';

export const copyList = command({
  usage: 'copy list',
  summary: 'List the organisations that have a copy of the published learners of their own',
  examples: ['learner-register copy list', 'learner-register copy list --json'],
  options: z.object({}),
  run(run) {
    return withCopies(run, async (copies) => {
      const all = await copies.list();
      run.output.list(
        all.map(({ name, createdAt, resetAt, organisationRefs }) => ({
          copy: name,
          organisations: organisationRefs,
          givenAt: createdAt.toISOString(),
          resetAt: resetAt?.toISOString() ?? null,
        })),
      );
      return exitCodes.ok;
    });
  },
});
