import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withRegister } from '../with-register.js';
import { limitOption } from './list-options.js';
import { organisationRefSchema } from './organisation-values.js';

const options = z.object({
  organisation: organisationRefSchema.optional(),
  limit: limitOption,
  offset: z
    .string()
    .regex(/^\d{1,9}$/, { error: 'must be a whole number' })
    .default('0')
    .transform(Number),
});

export const qualificationList = command({
  usage: 'qualification list',
  summary: 'List the qualifications and units of the catalogue, by reference',
  examples: [
    'learner-register qualification list --organisation TSTAO1',
    'learner-register qualification list --limit 1000 --offset 1000 --json',
  ],
  configure(spec) {
    spec
      .option('--organisation <ref>', 'those that this organisation awards')
      .option('--limit <number>', 'at most so many (default: 50)')
      .option('--offset <number>', 'pass over so many (default: 0)');
  },
  options,
  run(run, { organisation, limit, offset }) {
    const { output } = run;
    const filter = organisation === undefined ? {} : { awardingOrganisationRef: organisation };
    return withRegister(run, async ({ store }) => {
      const entries = await store.qualifications.list({ ...filter, limit, offset });
      output.list(
        entries.map(({ reference, kind, awardingOrganisationRef, level = '', title }) => ({
          reference,
          kind,
          awardingOrganisationRef,
          level,
          title,
        })),
      );
      if (entries.length === 0)
        output.note('There is none. "learner-register qualification import" adds some.');
      if (entries.length === limit) output.note(`--offset ${offset + limit} shows the next.`);
      return exitCodes.ok;
    });
  },
});
