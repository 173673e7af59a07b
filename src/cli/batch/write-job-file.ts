import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DateTime } from 'luxon';
import { formatOf, type JobFile } from '../../batch-files/job-files.js';
import { achievementFileName, readAchievementFileName } from '../../batch-files/achievement-file-name.js';
import { fileNameOf, kindOf, readFileName, type FileKind } from '../../batch-files/file-name.js';
import type { BatchJob } from '../../register/batch-ports.js';
import type { Run } from '../command-spec.js';
import type { Register } from '../context.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { hasEnded, noSuchJob, notFinished } from './job-values.js';

type Writer = (batches: Register['store']['batches'], file: JobFile) => AsyncIterable<string>;

/**
 * Writes a file of a finished job to standard output, or where `--file` says: a file, or a folder in which it gets a
 * name of its own. A file appears when it is whole, and only its owner may read it.
 */
export async function writeJobFile(
  run: Run,
  { store, config, clock }: Register,
  job: BatchJob | undefined,
  { jobId, target, writer }: { jobId: bigint; target: string | undefined; writer: Writer },
): Promise<ExitCode> {
  const { output } = run;
  if (job === undefined) return noSuchJob(output, jobId);
  if (!hasEnded(job)) return output.refuse(notFinished(job));
  const organisation = await store.organisations.byRef(job.organisationRef);
  const ukprn = organisation?.ukprn ?? '';
  const kind = (target === undefined ? undefined : kindOf(target)) ?? formatOf(job);
  const ownName = nameFor(job, ukprn, kind, DateTime.fromJSDate(clock.now(), { zone: config.timeZone }));
  const path = target === undefined ? undefined : (await isFolder(target)) ? join(target, ownName) : target;
  const given = path === undefined ? ownName : basename(path);
  const { problems } = job.kind === 'achievement' ? readAchievementFileName(given) : readFileName(given);
  const properName = problems.length === 0;
  const fileName = properName ? given : ownName;
  const text = writer(store.batches, { job, kind, fileName, ukprn });
  if (job.recordsDone < job.recordCount) {
    output.warn(
      `Job ${jobId} ended (${job.status}) with ${job.recordsDone} of ${job.recordCount} records done.`,
    );
  }
  if (path === undefined) {
    for await (const piece of text) output.text(piece);
    return exitCodes.ok;
  }
  const part = `${path}.part`;
  try {
    await pipeline(text, createWriteStream(part, { mode: 0o600 }), { signal: run.signal });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    if (run.signal.aborted) return exitCodes.interrupted;
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    return output.refuse({
      exitCode: exitCodes.failed,
      problem: `${path} cannot be written (${String(error.code)}).`,
      whatToDo: 'Choose another --file.',
    });
  }
  output.note(`Written to ${path}.`);
  if (!properName) output.note(`To submit it, name it like ${ownName}.`);
  return exitCodes.ok;
}

function nameFor({ kind }: BatchJob, ukprn: string, fileKind: FileKind, now: DateTime): string {
  return kind === 'achievement'
    ? achievementFileName(ukprn, now.toFormat('yyyy-MM-dd'))
    : fileNameOf(ukprn, now.toFormat('ddMMyyyyHHmm'), fileKind);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
