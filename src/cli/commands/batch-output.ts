import { z } from 'zod';
import { writeAchievementOutput } from '../../batch-files/achievement-job-files.js';
import { writeOutput } from '../../batch-files/job-files.js';
import { jobArgument } from '../batch/job-values.js';
import { writeJobFile } from '../batch/write-job-file.js';
import { command } from '../command-spec.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';

export const batchOutput = command({
  usage: 'batch output <job>',
  summary: 'Write the output file of a finished batch job: its rows with ULNs and return codes',
  examples: [
    'learner-register batch output 12 > output.csv',
    'learner-register batch output 12 --file OUTPUT.XML',
    'learner-register batch output 12 --file outputs/',
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
      await register.store.audit.record(localAudit(register.clock, 'batch output')([], String(jobId)));
      return writeJobFile(run, register, job, {
        jobId,
        target,
        writer: job?.kind === 'achievement' ? writeAchievementOutput : writeOutput,
      });
    });
  },
});
