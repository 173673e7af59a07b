import { z } from 'zod';
import type { BatchStatus } from '../../domain/batch.js';
import { listedJob } from '../batch/job-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withRegister } from '../with-register.js';
import { limitOption } from './list-options.js';
import { organisationRefSchema } from './organisation-values.js';

const statuses = [
  'Opened',
  'Waiting',
  'InProgress',
  'Successful',
  'Failed',
  'Cancelled',
] as const satisfies readonly BatchStatus[];

const options = z.object({
  organisation: organisationRefSchema.optional(),
  status: z.enum(statuses, { error: `must be one of ${statuses.join(', ')}` }).optional(),
  limit: limitOption,
});

export const batchList = command({
  usage: 'batch list',
  summary: 'List batch jobs, newest first',
  examples: [
    'learner-register batch list',
    'learner-register batch list --organisation TSTLP1 --status Failed',
    'learner-register batch list --limit 1000 --json',
  ],
  configure(spec) {
    spec
      .option('--organisation <ref>', 'jobs of this organisation')
      .option('--status <status>', statuses.join(', '))
      .option('--limit <number>', 'at most so many (default: 50)');
  },
  options,
  run(run, { organisation, status, limit }) {
    return withRegister(run, async ({ store }) => {
      const jobs = await store.batches.list({
        limit,
        ...(organisation === undefined ? {} : { organisationRef: organisation }),
        ...(status === undefined ? {} : { status }),
      });
      run.output.list(jobs.map(listedJob));
      if (jobs.length === limit) run.output.note(`These are the newest ${limit}; --limit shows more.`);
      return exitCodes.ok;
    });
  },
});
