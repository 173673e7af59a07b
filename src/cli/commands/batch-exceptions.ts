import { z } from 'zod';
import { writeAchievementErrors } from '../../batch-files/achievement-job-files.js';
import { writeExceptions } from '../../batch-files/job-files.js';
import { jobArgument } from '../batch/job-values.js';
import { writeJobFile } from '../batch/write-job-file.js';
import { command } from '../command-spec.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';

export const batchExceptions = command({
  usage: 'batch exceptions <job>',
  summary: 'Write the rows of a finished batch job that need work, with reasons, to correct and submit again',
  examples: [
    'learner-register batch exceptions 12 > exceptions.csv',
    'learner-register batch exceptions 12 --file exceptions/',
    'learner-register batch exceptions 12 --file LRB_90000001_020920260900.CSV',
  ],
  configure(spec) {
    spec.option('--file <path>', 'where to: a file (.CSV or .XML), or a folder (default: standard output)');
  },
  options: z.object({ file: z.string().min(1).optional() }),
  run(run, { file: target }, [text]) {
    const jobId = jobArgument(run.output, text);
    if (typeof jobId === 'number') return jobId;
    return withRegister(run, async (register) => {
      const job = await register.store.batches.find(jobId);
      await register.store.audit.record(localAudit(register.clock, 'batch exceptions')([], String(jobId)));
      return writeJobFile(run, register, job, {
        jobId,
        target,
        writer: job?.kind === 'achievement' ? writeAchievementErrors : writeExceptions,
      });
    });
  },
});
