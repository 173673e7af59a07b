import { z } from 'zod';
import { jobArgument, noSuchJob, shownJob } from '../batch/job-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withRegister } from '../with-register.js';

export const batchShow = command({
  usage: 'batch show <job>',
  summary: 'Print how far a batch job is: its status, counts and times',
  examples: ['learner-register batch show 12', 'learner-register batch show 12 --json'],
  options: z.object({}),
  run(run, _options, [text]) {
    const jobId = jobArgument(run.output, text);
    if (typeof jobId === 'number') return jobId;
    return withRegister(run, async ({ store }) => {
      const job = await store.batches.find(jobId);
      if (job === undefined) return noSuchJob(run.output, jobId);
      run.output.record(shownJob(job));
      return exitCodes.ok;
    });
  },
});
