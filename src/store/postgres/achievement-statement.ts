/** Achievements in PostgreSQL: the same as the change `applyAchievements`, a chunk in two statements. */
import type pg from 'pg';
import { auditColumns } from '../audit-row.js';
import { resultColumns } from '../batches/batch-columns.js';
import { EVENT_NUMBER_AT, type AchievementValues } from '../changes/apply-achievements.js';
import { auditBinding } from '../changes/change.js';
import {
  changedEventColumns,
  eventColumns,
  eventKeyColumns,
  eventTypes,
  historyColumns,
} from '../learning-event-row.js';
import { learningEventNumber } from '../numbers.js';
import type { Row, Value } from '../values.js';
import { auditSelection, auditTypes, resultTypes, transposed, unnest } from './arrays.js';
import { execute, type NamedStatement } from './connections.js';
import { inTransaction } from './transaction.js';

const recordColumns = ['place', 'lease', ...resultColumns];
const recordTypes = ['int', 'text', ...resultTypes];

/**
 * Writes the results and gives the places of those that had none. The job cannot change hands before the transaction
 * ends.
 */
const takeRecords: NamedStatement = {
  name: 'takeAchievementRecords',
  text: `with record as materialized (
    select * from ${unnest(recordTypes, 1)} as record (${recordColumns.join(', ')})
  ),
  held as materialized (
    select job.job_id, job.lease from batch_job as job
    where (job.job_id, job.lease) in (select job_id, lease from record) for share
  ),
  taken as (
    insert into batch_result (${resultColumns.join(', ')})
    select ${resultColumns.map((column) => `record.${column}`).join(', ')}
    from record join held on held.job_id = record.job_id and held.lease = record.lease
    order by record.job_id, record.position
    on conflict do nothing returning job_id, position
  )
  select record.place from record
  join taken on taken.job_id = record.job_id and taken.position = record.position`,
};

const keyTypes = eventTypes(eventKeyColumns);
const createdTypes = ['int', ...eventTypes(eventColumns)];
const changedTypes = ['int', ...eventTypes(changedEventColumns), ...keyTypes, 'int'];
const historyTypes = ['int', ...eventTypes(historyColumns)];
const trailTypes = ['int', ...auditTypes];
const FIRST_CHANGED = 1 + createdTypes.length;
const FIRST_HISTORY = FIRST_CHANGED + changedTypes.length;
const FIRST_TRAIL = FIRST_HISTORY + historyTypes.length;
const keyNames = eventKeyColumns.join(', ');
const insertedValues = eventColumns.map((column, at) =>
  at === EVENT_NUMBER_AT ? `nextval('${learningEventNumber}_seq')::int` : `new.${column}`,
);
const sameKey = eventKeyColumns.map((column) => `event.${column} = new.${column}`).join(' and ');

/** Writes the events, and history and audit of those that could be written; gives their places. */
const writeEvents: NamedStatement = {
  name: 'writeAchievementEvents',
  text: `with new_event as materialized (
    select * from ${unnest(createdTypes, 1)} as new (place, ${eventColumns.join(', ')})
  ),
  changed_event as materialized (
    select * from ${unnest(changedTypes, FIRST_CHANGED)}
    as new (place, ${changedEventColumns.join(', ')}, ${keyNames}, read_version)
  ),
  created as (
    insert into learning_event (${eventColumns.join(', ')})
    select ${insertedValues.join(', ')} from (select * from new_event order by ${keyNames}) as new
    on conflict do nothing returning ${keyNames}
  ),
  changed as (
    update learning_event as event
    set ${changedEventColumns.map((column) => `${column} = new.${column}`).join(', ')}
    from changed_event as new where ${sameKey} and event.version = new.read_version returning new.place
  ),
  done as (
    select place from changed
    union all select new_event.place from new_event join created using (${keyNames})
  ),
  history as (
    insert into learning_event_history (${historyColumns.join(', ')})
    select ${historyColumns.map((column) => `old.${column}`).join(', ')}
    from ${unnest(historyTypes, FIRST_HISTORY)} as old (place, ${historyColumns.join(', ')})
    join changed on changed.place = old.place
  ),
  trail as (
    insert into audit (${auditColumns.join(', ')})
    select ${auditSelection}
    from ${unnest(trailTypes, FIRST_TRAIL)} as trail (place, ${auditColumns.join(', ')})
    join done on done.place = trail.place
  )
  select place from done`,
};

/** A number that no other program on the database uses; the second one is the master's ULN, shortened. */
const FAMILY_LOCK = 7_365_003;

const lockFamilies: NamedStatement = {
  name: 'lockAchievementFamilies',
  text: `select pg_advisory_xact_lock(${String(FAMILY_LOCK)}, root)
  from (select distinct (uln % 2147483647)::int as root from ${unnest(['bigint'], 1)} as uln order by 1) as roots`,
};

const rivalsThere: NamedStatement = {
  name: 'achievementRivals',
  text: `select rival.place from ${unnest(['int', ...keyTypes], 1)} as rival (place, ${keyNames})
  join learning_event as event using (${keyNames})`,
};

/**
 * Creations for a person with several records whose event is there under another of them. The key of the table does not
 * see that, so others who create for the same person wait.
 */
async function placesTaken(
  client: pg.PoolClient,
  writes: readonly AchievementValues[],
  places: readonly number[],
): Promise<ReadonlySet<number>> {
  const rivals: Row[] = [];
  const roots: Value[] = [];
  for (const place of places) {
    const change = writes[place]?.change;
    if (change === undefined || !('created' in change) || change.family === undefined) continue;
    roots.push(change.family[0] ?? null);
    for (const key of change.rivals ?? []) rivals.push([place, ...key]);
  }
  if (rivals.length === 0) return new Set();
  await execute(client, lockFamilies, [roots]);
  const { rows } = await execute(client, rivalsThere, transposed(rivals, keyTypes.length + 1));
  return new Set(rows.map(([place]) => Number(place)));
}

const takeBack: NamedStatement = {
  name: 'takeBackAchievementRecords',
  text: `delete from batch_result using ${unnest(['bigint', 'int'], 1)} as record (job_id, place)
  where batch_result.job_id = record.job_id and batch_result.position = record.place`,
};

/** See the change `applyAchievements`. */
export function applyTogether(
  pool: pg.Pool,
  writes: readonly AchievementValues[],
): Promise<readonly number[]> {
  return inTransaction(pool, async (client) => {
    const records = writes.map(({ progress }, at): Row => [at, progress.lease, ...progress.result]);
    const answer = await execute(client, takeRecords, transposed(records, recordTypes.length));
    const places = answer.rows.map(([place]) => Number(place));
    if (places.length === 0) return [];
    const taken = await placesTaken(client, writes, places);
    const free = places.filter((place) => !taken.has(place));
    const written = await execute(client, writeEvents, valuesOf(writes, free));
    const done = new Set(written.rows.map(([place]) => Number(place)));
    const again = places.filter((place) => !done.has(place)).sort((one, other) => one - other);
    if (again.length > 0) {
      const results = again.map((place): Row => resultKey(writes[place]));
      await execute(client, takeBack, transposed(results, 2));
    }
    return again;
  });
}

function valuesOf(writes: readonly AchievementValues[], places: readonly number[]): string[] {
  const created: Row[] = [];
  const changed: Row[] = [];
  const history: Row[] = [];
  const trail: Row[] = [];
  for (const place of places) {
    const write = writes[place];
    if (write === undefined) continue;
    const { change, audit } = write;
    if ('created' in change) created.push([place, ...change.created]);
    else {
      changed.push([place, ...change.changed, ...change.key, change.version]);
      history.push([place, ...change.history]);
    }
    for (let at = 0; at < audit.length; at += auditColumns.length) {
      trail.push([place, ...auditBinding(audit, at)]);
    }
  }
  return [
    ...transposed(created, createdTypes.length),
    ...transposed(changed, changedTypes.length),
    ...transposed(history, historyTypes.length),
    ...transposed(trail, trailTypes.length),
  ];
}

function resultKey(write: AchievementValues | undefined): Row {
  const result = write?.progress.result ?? [];
  return [result[resultColumns.indexOf('job_id')] ?? null, result[resultColumns.indexOf('position')] ?? null];
}
