/** The parts of the batch deeds in memory, and short ways to use them. */
import type { RecordResult } from '../../../src/domain/batch.js';
import type { RecordFields } from '../../../src/domain/batch-record.js';
import type { BatchParts } from '../../../src/register/batch/batch-parts.js';
import { createBatchRegister, createRecordHandler } from '../../../src/register/batch/batch-register.js';
import type { JobId } from '../../../src/register/batch-ports.js';
import type { Caller } from '../../../src/register/ports.js';
import type { RegisterSettings } from '../../../src/register/settings.js';
import { cryptographicRandom } from '../../../src/random.js';
import { StandingClock } from '../../standing-clock.js';
import { AuditInMemory, BatchesInMemory, LearnersInMemory, plainPersonKeys } from './batches-in-memory.js';

export const usualSettings: RegisterSettings = {
  findBeforeRegister: true,
  findWindowMinutes: 120,
  findWaitSeconds: 0,
  matchOtherGivenNames: true,
  matchOtherFamilyNames: true,
  ulnCheck: 'strict',
  verifyMismatchCode: 'WSRC0003',
  legacyOptOut: false,
  minimumAge: 13,
  maximumAge: 110,
};

export const caller: Caller = {
  organisationRef: 'TSTLP1',
  userName: 'Terry Testuser',
  operation: 'submitBatchRegistration',
  correlationId: 'c-1',
};

export function batchesInMemory(settings: Partial<RegisterSettings> = {}) {
  const batches = new BatchesInMemory();
  const audit = new AuditInMemory(batches.audits);
  const learners = new LearnersInMemory(batches, batches.audits);
  const clock = new StandingClock();
  const parts: BatchParts = {
    learners,
    audit,
    batches,
    clock,
    personKeys: plainPersonKeys,
    random: cryptographicRandom,
    settings: { ...usualSettings, ...settings },
    batchKeepDays: 90,
  };
  return { parts, batches, audit, learners, clock, register: createBatchRegister(parts) };
}

/** Claims the next job and handles its records one after another, in order. */
export async function workOff(parts: BatchParts): Promise<readonly RecordResult[]> {
  const { batches, clock } = parts;
  const handle = createRecordHandler(parts);
  const claim = await batches.claim('test', clock.now(), new Date(clock.now().getTime() + 30_000));
  if (claim === undefined) throw new Error('No job is waiting');
  const { job, lease } = claim;
  const results: RecordResult[] = [];
  for (const record of await batches.pending(job.jobId, -1, 10_000)) {
    const handled = await handle({ job, lease, record });
    if (!('result' in handled)) throw new Error(handled.kind);
    if (handled.kind === 'result') {
      await batches.record([{ jobId: job.jobId, lease, position: record.position, result: handled.result }]);
    }
    results.push(handled.result);
  }
  await batches.finish(job.jobId, lease, clock.now());
  return results;
}

/** Submits learners to be registered and works them off. */
export async function registerBatch(
  parts: BatchParts,
  records: readonly RecordFields[],
  jobType: 'FUL' | 'CHK' = 'FUL',
): Promise<readonly RecordResult[]> {
  await submitRegistration(parts, records, jobType);
  return workOff(parts);
}

export async function submitRegistration(
  parts: BatchParts,
  records: readonly RecordFields[],
  jobType: 'FUL' | 'CHK' = 'FUL',
): Promise<JobId> {
  const batch = { jobType, recordCount: records.length, records };
  const outcome = await createBatchRegister(parts).submitRegistrationBatch(batch, caller);
  if (!('jobId' in outcome)) throw new Error(outcome.responseCode);
  return outcome.jobId;
}
