import type { AchievementCode } from '../../domain/achievement-code.js';
import { decideAchievement, type AchievementDecision } from '../../domain/achievement-rules.js';
import type { RecordResult, SubmissionType } from '../../domain/batch.js';
import type { LearningEvent } from '../../domain/learning-event.js';
import type { Organisation } from '../../domain/organisation.js';
import type { Qualification, QualificationKey } from '../../domain/qualification.js';
import type { Uln } from '../../domain/uln.js';
import type { BatchRecord, RecordProgress } from '../batch-ports.js';
import { submitterOf } from '../batch/batch-parts.js';
import { auditEntry } from '../deeds.js';
import type { AchievementChange, AchievementWrite } from '../plr-ports.js';
import type { AuditEntry } from '../ports.js';
import type { AchievementParts, ChunkWork, HandleChunk, HandledChunk } from './achievement-parts.js';
import { prepareAchievements, type Prepared } from './prepare-achievements.js';
import { ProviderNames } from './provider-names.js';

/** Two jobs with the same achievement meet once or twice; this often only when something is wrong. */
const MOST_LOOKS = 20;

/**
 * Handles achievements of a job many at a time: one question for their learners, one for the events that the
 * organisation owns, and one write; again for those that somebody else changed in between.
 * Rule: docs/interface-specification.md, "SubmitAchievementBatchJob".
 */
export function createAchievementHandler(parts: AchievementParts): HandleChunk {
  const providers = new ProviderNames(parts.organisations, parts.clock);
  return (work) => new ChunkHandling(parts, providers, work).handle();
}

const codeOf = {
  created: 'A001',
  updated: 'A002',
  unchanged: 'A002',
  promoted: 'A003',
  withdrawn: 'A004',
  reinstated: 'A005',
} as const satisfies Record<Exclude<AchievementDecision['kind'], 'error'>, AchievementCode>;

/** A result that comes without a change to the learner's record. */
interface Settled {
  readonly record: BatchRecord;
  readonly result: RecordResult;
  readonly uln?: Uln;
}

class ChunkHandling {
  readonly #parts: AchievementParts;
  readonly #providers: ProviderNames;
  readonly #work: ChunkWork;
  readonly #codes: Record<string, number> = {};

  constructor(parts: AchievementParts, providers: ProviderNames, work: ChunkWork) {
    this.#parts = parts;
    this.#providers = providers;
    this.#work = work;
  }

  async handle(): Promise<HandledChunk> {
    const { job, records } = this.#work;
    const [submitter, { prepared, refused }] = await Promise.all([
      this.#parts.organisations.byRef(job.organisationRef),
      prepareAchievements(this.#parts, records),
    ]);
    if (submitter === undefined) throw new Error('The organisation of an achievement job is not there');
    const [qualifications, providerNames] = await Promise.all([
      this.#parts.qualifications.find([
        ...new Set(prepared.map(({ achievement }) => achievement.qualification)),
      ]),
      this.#providerNames(prepared),
    ]);
    const settled = refused.map(({ record, error: { code, reason }, uln }): Settled => ({
      record,
      result: { code, reason },
      ...(uln === undefined ? {} : { uln }),
    }));
    let writing = this.#settle(settled);
    // Looked at with the first write below, or at the end: a failure must wait until then.
    writing.catch(() => undefined);
    let todo = prepared;
    for (let looks = 0; todo.length > 0;) {
      const { wave, later } = firstOfEach(todo);
      const facts = { submitter, qualifications, providerNames };
      const decided = await this.#decide(wave, facts);
      const [again] = await Promise.all([this.#write(decided), writing]);
      writing = Promise.resolve();
      if (again.length === wave.length && (looks += 1) === MOST_LOOKS) {
        throw new Error('The events of achievements kept changing');
      }
      todo = [...again, ...later].sort((one, other) => one.record.position - other.record.position);
    }
    await writing;
    return this.#codes;
  }

  async #providerNames(prepared: readonly Prepared[]): Promise<ReadonlyMap<string, string | undefined>> {
    const ukprns = new Set(prepared.flatMap(({ achievement }) => achievement.providerUkprn ?? []));
    return new Map(
      await Promise.all([...ukprns].map(async (ukprn) => [ukprn, await this.#providers.of(ukprn)] as const)),
    );
  }

  async #decide(
    wave: readonly Prepared[],
    { submitter, qualifications, providerNames }: ChunkFacts,
  ): Promise<readonly Decided[]> {
    const { clock } = this.#parts;
    const ulns = [...new Set(wave.flatMap(({ family }) => family))];
    const events = await this.#parts.events.ownedEvents(ulns, submitter.organisationRef);
    const byUln = new Map<Uln, LearningEvent[]>();
    for (const event of events) {
      const others = byUln.get(event.uln);
      if (others === undefined) byUln.set(event.uln, [event]);
      else others.push(event);
    }
    const today = clock.today();
    const now = this.#parts.localTime(clock.now());
    const submissionType: SubmissionType = this.#work.job.jobType === 'P' ? 'P' : 'F';
    return wave.map((prepared) => {
      const { achievement, learner, family } = prepared;
      const decision = decideAchievement(achievement, {
        submissionType,
        submitter,
        uln: learner.uln,
        qualification: qualifications.get(achievement.qualification),
        ownedEvents: family.flatMap((uln) => byUln.get(uln) ?? []),
        providerName: providerNames.get(achievement.providerUkprn ?? ''),
        today,
        now,
      });
      return { prepared, decision };
    });
  }

  /** Gives those that have to be decided again. */
  async #write(decided: readonly Decided[]): Promise<readonly Prepared[]> {
    const writes: (AchievementWrite & { readonly prepared: Prepared })[] = [];
    const settled: Settled[] = [];
    for (const { prepared, decision } of decided) {
      const { record, learner } = prepared;
      const { uln } = learner;
      const change = changeOf(decision, prepared.family);
      if (change === undefined) {
        settled.push({ record, result: settledResult(decision, uln), uln });
        continue;
      }
      const code = codeOf[decision.kind === 'error' ? 'unchanged' : decision.kind];
      const progress = this.#progressOf(record, { code, uln });
      writes.push({ prepared, change, progress, audit: this.#auditOf(code, [uln]) });
    }
    const [changed] = await Promise.all([
      this.#parts.achievements.applyAchievements(writes),
      this.#settle(settled),
    ]);
    const again = new Set(changed);
    writes.forEach(({ progress }, at) => {
      if (!again.has(at)) this.#count(progress.result.code);
    });
    return writes.filter((_, at) => again.has(at)).map(({ prepared }) => prepared);
  }

  /** Stores results of records that changed nothing; the audit tells whom the register was asked about. */
  async #settle(settled: readonly Settled[]): Promise<void> {
    if (settled.length === 0) return;
    const ulns = new Map<string, Set<Uln>>();
    for (const { result, uln } of settled) {
      if (uln === undefined) continue;
      const others = ulns.get(result.code);
      if (others === undefined) ulns.set(result.code, new Set([uln]));
      else others.add(uln);
    }
    await Promise.all([
      ...[...ulns].map(([code, all]) => this.#parts.audit.record(this.#auditOf(code, [...all]))),
      this.#parts.batches.record(settled.map(({ record, result }) => this.#progressOf(record, result))),
    ]);
    for (const { result } of settled) this.#count(result.code);
  }

  #progressOf({ position }: BatchRecord, result: RecordResult): RecordProgress {
    const { job, lease } = this.#work;
    return { jobId: job.jobId, lease, position, result };
  }

  #auditOf(code: string, ulns: readonly Uln[]): AuditEntry {
    return auditEntry(submitterOf(this.#work.job), this.#parts.clock.now(), code, ulns);
  }

  #count(code: string): void {
    this.#codes[code] = (this.#codes[code] ?? 0) + 1;
  }
}

interface ChunkFacts {
  readonly submitter: Organisation;
  readonly qualifications: ReadonlyMap<QualificationKey, Qualification>;
  readonly providerNames: ReadonlyMap<string, string | undefined>;
}

interface Decided {
  readonly prepared: Prepared;
  readonly decision: AchievementDecision;
}

/**
 * Records of one person and qualification are handled one after another, in their order; the first of each can be
 * decided at the same time.
 */
function firstOfEach(all: readonly Prepared[]): {
  readonly wave: readonly Prepared[];
  readonly later: readonly Prepared[];
} {
  const seen = new Set<string>();
  const wave: Prepared[] = [];
  const later: Prepared[] = [];
  for (const prepared of all) {
    const { root, achievement } = prepared;
    const key = `${root} ${achievement.qualification}`;
    (seen.has(key) ? later : wave).push(prepared);
    seen.add(key);
  }
  return { wave, later };
}

function changeOf(decision: AchievementDecision, family: readonly Uln[]): AchievementChange | undefined {
  switch (decision.kind) {
    case 'error':
    case 'unchanged':
      return undefined;
    case 'created':
      return { kind: 'create', event: decision.event, ...(family.length > 1 ? { family } : {}) };
    case 'updated':
    case 'promoted':
    case 'withdrawn':
    case 'reinstated':
      return { kind: 'change', change: decision.kind, before: decision.before, event: decision.event };
  }
}

function settledResult(decision: AchievementDecision, uln: Uln): RecordResult {
  if (decision.kind !== 'error') return { code: codeOf.unchanged, uln };
  const { code, reason } = decision.error;
  return { code, uln, reason };
}
