import type { Knex } from 'knex';
import { named, type Built } from './built-statement.js';
import { insertColumns } from './learner-row.js';
import { isSqlite } from './migrations/columns.js';

/** The columns of a seal; sorted, as knex sorts an insert. */
export const sealColumns = [
  'digest',
  'entries',
  'from_at',
  'hash',
  'marks',
  'previous_hash',
  'removed_at',
  'seal_no',
  'sealed_at',
  'until_at',
] as const;

export const erasureColumns = [
  'at',
  'correlation_id',
  'organisation_ref',
  'reason',
  'uln',
  'user_name',
] as const;

/** The value of `at` in an insert into the audit: after the floor, in SQLite's words or PostgreSQL's. */
export function flooredAt(sqlite: boolean, at: string): string {
  return `${sqlite ? 'max' : 'greatest'}(${at}, coalesce((select until_at + 1 from audit_floor), 0))`;
}

/** What the chain of the audit and erasures ask of the database, as in `statements.ts`. */
export function keepingStatements(knex: Knex) {
  return { ...seals(knex), ...removal(knex), ...erasure(knex), ...person(knex) };
}

function seals(knex: Knex) {
  return {
    raiseFloor: [
      isSqlite(knex)
        ? knex.raw(
            `insert into audit_floor (id, until_at) values (1, ?)
            on conflict (id) do update set until_at = max(until_at, excluded.until_at)`,
            ['until_at'],
          )
        : knex.raw(
            `insert into audit_floor (id, until_at, raised_by) values (1, ?, pg_current_xact_id())
            on conflict (id) do update set until_at = excluded.until_at, raised_by = excluded.raised_by
            where audit_floor.until_at < excluded.until_at`,
            ['until_at'],
          ),
      ['until_at'],
    ],
    settledFloor: [
      isSqlite(knex)
        ? knex.raw('select until_at from audit_floor')
        : knex.raw(
            'select until_at from audit_floor where raised_by < pg_snapshot_xmin(pg_current_snapshot())',
          ),
      [],
    ],
    lastSeal: [
      knex('audit_seal').select(sealColumns).orderBy('seal_no', 'desc').limit(1, { skipBinding: true }),
      [],
    ],
    sealsAfter: [
      knex.raw(
        `select ${sealColumns.join(', ')} from audit_seal where seal_no > ? order by seal_no limit ?`,
        ['seal_no', 'limit'],
      ),
      ['seal_no', 'limit'],
    ],
    insertSeal: [knex('audit_seal').insert(named(sealColumns)).onConflict('seal_no').ignore(), sealColumns],
    oldestSealBefore: [
      knex('audit_seal')
        .select(sealColumns)
        .whereNull('removed_at')
        .andWhere('until_at', '<', 'until_at')
        .orderBy('seal_no')
        .limit(1, { skipBinding: true }),
      ['until_at'],
    ],
    auditCut: [
      knex.raw(
        'select at from audit where at > ? and at <= ? and position = 0 order by at limit 1 offset ?',
        ['from_at', 'until_at', 'entries'],
      ),
      ['from_at', 'until_at', 'entries'],
    ],
    clear_audit_seal: [knex('audit_seal').delete(), []],
    clear_audit_floor: [knex('audit_floor').delete(), []],
    clear_learner_erasure: [knex('learner_erasure').delete(), []],
  } satisfies Record<string, Built>;
}

function removal(knex: Knex) {
  const window = ['from_at', 'until_at'];
  return {
    markRemovedSeal: [
      knex('audit_seal')
        .update(named(['removed_at']))
        .where('seal_no', 'seal_no')
        .whereNull('removed_at')
        .returning(window),
      ['removed_at', 'seal_no'],
    ],
    deleteAuditBetween: [knex.raw('delete from audit where at > ? and at <= ?', window), window],
    /** SQLite alone has tables beside the audit in which a ULN finds its entries. */
    deleteSortedBetween: [
      isSqlite(knex)
        ? knex.raw(
            `delete from audit_sorted where (uln, at, entry_id) in
            (select uln, at, entry_id from audit where at > ? and at <= ? and uln is not null)`,
            window,
          )
        : nothing(knex, window),
      window,
    ],
    /** The last note stays: places must go up for ever. */
    deleteNotesBetween: [
      isSqlite(knex)
        ? knex.raw(
            `delete from audit_unsorted where at > ? and at <= ?
            and place < (select max(place) from audit_unsorted)`,
            window,
          )
        : nothing(knex, window),
      window,
    ],
  } satisfies Record<string, Built>;
}

/** Takes the values and touches no row. */
function nothing(knex: Knex, values: string[]): Knex.Raw {
  return knex.raw('delete from audit_floor where false and until_at > ? and until_at <= ?', values);
}

function erasure(knex: Knex) {
  return {
    learnerForErasure: [
      knex('learner').select('search_keys', 'version_number').where('uln', 'uln').forUpdate(),
      ['uln'],
    ],
    emptyLearner: [knex('learner').update(emptied(knex)).where('uln', 'uln'), ['last_updated_date', 'uln']],
    deleteEventsOf: [knex('learning_event').where('uln', 'uln').delete(), ['uln']],
    deleteHistoryOf: [knex('learning_event_history').where('uln', 'uln').delete(), ['uln']],
    deleteChallengesOf: [knex('data_challenge').where('uln', 'uln').delete(), ['uln']],
    insertErasure: [
      knex('learner_erasure').insert(named(erasureColumns)).onConflict('uln').ignore(),
      erasureColumns,
    ],
    /** By organisation, because that is what the index begins with. */
    emptyPersonKey: [
      knex.raw(
        `update audit set person_key = null where person_key = ? and organisation_ref in
        (select organisation_ref from organisation union all select 'LOCAL')`,
        ['person_key'],
      ),
      ['person_key'],
    ],
    eraseUserName: [
      knex.raw(
        `update audit set user_name = ? where user_name = ? and (at, entry_id) in
        (select at, entry_id from audit_of_learner where uln = ?)`,
        ['erased', 'user_name', 'uln'],
      ),
      ['erased', 'user_name', 'uln'],
    ],
    emptyChunk: [
      knex.raw('update batch_chunk set records = ? where job_id = ? and first_position = ? and records = ?', [
        'records',
        'job_id',
        'first_position',
        'before',
      ]),
      ['records', 'job_id', 'first_position', 'before'],
    ],
    emptyResult: [
      knex('batch_result')
        .update('detail', knex.raw('null'))
        .where(named(['job_id', 'position'])),
      ['job_id', 'position'],
    ],
  } satisfies Record<string, Built>;
}

const kept: ReadonlySet<string> = new Set(['uln', 'created_date']);
const codes: ReadonlySet<string> = new Set([
  'gender',
  'verification_type',
  'tier_level',
  'ability_to_share',
  'learner_status',
]);
const neverNull: ReadonlySet<string> = new Set([
  'given_name',
  'family_name',
  'last_known_post_code',
  'date_of_birth',
]);

/** Every column of a learner but its number and when it was given, with nothing in it; `learner_status` 0 is deleted. */
function emptied(knex: Knex): Record<string, Knex.Raw | string> {
  const value = (column: string): Knex.Raw | string => {
    if (column === 'last_updated_date') return column;
    if (column === 'version_number') return knex.raw('version_number + 1');
    if (column === 'search_keys') return knex.raw(`'[]'`);
    if (codes.has(column)) return knex.raw(`'0'`);
    return knex.raw(neverNull.has(column) ? `''` : 'null');
  };
  return Object.fromEntries(
    insertColumns.filter((column) => !kept.has(column)).map((column) => [column, value(column)]),
  );
}

function person(knex: Knex) {
  return {
    chunksAfter: [
      knex.raw(
        `select job_id, first_position, records from batch_chunk where (job_id, first_position) > (?, ?)
        order by job_id, first_position limit ?`,
        ['job_id', 'first_position', 'limit'],
      ),
      ['job_id', 'first_position', 'limit'],
    ],
  } satisfies Record<string, Built>;
}
