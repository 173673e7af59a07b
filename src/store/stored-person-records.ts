import { setImmediate } from 'node:timers/promises';
import type { BatchKind } from '../domain/batch.js';
import type { RecordFields } from '../domain/batch-record.js';
import type { Uln } from '../domain/uln.js';
import { erasedUserName } from '../register/audit/audit-digest.js';
import type {
  Erasure,
  ErasureReason,
  HeldBatchRecord,
  IsAbout,
  PersonRecords,
} from '../register/person-ports.js';
import type { PersonKey, PersonKeys } from '../register/ports.js';
import { auditRows } from './audit-row.js';
import { jobIdOf, resultOf } from './batches/batch-rows.js';
import { resultColumns } from './batches/batch-columns.js';
import { challengeColumns, challengeOf } from './challenge-row.js';
import type { Database } from './database.js';
import { searchKeysOf } from './learner-row.js';
import { eventColumns, learningEventOf } from './learning-event-row.js';
import { entriesOfPage } from './stored-audit-trail.js';
import { personKeyBytes, text, type Value } from './values.js';

const CHUNKS_AT_ONCE = 200;

/** A row of `batch_chunk` that holds something about the person. */
interface Chunk {
  readonly jobId: string;
  readonly first: number;
  /** As it was read. */
  readonly records: string;
  readonly fields: readonly RecordFields[];
  /** Places in the job. */
  readonly positions: readonly number[];
}

/** What is held about a person, in either database. */
export class StoredPersonRecords implements PersonRecords {
  constructor(
    private readonly database: Database,
    private readonly keys: PersonKeys,
  ) {}

  async events(ulns: readonly Uln[]) {
    const { builder } = this.database;
    const rows = await this.database.query(
      builder('learning_event')
        .select(eventColumns)
        .whereIn('uln', [...ulns])
        .orderBy('event_id'),
    );
    return rows.map(learningEventOf);
  }

  async challenges(ulns: readonly Uln[]) {
    const { builder } = this.database;
    const rows = await this.database.query(
      builder('data_challenge')
        .select(challengeColumns)
        .whereIn('uln', [...ulns])
        .orderBy('challenge_no'),
    );
    return rows.map(challengeOf);
  }

  async audit(ulns: readonly Uln[], personKeys: readonly PersonKey[]) {
    const { builder } = this.database;
    const about = builder('audit_of_learner')
      .select('at', 'entry_id')
      .whereIn('uln', [...ulns]);
    const organisations = builder('organisation')
      .select('organisation_ref')
      .unionAll(builder.raw(`select 'LOCAL'`));
    const looked = builder('audit')
      .select('at', 'entry_id')
      .whereIn('person_key', personKeys.map(personKeyBytes))
      .whereIn('organisation_ref', organisations);
    const entries = await entriesOfPage(this.database, about.union(looked));
    return entries.toReversed();
  }

  async personKeys(ulns: readonly Uln[]): Promise<readonly PersonKey[]> {
    const { builder } = this.database;
    const rows = await this.database.query(
      builder('learner')
        .select('search_keys')
        .whereIn('uln', [...ulns]),
    );
    return [...new Set(rows.flatMap(([keys]) => searchKeysOf(keys).map((key) => this.keys.keyOf(key))))];
  }

  async batchRecords(ulns: readonly Uln[], isAbout: IsAbout): Promise<readonly HeldBatchRecord[]> {
    const held: HeldBatchRecord[] = [];
    for await (const chunk of this.#chunks(ulns, isAbout)) held.push(...(await this.#held(chunk)));
    return held;
  }

  async emptyBatchRecords(ulns: readonly Uln[], isAbout: IsAbout): Promise<number> {
    let emptied = 0;
    let isDone = false;
    // Somebody else may change a chunk between the reading and the writing: then it is looked at again.
    while (!isDone) {
      isDone = true;
      for await (const { jobId, first, records, fields, positions } of this.#chunks(ulns, isAbout)) {
        const gone = new Set(positions);
        const after = fields.map((each, at) => (gone.has(first + at) ? {} : each));
        const isWritten = await this.database.perform(
          'emptyBatchRecords',
          [jobId, first],
          records,
          JSON.stringify(after),
          positions,
        );
        if (isWritten) emptied += positions.length;
        else isDone = false;
      }
    }
    return emptied;
  }

  erase({ ulns, reason, today, userNames, audit }: Parameters<PersonRecords['erase']>[0]) {
    const { correlationId, organisationRef, userName } = audit;
    const at = audit.at.getTime();
    const learners = ulns.map((uln) => ({
      uln,
      erasure: [at, correlationId, organisationRef, reason, uln, userName] satisfies Value[],
    }));
    const erased = userNames.map((each) => [each, erasedUserName(each)] as const);
    return this.database.perform('eraseLearner', learners, today, erased, auditRows(audit));
  }

  async erasures(since: Date): Promise<readonly Erasure[]> {
    const { builder } = this.database;
    const rows = await this.database.query(
      builder('learner_erasure')
        .select('uln', 'at', 'reason')
        .where('at', '>=', since.getTime())
        .orderBy('at', 'desc'),
    );
    return rows.map(([uln, at, reason]) => ({
      uln: text(uln) as Uln,
      at: new Date(Number(at)),
      reason: text(reason) as ErasureReason,
    }));
  }

  /** Chunks with records about the person that still hold something. */
  async *#chunks(ulns: readonly Uln[], isAbout: IsAbout): AsyncGenerator<Chunk> {
    const results = await this.#resultPlaces(ulns);
    let place: readonly [Value, Value] = [-1, -1];
    for (;;) {
      const rows = await this.database.read('chunksAfter', ...place, CHUNKS_AT_ONCE);
      for (const [job, firstPosition, column] of rows) {
        const [jobId, first, records] = [text(job), Number(firstPosition), text(column)];
        const fields = JSON.parse(records) as RecordFields[];
        const came = results.get(jobId);
        const positions = fields.flatMap((each, at) => {
          const isTheirs = came?.has(first + at) === true || isAbout(each);
          return isTheirs && Object.keys(each).length > 0 ? [first + at] : [];
        });
        if (positions.length > 0) yield { jobId, first, records, fields, positions };
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < CHUNKS_AT_ONCE) return;
      await setImmediate();
      place = [last[0] ?? -1, last[1] ?? -1];
    }
  }

  async #resultPlaces(ulns: readonly Uln[]): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
    const { builder } = this.database;
    const rows = await this.database.query(
      builder('batch_result')
        .select('job_id', 'position')
        .whereIn('uln', [...ulns]),
    );
    const places = new Map<string, Set<number>>();
    for (const [job, position] of rows) {
      const jobId = text(job);
      const of = places.get(jobId) ?? new Set();
      places.set(jobId, of.add(Number(position)));
    }
    return places;
  }

  async #held({ jobId, first, fields, positions }: Chunk): Promise<HeldBatchRecord[]> {
    const { builder } = this.database;
    const [job] = await this.database.query(
      builder('batch_job').select('kind', 'organisation_ref', 'submitted_at').where('job_id', jobId),
    );
    const rows = await this.database.query(
      builder('batch_result')
        .select(resultColumns)
        .where('job_id', jobId)
        .whereIn('position', [...positions]),
    );
    const results = new Map(rows.map(resultOf).map(({ position, result }) => [position, result]));
    return positions.map((position) => {
      const result = results.get(position);
      return {
        jobId: jobIdOf(jobId),
        kind: text(job?.[0]) as BatchKind,
        organisationRef: text(job?.[1]),
        submittedAt: new Date(Number(job?.[2])),
        position,
        fields: fields[position - first] ?? {},
        ...(result === undefined ? {} : { result }),
      };
    });
  }
}
