import { groupsOfMeeting } from '../domain/batch-groups.js';
import { PENDING_SECONDS } from '../domain/sentinel.js';
import type { HandledChunk } from '../register/achievement/achievement-parts.js';
import type { BatchRecord, Claim, RecordProgress } from '../register/batch-ports.js';
import { progressOf, type HandledRecord, type RecordWork } from '../register/batch/batch-parts.js';
import { atOnce } from './at-once.js';
import { holdLease, leaseEnd, type HeldLease } from './lease.js';
import { backoffMs, pause } from './pause.js';
import type { JobName } from './worker-event.js';
import type { Span } from '../tracing/span.js';
import { usualRetryMs, type WorkerParts } from './worker-parts.js';

export type JobEnd = 'finished' | 'released' | 'parked' | 'leaseLost';

/** Records that are read and recorded together: a web service's job of registrations in one go. */
const CHUNK_RECORDS = 200;
/** Achievements that are handled together: as long as others can wait for the writer. */
const CHUNK_ACHIEVEMENTS = 250;
/** A job of any size lets others have their turn after this. */
const TURN_MS = 2000;
const MOST_TRIES = 3;
/**
 * A job that was begun so many times more often than it has records done brings its worker down, or the database
 * refuses it each time. A worker that is killed again and again still gets on with one record now and then.
 */
const MOST_FRUITLESS_ATTEMPTS = 20;

/** One claimed job, from its first record without a result to the last. */
export class JobRun {
  readonly #parts: WorkerParts;
  readonly #claim: Claim;
  readonly #name: JobName;
  readonly #isStopping: () => boolean;
  readonly #leaseMs: number;
  #span: Span | undefined;
  /** Records that fail whenever they are tried. */
  readonly #failed: number[] = [];

  constructor(parts: WorkerParts, claim: Claim, isStopping: () => boolean) {
    this.#parts = parts;
    this.#claim = claim;
    this.#isStopping = isStopping;
    this.#leaseMs = parts.settings.leaseSeconds * 1000;
    const { jobId, correlationId, organisationRef, kind: jobKind } = claim.job;
    this.#name = { jobId: String(jobId), correlationId, organisationRef, jobKind };
  }

  /** Rejects when the job could not be gone on with; what was done so far stays done. */
  async run(): Promise<JobEnd> {
    const { tracer } = this.#parts;
    if (tracer === undefined) return this.#run();
    const { jobId, correlationId, jobKind } = this.#name;
    this.#span = tracer.job({ jobId, correlationId, jobKind });
    try {
      const jobEnd = await this.#run();
      this.#span?.end({ jobEnd });
      return jobEnd;
    } catch (error) {
      this.#span?.fail({ jobEnd: 'error' });
      throw error;
    }
  }

  async #run(): Promise<JobEnd> {
    const { batches, clock, report } = this.#parts;
    const { job } = this.#claim;
    const { recordCount, recordsDone } = job;
    report({ kind: 'claimed', ...this.#name, recordCount, recordsDone });
    if (job.attempts > MOST_FRUITLESS_ATTEMPTS + recordsDone) {
      return this.#park(`begun ${job.attempts} times without getting on, ${this.#reference()}`);
    }
    const lease = holdLease(batches, this.#claim, clock, this.#leaseMs);
    try {
      return await this.#goThrough(lease);
    } finally {
      lease.letGo();
    }
  }

  /** After `run` rejected: the job is put off, so that others are not held up, or given up. */
  async putOff(): Promise<void> {
    const { batches, clock } = this.#parts;
    const { job, lease } = this.#claim;
    const { first, most } = this.#parts.retryMs ?? usualRetryMs;
    // Asks whether the database works again. While it does not, the lease runs out by itself.
    if (!(await batches.extend(job.jobId, lease, leaseEnd(clock, this.#leaseMs)))) return;
    const notBefore = new Date(clock.now().getTime() + backoffMs(job.attempts, first, most));
    await this.#park(`put off after an error, ${this.#reference()}`, 'Waiting', notBefore);
  }

  async #goThrough(lease: HeldLease): Promise<JobEnd> {
    const { batches, report } = this.#parts;
    const { job, lease: leaseName } = this.#claim;
    const turnEnds = performance.now() + TURN_MS;
    for (let after = -1; ;) {
      if (lease.isLost()) return this.#lost();
      if (this.#isStopping() || performance.now() > turnEnds) {
        await batches.release(job.jobId, leaseName);
        report({ kind: 'released', ...this.#name });
        return 'released';
      }
      const records = await batches.pending(job.jobId, after, this.#chunkSize());
      const last = records.at(-1);
      if (last === undefined) break;
      const forced = await this.#force(records);
      if (forced !== undefined) return forced;
      const part = this.#span?.child('records', { records: records.length });
      const handled = await this.#handlePage(records, lease);
      part?.end();
      if (handled === 'leaseLost') return this.#lost();
      after = last.position;
    }
    const [first] = this.#failed;
    if (first === undefined) return this.#finish();
    return this.#park(`record ${first + 1}: unexpected error, ${this.#reference()}`);
  }

  /** The end that a sentinel learner among the records forces, in the test environment. */
  async #force(records: readonly BatchRecord[]): Promise<JobEnd | undefined> {
    const { forcedEnd, clock } = this.#parts;
    const end = forcedEnd?.(records);
    if (end === undefined) return undefined;
    if (end === 'fails') return this.#park('a sentinel learner asks for it');
    const until = new Date(this.#claim.job.submittedAt.getTime() + PENDING_SECONDS * 1000);
    return clock.now() < until ? this.#park('a sentinel learner asks for it', 'Waiting', until) : undefined;
  }

  #chunkSize(): number {
    return this.#isOfAchievements() ? CHUNK_ACHIEVEMENTS : CHUNK_RECORDS;
  }

  #isOfAchievements(): boolean {
    return this.#claim.job.kind === 'achievement';
  }

  /** Achievements are handled together, and one by one when that fails: one of them may be the reason. */
  async #handlePage(records: readonly BatchRecord[], lease: HeldLease): Promise<'done' | 'leaseLost'> {
    if (!this.#isOfAchievements()) return this.#handleAll(records, lease);
    try {
      const codes = await this.#parts.handleChunk({ ...this.#claim, records });
      this.#parts.report({ kind: 'handled', codes });
      return lease.isLost() ? 'leaseLost' : 'done';
    } catch (error) {
      this.#parts.report({ kind: 'trouble', step: 'achievements', error, ...this.#name });
      if (!(await this.#mayTryAgain(1))) return 'leaseLost';
      return this.#handleAll(records, lease);
    }
  }

  /** Those that may meet one another, together and in order. */
  #groupsOf(records: readonly BatchRecord[]): readonly (readonly BatchRecord[])[] {
    return this.#isOfAchievements() ? [records] : groupsOfMeeting(records);
  }

  /** The codes of results, with what is still to be stored. */
  async #handleOne(work: RecordWork): Promise<HandledRecord | { kind: 'stored'; codes: HandledChunk }> {
    if (!this.#isOfAchievements()) return this.#parts.handle(work);
    const { record, ...claim } = work;
    return { kind: 'stored', codes: await this.#parts.handleChunk({ ...claim, records: [record] }) };
  }

  /** Several records at once, so that they share the database's waits for the disk. */
  async #handleAll(records: readonly BatchRecord[], lease: HeldLease): Promise<'done' | 'leaseLost'> {
    const claim = { isRefused: false };
    let toTry = records;
    for (let tries = 1; toTry.length > 0; tries += 1) {
      const again: BatchRecord[] = [];
      const results: RecordProgress[] = [];
      const codes: Record<string, number> = {};
      const handleOne = async (record: BatchRecord): Promise<void> => {
        if (claim.isRefused || lease.isLost()) return;
        const work: RecordWork = { ...this.#claim, record };
        try {
          const handled = await this.#handleOne(work);
          if (handled.kind === 'leaseLost') claim.isRefused = true;
          if ('codes' in handled) addTo(codes, handled.codes);
          if (!('result' in handled)) return;
          if (handled.kind === 'result') results.push(progressOf(work, handled.result));
          addTo(codes, { [handled.result.code]: 1 });
        } catch (error) {
          again.push(record);
          const { position } = record;
          this.#parts.report({ kind: 'recordFailed', ...this.#name, position, attempt: tries, error });
        }
      };
      await atOnce(this.#groupsOf(toTry), this.#parts.settings.concurrency, async (group) => {
        for (const record of group) await handleOne(record);
      });
      if (results.length > 0) await this.#parts.batches.record(results);
      this.#parts.report({ kind: 'handled', codes });
      if (claim.isRefused || lease.isLost()) return 'leaseLost';
      if (again.length === 0) return 'done';
      if (!(await this.#mayTryAgain(tries))) return 'leaseLost';
      if (tries === MOST_TRIES) {
        this.#failed.push(...again.map(({ position }) => position));
        return 'done';
      }
      toTry = again;
    }
    return 'done';
  }

  /** A failure counts against the record only while the database takes writes; otherwise this rejects as well. */
  async #mayTryAgain(tries: number): Promise<boolean> {
    const { batches, clock, retryMs = usualRetryMs } = this.#parts;
    const { job, lease } = this.#claim;
    if (tries < MOST_TRIES) await pause(backoffMs(tries, retryMs.first, retryMs.most)).over;
    return batches.extend(job.jobId, lease, leaseEnd(clock, this.#leaseMs));
  }

  async #finish(): Promise<JobEnd> {
    const { batches, clock, report } = this.#parts;
    const { job, lease } = this.#claim;
    const at = clock.now();
    await batches.finish(job.jobId, lease, at);
    const seconds = Math.max(0, at.getTime() - (job.startedAt ?? at).getTime()) / 1000;
    report({ kind: 'finished', ...this.#name, recordCount: job.recordCount, seconds });
    return 'finished';
  }

  async #park(
    problem: string,
    status: 'Failed' | 'Waiting' = 'Failed',
    notBefore: Date = this.#parts.clock.now(),
  ): Promise<JobEnd> {
    const { job, lease } = this.#claim;
    await this.#parts.batches.park(job.jobId, lease, problem, status, notBefore);
    this.#parts.report({ kind: 'parked', ...this.#name, status, problem });
    return 'parked';
  }

  #lost(): JobEnd {
    this.#parts.report({ kind: 'leaseLost', ...this.#name });
    return 'leaseLost';
  }

  /** Where the log says more. */
  #reference(): string {
    return `correlation id ${this.#claim.job.correlationId}`;
  }
}

function addTo(codes: Record<string, number>, more: HandledChunk): void {
  for (const [code, count] of Object.entries(more)) codes[code] = (codes[code] ?? 0) + count;
}
