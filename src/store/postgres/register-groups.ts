import type pg from 'pg';
import { auditColumns, type AuditValue } from '../audit-row.js';
import { resultColumns } from '../batches/batch-columns.js';
import type { ProgressValues } from '../batches/batch-rows.js';
import { auditBinding } from '../changes/change.js';
import { claimsOf } from '../changes/person-claims.js';
import type { NewLearner, Registration } from '../changes/register-learner.js';
import { insertColumns } from '../learner-row.js';
import { nameColumns } from '../statements.js';
import { text, type Row } from '../values.js';
import {
  auditSelection,
  auditTypes,
  claimTypes,
  learnerTypes,
  nameTypes,
  resultTypes,
  transposed,
  unnest,
} from './arrays.js';
import { brokenRule, execute, retrying, type NamedStatement } from './connections.js';

/** Learners in one statement at most. */
const MOST_TOGETHER = 100;

const recordTypes = ['bigint', 'text', ...resultTypes];
const FIRST_LEARNER = 1 + recordTypes.length;
const FIRST_NAME = FIRST_LEARNER + learnerTypes.length;
const FIRST_CLAIM = FIRST_NAME + nameTypes.length;
const FIRST_OTHER = FIRST_CLAIM + claimTypes.length;
const FIRST_TRAIL = FIRST_OTHER + claimTypes.length;
const recordNames = ['learner', 'lease', ...resultColumns].join(', ');

/**
 * Registers several learners of batches: those whose lease is held, and whom nobody else has claimed. A person who is
 * there already is left out alone, because two jobs with the same people meet in every record; whatever else depends
 * on `claims`, the records that go on. Another unique rule that is broken undoes the whole statement and names itself.
 */
const registerGroup: NamedStatement = {
  name: 'registerGroup',
  text: `with held as materialized (
    select record.* from ${unnest(recordTypes, 1)} as record (${recordNames})
    join batch_job as job on job.job_id = record.job_id and job.lease = record.lease
  ),
  claims as (
    insert into person_claim (person_key, uln)
    select claim.* from ${unnest(claimTypes, FIRST_CLAIM)} as claim (person_key, uln)
    where claim.uln = any (array(select learner from held)) order by 1
    on conflict do nothing returning uln
  ),
  results as (
    insert into batch_result (${resultColumns.join(', ')}) select ${resultColumns.join(', ')} from held
    where held.learner = any (array(select uln from claims))
  ),
  learners as (
    insert into learner (${insertColumns.join(', ')})
    select new.* from ${unnest(learnerTypes, FIRST_LEARNER)} as new (${insertColumns.join(', ')})
    where new.uln = any (array(select uln from claims))
  ),
  names as (
    insert into learner_name (${nameColumns.join(', ')}, uln)
    select name.* from ${unnest(nameTypes, FIRST_NAME)} as name (${nameColumns.join(', ')}, uln)
    where name.uln = any (array(select uln from claims))
  ),
  others as (
    insert into person_claim (person_key, uln)
    select claim.* from ${unnest(claimTypes, FIRST_OTHER)} as claim (person_key, uln)
    where claim.uln = any (array(select uln from claims)) order by 1 on conflict do nothing
  ),
  trail as (
    insert into audit (${auditColumns.join(', ')})
    select ${auditSelection}
    from ${unnest(['bigint', ...auditTypes], FIRST_TRAIL)} as trail (learner, ${auditColumns.join(', ')})
    where trail.learner = any (array(select uln from claims))
  )
  select learner, (learner = any (array(select uln from claims)))::int from held`,
};

interface Asked {
  readonly learner: NewLearner;
  readonly audit: readonly AuditValue[];
  readonly progress: ProgressValues;
  readonly resolve: (outcome: Registration) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers the registrations of batches, so that many share one way to the database and one commit.
 * They can wait; live registrations go on their own.
 */
export class RegisterGroups {
  #waiting: Asked[] = [];
  #inFlight = 0;
  #scheduled = false;

  /** @param mostInFlight groups on their way at once: while one waits for the disk another is worked on */
  constructor(
    private readonly pool: pg.Pool,
    private readonly mostInFlight: () => number,
  ) {}

  register(
    learner: NewLearner,
    audit: readonly AuditValue[],
    progress: ProgressValues,
  ): Promise<Registration> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ learner, audit, progress, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= this.mostInFlight()) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#send();
    });
  }

  async #send(): Promise<void> {
    const group = this.#takeGroup();
    if (group.length === 0) return;
    this.#inFlight += 1;
    if (this.#waiting.length > 0) this.#schedule();
    await this.#registerAll(group);
    this.#inFlight -= 1;
    if (this.#waiting.length > 0) this.#schedule();
  }

  /** One statement cannot draw a line between two learners with one ULN: the second waits for the next group. */
  #takeGroup(): Asked[] {
    const ulns = new Set<string>();
    const group: Asked[] = [];
    const left: Asked[] = [];
    for (const asked of this.#waiting) {
      if (group.length < MOST_TOGETHER && !ulns.has(asked.learner.uln)) group.push(asked);
      else left.push(asked);
      ulns.add(asked.learner.uln);
    }
    this.#waiting = left;
    return group;
  }

  /** When somebody in the group cannot be registered, halves of it are tried, down to the one. Never rejects. */
  async #registerAll(group: readonly Asked[]): Promise<void> {
    try {
      const answer = await retrying(() => this.#attempt(group));
      if (typeof answer !== 'string') {
        for (const { learner, resolve } of group) {
          resolve(answer.get(learner.uln) ?? 'leaseLost');
        }
      } else if (group.length === 1) {
        group[0]?.resolve(answer);
      } else {
        const half = Math.ceil(group.length / 2);
        await this.#registerAll(group.slice(0, half));
        await this.#registerAll(group.slice(half));
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  /** What became of each ULN whose lease is held, or why at least one of them cannot be registered. */
  async #attempt(group: readonly Asked[]): Promise<ReadonlyMap<string, Registration> | Registration> {
    try {
      const { rows } = await execute(this.pool, registerGroup, valuesOf(group));
      return new Map(rows.map(([uln, isNew]) => [text(uln), isNew === 1 ? 'registered' : 'personExists']));
    } catch (error) {
      const outcome = outcomes.get(brokenRule(error));
      if (outcome !== undefined) return outcome;
      throw error;
    }
  }
}

const outcomes: ReadonlyMap<string | undefined, Registration> = new Map([
  ['learner_pkey', 'ulnTaken'],
  // Of names, only those of another learner with this ULN can be there.
  ['learner_name_pkey', 'ulnTaken'],
  ['batch_result_pkey', 'alreadyDone'],
]);

function valuesOf(group: readonly Asked[]): string[] {
  const records = group.map(({ learner, progress }): Row => [
    learner.uln,
    progress.lease,
    ...progress.result,
  ]);
  const names = group.flatMap(({ learner }) => learner.names.map((name): Row => [...name, learner.uln]));
  const claims = group.map(({ learner }): Row => [claimsOf(learner).own, learner.uln]);
  const others = group.flatMap(({ learner }) =>
    claimsOf(learner).others.map((key): Row => [key, learner.uln]),
  );
  const trail = group.flatMap(({ learner, audit }) => {
    const rows: Row[] = [];
    for (let at = 0; at < audit.length; at += auditColumns.length) {
      rows.push([learner.uln, ...auditBinding(audit, at)]);
    }
    return rows;
  });
  return [
    ...transposed(records, recordTypes.length),
    ...transposed(
      group.map(({ learner }) => learner.row),
      learnerTypes.length,
    ),
    ...transposed(names, nameTypes.length),
    ...transposed(claims, claimTypes.length),
    ...transposed(others, claimTypes.length),
    ...transposed(trail, auditTypes.length + 1),
  ];
}
