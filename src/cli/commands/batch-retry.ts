import { z } from 'zod';
import { jobArgument, noSuchJob } from '../batch/job-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';

export const batchRetry = command({
  usage: 'batch retry <job>',
  summary: 'Let a failed batch job go on from where it stopped',
  examples: ['learner-register batch retry 12'],
  options: z.object({}),
  run(run, _options, [text]) {
    const { output } = run;
    const jobId = jobArgument(output, text);
    if (typeof jobId === 'number') return jobId;
    return withRegister(run, async ({ store, clock }) => {
      const outcome = await store.batches.retry(jobId);
      await store.audit.record(localAudit(clock, 'batch retry')([], outcome));
      if (outcome === 'notFound') return noSuchJob(output, jobId);
      if (outcome === 'notFailed') {
        return output.refuse({
          exitCode: exitCodes.failed,
          problem: `Job ${jobId} has not failed.`,
          whatToDo: `See "learner-register batch show ${jobId}".`,
        });
      }
      output.record({ jobId: String(jobId), status: 'Waiting' });
      return exitCodes.ok;
    });
  },
});
