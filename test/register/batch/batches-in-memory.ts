/** A register and its batches in memory, with the rules of the ports: for tests of what works on them. */
import { countRecord, noCounts, type BatchStatus, type RecordResult } from '../../../src/domain/batch.js';
import { learnerSearchKeys, type SearchKey } from '../../../src/domain/demographics.js';
import type { Learner } from '../../../src/domain/learner.js';
import type { Candidate } from '../../../src/domain/matching.js';
import type { Uln } from '../../../src/domain/uln.js';
import type {
  BatchJob,
  BatchRecord,
  BatchStore,
  JobId,
  NewBatchJob,
  RecordProgress,
} from '../../../src/register/batch-ports.js';
import type {
  AuditEntry,
  AuditTrail,
  LearnerKeys,
  LearnerReader,
  LearnerWriter,
  PersonKeys,
  ProgressRefusal,
} from '../../../src/register/ports.js';

interface StoredJob {
  job: NewBatchJob;
  status: BatchStatus;
  records: BatchRecord[];
  results: Map<number, RecordResult>;
  lease?: string;
  dueAt: number;
  attempts: number;
  startedAt?: Date;
  finishedAt?: Date;
  problem?: string;
}

export class BatchesInMemory implements BatchStore {
  readonly jobs = new Map<JobId, StoredJob>();
  readonly audits: AuditEntry[] = [];
  #nextJob = 1n;
  #leases = 0;
  /** Organisations in the order of their turns. */
  readonly #turns: string[] = [];

  async submit(job: NewBatchJob, records: readonly BatchRecord[], audit: AuditEntry): Promise<JobId> {
    const jobId = await this.open(job, audit);
    await this.append(jobId, records);
    await this.seal(jobId);
    return jobId;
  }

  async open(job: NewBatchJob, audit: AuditEntry): Promise<JobId> {
    const jobId = this.#nextJob++;
    this.jobs.set(jobId, { job, status: 'Opened', records: [], results: new Map(), dueAt: 0, attempts: 0 });
    this.audits.push(audit);
    return jobId;
  }

  async append(jobId: JobId, records: readonly BatchRecord[]): Promise<void> {
    this.#job(jobId).records.push(...records);
  }

  async seal(jobId: JobId): Promise<void> {
    const stored = this.#job(jobId);
    stored.status = 'Waiting';
    if (!this.#turns.includes(stored.job.organisationRef)) this.#turns.push(stored.job.organisationRef);
  }

  async discard(jobId: JobId): Promise<void> {
    this.jobs.delete(jobId);
  }

  async claim(worker: string, now: Date, leaseUntil: Date) {
    for (const organisationRef of this.#turns) {
      for (const [jobId, stored] of this.jobs) {
        const open = stored.status === 'Waiting' || stored.status === 'InProgress';
        if (!open || stored.dueAt > now.getTime() || stored.job.organisationRef !== organisationRef) continue;
        this.#turns.splice(this.#turns.indexOf(organisationRef), 1);
        this.#turns.push(organisationRef);
        this.#leases += 1;
        stored.lease = `${worker}:${this.#leases}`;
        stored.dueAt = leaseUntil.getTime();
        stored.status = 'InProgress';
        stored.attempts += 1;
        stored.startedAt ??= now;
        return { job: this.#shown(jobId, stored), lease: stored.lease };
      }
    }
    return undefined;
  }

  async extend(jobId: JobId, lease: string, leaseUntil: Date): Promise<boolean> {
    const stored = this.#held(jobId, lease);
    if (stored !== undefined) stored.dueAt = leaseUntil.getTime();
    return stored !== undefined;
  }

  async release(jobId: JobId, lease: string): Promise<void> {
    const stored = this.#held(jobId, lease);
    if (stored === undefined) return;
    delete stored.lease;
    Object.assign(stored, { status: 'Waiting', dueAt: 0, attempts: stored.attempts - 1 });
  }

  async pending(jobId: JobId, after: number, limit: number): Promise<readonly BatchRecord[]> {
    const { records, results } = this.#job(jobId);
    return records.filter(({ position }) => position > after && !results.has(position)).slice(0, limit);
  }

  async record(progress: readonly RecordProgress[]): Promise<void> {
    for (const each of progress) if (this.refusal(each) === undefined) this.keep(each);
  }

  /** Why a change with this progress is not made. */
  refusal({ jobId, lease, position }: RecordProgress): ProgressRefusal | undefined {
    const stored = this.#held(jobId, lease);
    if (stored === undefined) return 'leaseLost';
    return stored.results.has(position) ? 'alreadyDone' : undefined;
  }

  keep({ jobId, position, result }: RecordProgress): void {
    this.#job(jobId).results.set(position, result);
  }

  async finish(jobId: JobId, lease: string, at: Date): Promise<void> {
    const stored = this.#held(jobId, lease);
    if (stored === undefined) return;
    if (stored.results.size < stored.records.length) throw new Error('Not all records have results');
    delete stored.lease;
    Object.assign(stored, { status: 'Successful', finishedAt: at });
  }

  async park(jobId: JobId, lease: string, problem: string, status: 'Failed' | 'Waiting', notBefore: Date) {
    const stored = this.#held(jobId, lease);
    if (stored === undefined) return;
    delete stored.lease;
    Object.assign(stored, { status, problem, dueAt: notBefore.getTime() });
    if (status === 'Failed') stored.finishedAt = notBefore;
  }

  async retry(jobId: JobId): Promise<'waiting' | 'notFound' | 'notFailed'> {
    const stored = this.jobs.get(jobId);
    if (stored === undefined) return 'notFound';
    if (stored.status !== 'Failed') return 'notFailed';
    delete stored.problem;
    delete stored.finishedAt;
    Object.assign(stored, { status: 'Waiting', dueAt: 0, attempts: 0 });
    return 'waiting';
  }

  async find(jobId: JobId): Promise<BatchJob | undefined> {
    const stored = this.jobs.get(jobId);
    return stored === undefined ? undefined : this.#shown(jobId, stored);
  }

  async list(): Promise<readonly BatchJob[]> {
    return [...this.jobs].map(([jobId, stored]) => this.#shown(jobId, stored)).reverse();
  }

  async results(jobId: JobId, after: number, limit: number) {
    const { records, results } = this.#job(jobId);
    return records
      .flatMap((record) => {
        const result = results.get(record.position);
        return record.position > after && result !== undefined ? [{ ...record, result }] : [];
      })
      .slice(0, limit);
  }

  async depth() {
    const count = (status: BatchStatus) =>
      [...this.jobs.values()].filter((job) => job.status === status).length;
    return { waiting: count('Waiting'), inProgress: count('InProgress') };
  }

  async expire(finishedBefore: Date, limit: number): Promise<number> {
    const old = [...this.jobs].filter(
      ([, { finishedAt }]) => finishedAt !== undefined && finishedAt < finishedBefore,
    );
    for (const [jobId] of old.slice(0, limit)) this.jobs.delete(jobId);
    return Math.min(old.length, limit);
  }

  #job(jobId: JobId): StoredJob {
    const stored = this.jobs.get(jobId);
    if (stored === undefined) throw new Error('No such job');
    return stored;
  }

  #held(jobId: JobId, lease: string): StoredJob | undefined {
    const stored = this.jobs.get(jobId);
    return stored?.lease === lease ? stored : undefined;
  }

  #shown(jobId: JobId, stored: StoredJob): BatchJob {
    const { job, status, records, results, attempts, startedAt, finishedAt, problem } = stored;
    return {
      ...job,
      jobId,
      status,
      attempts,
      recordCount: records.length,
      recordsDone: results.size,
      counts: [...results.values()].reduce((counts, { code }) => countRecord(counts, code), noCounts),
      codes: tallyOf([...results.values()]),
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(finishedAt === undefined ? {} : { finishedAt }),
      ...(problem === undefined ? {} : { problem }),
    };
  }
}

function tallyOf(results: readonly RecordResult[]): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  for (const { code } of results) codes.set(code, (codes.get(code) ?? 0) + 1);
  return codes;
}

export const plainPersonKeys: PersonKeys = {
  keyOf: (key) => [key.givenKey, key.familyKey, key.dateOfBirth, key.gender, key.postCodeKey].join('|'),
};

export class LearnersInMemory implements LearnerReader, LearnerWriter {
  readonly learners = new Map<Uln, Learner>();
  readonly #names = new Map<Uln, readonly SearchKey[]>();
  readonly #claims = new Map<string, Uln>();

  constructor(
    private readonly batches: BatchesInMemory,
    private readonly audits: AuditEntry[],
  ) {}

  async findByUln(uln: Uln) {
    return this.learners.get(uln);
  }

  async findByUlns(ulns: readonly Uln[]) {
    return new Map(
      ulns.flatMap((uln) => {
        const learner = this.learners.get(uln);
        return learner === undefined ? [] : [[uln, learner] as const];
      }),
    );
  }

  async exactUlns(key: SearchKey) {
    const wanted = plainPersonKeys.keyOf(key);
    return [
      ...new Set(this.#rows().flatMap((row) => (plainPersonKeys.keyOf(row) === wanted ? [row.uln] : []))),
    ];
  }

  async candidates(): Promise<readonly Candidate[]> {
    return this.#rows();
  }

  async register(learner: Learner, keys: LearnerKeys, audit: AuditEntry, progress?: RecordProgress) {
    const refusal = progress === undefined ? undefined : this.batches.refusal(progress);
    if (refusal !== undefined) return refusal;
    if (this.#claims.has(keys.own)) return 'personExists';
    if (this.learners.has(learner.uln)) return 'ulnTaken';
    this.#put(learner, keys);
    this.audits.push(audit);
    if (progress !== undefined) this.batches.keep(progress);
    return 'registered';
  }

  async update(
    learner: Learner,
    expectedVersion: number,
    keys: LearnerKeys,
    audit: AuditEntry,
    progress?: RecordProgress,
  ) {
    const refusal = progress === undefined ? undefined : this.batches.refusal(progress);
    if (refusal !== undefined) return refusal;
    if (this.learners.get(learner.uln)?.versionNumber !== expectedVersion) return 'stale';
    if ((this.#claims.get(keys.own) ?? learner.uln) !== learner.uln) return 'personExists';
    this.#put(learner, keys);
    this.audits.push(audit);
    if (progress !== undefined) this.batches.keep(progress);
    return 'updated';
  }

  link(): Promise<never> {
    return Promise.reject(new Error('Links are put there by `add`'));
  }

  unlink(): Promise<never> {
    return Promise.reject(new Error('Links are put there by `add`'));
  }

  /** Puts a learner there as it is. */
  add(learner: Learner): void {
    const search = learnerSearchKeys(learner);
    const [own = '', ...others] = search.map((key) => plainPersonKeys.keyOf(key));
    this.#put(learner, { search, own, others });
  }

  #put(learner: Learner, { search, own, others }: LearnerKeys): void {
    this.learners.set(learner.uln, learner);
    this.#names.set(learner.uln, search);
    for (const key of [own, ...others]) if (!this.#claims.has(key)) this.#claims.set(key, learner.uln);
  }

  #rows(): readonly Candidate[] {
    return [...this.#names].flatMap(([uln, keys]) => keys.map((key) => ({ ...key, uln })));
  }
}

export class AuditInMemory implements AuditTrail {
  constructor(readonly entries: AuditEntry[] = []) {}

  async record(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
  }

  async latestFind(organisationRef: string, personKey: string, since: Date) {
    return this.entries.findLast(
      (entry) =>
        entry.organisationRef === organisationRef && entry.personKey === personKey && entry.at >= since,
    );
  }

  async list(): Promise<never> {
    throw new Error('Read `entries` instead');
  }
}
