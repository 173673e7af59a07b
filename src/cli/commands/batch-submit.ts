import { basename } from 'node:path';
import { z } from 'zod';
import { endsInUpperCase } from '../../batch-files/file-name.js';
import { countExceptions } from '../../batch-files/job-files.js';
import type { LookupJobType, SubmissionType } from '../../domain/batch.js';
import type { Organisation } from '../../domain/organisation.js';
import { submissionTypeOf } from '../../register/achievement/submit-achievements.js';
import type { BatchJob, BatchStore, NewBatchJob } from '../../register/batch-ports.js';
import { awaitJob } from '../batch/await-job.js';
import { progressBar } from '../batch/bar.js';
import { openBatchFile } from '../batch/batch-file.js';
import { contentOf, readFile, type FileContent } from '../batch/file-to-submit.js';
import { achievementSummary, shownJob } from '../batch/job-values.js';
import { inWords } from '../batch/problem-list.js';
import { submitFile } from '../batch/submit-file.js';
import { command, type Run } from '../command-spec.js';
import { exitCodes, type ExitCode, type Refusal } from '../exit-codes.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { rulesOf } from './batch-validate.js';
import type { QualificationCatalogue } from '../../register/plr-ports.js';
import { noSuchOrganisation, organisationRefSchema } from './organisation-values.js';

const options = z.object({
  organisation: organisationRefSchema,
  jobType: z.enum(['FUL', 'CHK'], { error: 'must be FUL or CHK' }).optional(),
  submissionType: z
    .string()
    .transform(submissionTypeOf)
    .refine((type) => type !== undefined, { error: 'must be P (provisional) or F (final)' })
    .optional(),
  verify: z.boolean().optional(),
  wait: z.boolean().optional(),
});

export const batchSubmit = command({
  usage: 'batch submit <file>',
  summary: 'Submit a batch file (LRB or QCF) as a job; bad rows become exceptions, a bad file is not taken',
  examples: [
    'learner-register batch submit LRB_90000001_010920261200.CSV --organisation TSTLP1 --wait',
    'learner-register batch submit LRB_90000001_010920261200.XML --organisation TSTLP1 --job-type CHK',
    'learner-register batch submit LRB_90000001_010920261200.CSV --organisation TSTLP1 --verify --json',
    'learner-register batch submit QCF_90000002_2026-09-01_001.CSV --organisation TSTAO1 --wait',
    'learner-register batch submit QCF_90000002_2026-09-01_002.CSV --organisation TSTAO1 --submission-type P',
  ],
  configure(spec) {
    spec
      .requiredOption('--organisation <ref>', 'who submits it')
      .option('--job-type <type>', 'FUL: register and update; CHK: find only (default: FUL)')
      .option('--submission-type <type>', 'achievements: P provisional, F final (default: F)')
      .option('--verify', 'verify the ULNs of the file instead')
      .option('--wait', 'wait for the end of the job, and work on it when no server does');
  },
  options,
  async run(run, given, [path = '']) {
    const { organisation: ref, jobType, submissionType, verify = false, wait = false } = given;
    const { output, signal } = run;
    if (verify && jobType === 'FUL') return output.refuse(verifyWrites);
    if (!endsInUpperCase(path) && /\.(?:csv|xml)$/i.test(path)) return output.refuse(lowerCase(path));
    const file = await openBatchFile(path);
    if ('exitCode' in file) return output.refuse(file);
    const content = contentOf(file);
    const misfit = misfitOf(content, { jobType, submissionType, verify });
    if (misfit !== undefined) return output.refuse(misfit);
    return withRegister(run, async (register) => {
      const { store, clock, config } = register;
      const organisation = await store.organisations.byRef(ref);
      if (organisation === undefined) return noSuchOrganisation(output, ref);
      const refusal = await mayNotSubmit(organisation, content, store.qualifications);
      if (refusal !== undefined) return output.refuse(refusal);
      const audit = localAudit(clock, 'batch submit');
      const opened = audit([], 'opened');
      const job: NewBatchJob = {
        kind: content === 'achievements' ? 'achievement' : verify ? 'verification' : 'registration',
        organisationRef: organisation.organisationRef,
        userName: opened.userName,
        jobType: content === 'achievements' ? (submissionType ?? 'F') : jobTypeOf(verify, jobType),
        source: 'file',
        fileName: basename(path),
        correlationId: opened.correlationId,
        submittedAt: clock.now(),
      };
      output.note(`Reading ${path}.`);
      const bar = progressBar(output, file.size, 'bytes');
      const pieces = readFile(file, rulesOf(config, verify), organisation);
      const submitted = await submitFile(store.batches, pieces, job, {
        audit: opened,
        signal,
        onProgress: (records) => {
          bar.update(file.bytesRead(), `${records} ${content}`);
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
  if (job.kind === 'achievement') return achievementSummary(job).errors;
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

function jobTypeOf(verify: boolean, jobType: LookupJobType | undefined): LookupJobType {
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

/** Options that go with files of the other kind. */
function misfitOf(
  content: FileContent,
  given: {
    readonly jobType: LookupJobType | undefined;
    readonly submissionType: SubmissionType | undefined;
    readonly verify: boolean;
  },
): Refusal | undefined {
  const isMisfit =
    content === 'achievements'
      ? given.jobType !== undefined || given.verify
      : given.submissionType !== undefined;
  if (!isMisfit) return undefined;
  return {
    exitCode: exitCodes.usage,
    problem: `The file is one of ${content}, by its name: the options do not go with it.`,
    whatToDo:
      '--job-type and --verify are for files of learners (LRB_…), --submission-type for achievements (QCF_…).',
  };
}

async function mayNotSubmit(
  { organisationRef, status, rights }: Organisation,
  content: FileContent,
  qualifications: Pick<QualificationCatalogue, 'awardsAnything'>,
): Promise<Refusal | undefined> {
  const right = content === 'achievements' ? 'achievements' : 'batch';
  const isAllowed = status === 'active' && rights.has(right);
  if (isAllowed && content === 'achievements' && !(await qualifications.awardsAnything(organisationRef))) {
    return {
      exitCode: exitCodes.failed,
      problem: `Organisation ${organisationRef} awards nothing in the catalogue.`,
      whatToDo: 'See "learner-register qualification import".',
    };
  }
  if (isAllowed) return undefined;
  return {
    exitCode: exitCodes.failed,
    problem:
      status === 'active'
        ? `Organisation ${organisationRef} lacks the right ${right}.`
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
