import { basename } from 'node:path';
import { z } from 'zod';
import { endsInUpperCase } from '../../batch-files/file-name.js';
import { countExceptions } from '../../batch-files/job-files.js';
import type { JobType } from '../../domain/batch.js';
import type { Organisation } from '../../domain/organisation.js';
import type { BatchJob, BatchStore, NewBatchJob } from '../../register/batch-ports.js';
import { awaitJob } from '../batch/await-job.js';
import { progressBar } from '../batch/bar.js';
import { openBatchFile } from '../batch/batch-file.js';
import { shownJob } from '../batch/job-values.js';
import { inWords } from '../batch/problem-list.js';
import { submitFile } from '../batch/submit-file.js';
import { command, type Run } from '../command-spec.js';
import { exitCodes, type ExitCode, type Refusal } from '../exit-codes.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { rulesOf } from './batch-validate.js';
import { noSuchOrganisation, organisationRefSchema } from './organisation-values.js';

const options = z.object({
  organisation: organisationRefSchema,
  jobType: z.enum(['FUL', 'CHK'], { error: 'must be FUL or CHK' }).optional(),
  verify: z.boolean().optional(),
  wait: z.boolean().optional(),
});

export const batchSubmit = command({
  usage: 'batch submit <file>',
  summary: 'Submit an LRB batch file as a job; bad rows become exceptions, a bad file is not taken',
  examples: [
    'learner-register batch submit LRB_90000001_010920261200.CSV --organisation TSTLP1 --wait',
    'learner-register batch submit LRB_90000001_010920261200.XML --organisation TSTLP1 --job-type CHK',
    'learner-register batch submit LRB_90000001_010920261200.CSV --organisation TSTLP1 --verify --json',
  ],
  configure(spec) {
    spec
      .requiredOption('--organisation <ref>', 'who submits it')
      .option('--job-type <type>', 'FUL: register and update; CHK: find only (default: FUL)')
      .option('--verify', 'verify the ULNs of the file instead')
      .option('--wait', 'wait for the end of the job, and work on it when no server does');
  },
  options,
  async run(run, { organisation: ref, jobType, verify = false, wait = false }, [path = '']) {
    const { output, signal } = run;
    if (verify && jobType === 'FUL') return output.refuse(verifyWrites);
    if (!endsInUpperCase(path) && /\.(?:csv|xml)$/i.test(path)) return output.refuse(lowerCase(path));
    const file = await openBatchFile(path);
    if ('exitCode' in file) return output.refuse(file);
    return withRegister(run, async (register) => {
      const { store, clock, config } = register;
      const organisation = await store.organisations.byRef(ref);
      if (organisation === undefined) return noSuchOrganisation(output, ref);
      const refusal = mayNotSubmit(organisation);
      if (refusal !== undefined) return output.refuse(refusal);
      const audit = localAudit(clock, 'batch submit');
      const opened = audit([], 'opened');
      const job: NewBatchJob = {
        kind: verify ? 'verification' : 'registration',
        organisationRef: organisation.organisationRef,
        userName: opened.userName,
        jobType: jobTypeOf(verify, jobType),
        source: 'file',
        fileName: basename(path),
        correlationId: opened.correlationId,
        submittedAt: clock.now(),
      };
      output.note(`Reading ${path}.`);
      const bar = progressBar(output, file.size, 'bytes');
      const rules = { ...rulesOf(config, verify), ukprn: organisation.ukprn };
      const submitted = await submitFile(store.batches, file, job, rules, {
        audit: opened,
        signal,
        onProgress: (records) => {
          bar.update(file.bytesRead(), `${records} learners`);
        },
      }).finally(() => {
        bar.stop();
      });
      if (submitted.outcome === 'interrupted') {
        await store.audit.record(audit([], 'interrupted'));
        output.note('Interrupted: nothing was submitted.');
        return exitCodes.interrupted;
      }
      if (submitted.outcome === 'badFile') {
        await store.audit.record(audit([], 'refused'));
        for (const problem of submitted.problems) output.note(inWords(problem));
        return output.refuse(badFile(path, submitted.problems.length));
      }
      await store.audit.record(audit([], 'accepted'));
      const { jobId, refused } = submitted;
      if (refused > 0) output.note(`${refused} row(s) have bad values, and become exceptions.`);
      const ended = wait ? await awaitJob(run, register, jobId) : await store.batches.find(jobId);
      if (ended === undefined) throw new Error(`Job ${jobId} has gone`);
      return told(run, ended, await exceptionsOf(store.batches, ended));
    });
  },
});

/** How many records need work; those of a verification are counted by going through them. */
async function exceptionsOf(batches: Pick<BatchStore, 'results'>, job: BatchJob): Promise<number> {
  if (job.kind === 'verification') return countExceptions(batches, job);
  const { possibleMatch, notFound, rejected } = job.counts;
  return possibleMatch + notFound + rejected;
}

/** Shows the job, and says what to do next. */
function told({ output, signal }: Run, job: BatchJob, exceptions: number): ExitCode {
  output.record(shownJob(job));
  const { jobId } = job;
  if (job.status === 'Failed') {
    output.warn(`The job failed. "learner-register batch retry ${jobId}" lets it go on.`);
    return exitCodes.failed;
  }
  if (job.status !== 'Successful') {
    output.note(`"learner-register batch show ${jobId}" says how far it is.`);
    return signal.aborted ? exitCodes.interrupted : exitCodes.ok;
  }
  output.note(`"learner-register batch output ${jobId}" gives the output file.`);
  if (exceptions === 0) return exitCodes.ok;
  output.note(`"learner-register batch exceptions ${jobId}" gives the ${exceptions} row(s) that need work.`);
  return exitCodes.partlyDone;
}

function jobTypeOf(verify: boolean, jobType: JobType | undefined): JobType {
  return verify ? 'CHK' : (jobType ?? 'FUL');
}

const verifyWrites: Refusal = {
  exitCode: exitCodes.usage,
  problem: '--verify never registers or updates, so --job-type FUL does not go with it.',
  whatToDo: 'Leave one of them out.',
};

function lowerCase(path: string): Refusal {
  return {
    exitCode: exitCodes.usage,
    problem: `The ending of ${basename(path)} is in lower case: batch files end in .CSV or .XML.`,
    whatToDo: 'Rename the file, as the service itself asks for upper case.',
  };
}

function mayNotSubmit({ organisationRef, status, rights }: Organisation): Refusal | undefined {
  if (status === 'active' && rights.has('batch')) return undefined;
  return {
    exitCode: exitCodes.failed,
    problem:
      status === 'active'
        ? `Organisation ${organisationRef} has no right to submit batches.`
        : `Organisation ${organisationRef} is disabled.`,
    whatToDo: `See "learner-register organisation show ${organisationRef}".`,
  };
}

function badFile(path: string, problems: number): Refusal {
  return {
    exitCode: exitCodes.failed,
    problem: `The file was not submitted: ${problems} problem(s) of the whole file, told above.`,
    whatToDo: `"learner-register batch validate ${path}" shows every problem, by row and column.`,
  };
}
