import type pg from 'pg';
import {
  broughtUpToDate,
  importedRow,
  inKeyOrder,
  placeOf,
  repeated,
  repeatedAfter,
  type ImportedAt,
  type ImportedEvent,
} from '../event-import.js';
import type { EventsImported } from '../changes/import-events.js';
import {
  changedEventColumns,
  changedEventRow,
  eventColumns,
  eventKey,
  eventKeyColumns,
  eventTypes,
  historyColumns,
  historyRow,
  learningEventOf,
} from '../learning-event-row.js';
import type { LearningEvent } from '../../domain/learning-event.js';
import { learningEventNumber } from '../numbers.js';
import { text, type Row } from '../values.js';
import { transposed, unnest } from './arrays.js';
import { execute, type NamedStatement, type Queryable } from './connections.js';

/** What one statement is given: more gain nothing, and take memory on both sides. */
const AT_ONCE = 5_000;
const SERIALIZATION_FAILURE = '40001';

const keyTypes = eventTypes(eventKeyColumns);

/** Those that are there, locked in the order of the key: two imports of the same events do not lock each other out. */
const eventsByKeys: NamedStatement = {
  name: 'eventsByKeys',
  text: `select given.place, ${eventColumns.map((column) => `event.${column}`).join(', ')}
  from ${unnest(keyTypes, 1)} with ordinality as given (uln, source, reference, place)
  join learning_event as event
    on event.uln = given.uln and event.source = given.source and event.reference = given.reference
  order by event.uln, event.source, event.reference
  for update of event`,
};

const knownUlns: NamedStatement = {
  name: 'knownUlns',
  text: 'select uln from learner where uln = any($1::bigint[])',
};

/** The numbers are drawn as the rows are written, in their order. */
const newColumns = eventColumns.filter((column) => column !== 'event_id');
const insertEvents: NamedStatement = {
  name: 'insertImportedEvents',
  text: `insert into learning_event (${newColumns.join(', ')}, event_id)
  select given.*, nextval('${learningEventNumber}_seq')
  from ${unnest(eventTypes(newColumns), 1)} as given
  on conflict do nothing`,
};

const changeColumns = [...changedEventColumns, ...eventKeyColumns];
const updateEvents: NamedStatement = {
  name: 'updateImportedEvents',
  text: `update learning_event as event
  set ${changedEventColumns.map((column) => `${column} = given.${column}`).join(', ')}
  from ${unnest(eventTypes(changeColumns), 1)} as given (${changeColumns.join(', ')})
  where event.uln = given.uln and event.source = given.source and event.reference = given.reference`,
};

const insertHistory: NamedStatement = {
  name: 'insertEventHistories',
  text: `insert into learning_event_history (${historyColumns.join(', ')})
  select * from ${unnest(eventTypes(historyColumns), 1)}`,
};

const historyOf: NamedStatement = {
  name: 'historyOfImported',
  text: `select ${historyColumns.join(', ')} from learning_event_history
  where uln = $1 and event_id = $2 order by version`,
};

const saveProgress: NamedStatement = {
  name: 'saveEventProgress',
  text: `insert into import_progress (fingerprint, rows_done) values ($1, $2)
  on conflict (fingerprint) do update set rows_done = excluded.rows_done`,
};

/** See `importEvents`: one transaction, a few statements for thousands of events. */
export async function bulkImportEvents(
  pool: pg.Pool,
  events: readonly ImportedEvent[],
  at: ImportedAt,
  fingerprint: string,
  rowsDone: number,
): Promise<EventsImported> {
  const client = await pool.connect();
  let isBroken = false;
  try {
    // A few thousand keys are looked up one by one: a plan that reads the whole table is never right.
    await client.query(
      'begin isolation level read committed; set local enable_hashjoin = off; set local enable_mergejoin = off',
    );
    const outcomes = new Array<number>(events.length).fill(-1);
    for (const places of rounds(events)) await storeRound(client, events, places, at, outcomes);
    await execute(client, saveProgress, [fingerprint, rowsDone]);
    await client.query('commit');
    return { outcomes, othersWrite: false };
  } catch (error) {
    isBroken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(isBroken);
  }
}

/** In key order, so many at once; an event that stands there twice comes again in a later round. */
function* rounds(events: readonly ImportedEvent[]): Generator<readonly number[]> {
  let places: readonly number[] = inKeyOrder(events);
  while (places.length > 0) {
    const again: number[] = [];
    const now = places.filter((place, index) => {
      const before = index === 0 ? undefined : events[places[index - 1] ?? -1];
      const isFirst = before === undefined || !hasSameKey(before, events[place]);
      if (!isFirst) again.push(place);
      return isFirst;
    });
    for (let from = 0; from < now.length; from += AT_ONCE) yield now.slice(from, from + AT_ONCE);
    places = again;
  }
}

function hasSameKey(one: ImportedEvent, other: ImportedEvent | undefined): boolean {
  return one[0] === other?.[0] && one[1] === other[1] && one[2] === other[2];
}

async function storeRound(
  client: Queryable,
  events: readonly ImportedEvent[],
  places: readonly number[],
  at: ImportedAt,
  outcomes: number[],
): Promise<void> {
  const given = places.flatMap((place) => {
    const event = events[place];
    return event === undefined ? [] : [{ place, event }];
  });
  const keys = given.map(({ event }): Row => event.slice(0, eventKeyColumns.length));
  const found = await execute(client, eventsByKeys, transposed(keys, eventKeyColumns.length));
  const stored = new Map(found.rows.map(([place, ...row]) => [Number(place) - 1, learningEventOf(row)]));
  const ulns = [...new Set(given.map(({ event: [uln] }) => uln))];
  const known = new Set((await execute(client, knownUlns, [ulns])).rows.map(([uln]) => text(uln)));

  const added: ImportedEvent[] = [];
  const changed: { readonly before: LearningEvent; readonly event: ImportedEvent }[] = [];
  for (const [index, { place, event }] of given.entries()) {
    const before = stored.get(index);
    if (!known.has(event[0])) outcomes[place] = placeOf('unknownLearner');
    else if (before === undefined) {
      outcomes[place] = placeOf('created');
      added.push(event);
    } else {
      let outcome = repeated(before, event);
      if (outcome === 'askHistory') {
        const { rows } = await execute(client, historyOf, [before.uln, before.eventId]);
        outcome = repeatedAfter(rows, event);
      }
      outcomes[place] = placeOf(outcome);
      if (outcome === 'updated') changed.push({ before, event });
    }
  }
  await insertNew(client, added, at);
  if (changed.length > 0) await updateStored(client, changed, at);
}

const numberAt = eventColumns.indexOf('event_id');

async function insertNew(
  client: Queryable,
  events: readonly ImportedEvent[],
  [, dateLoaded]: ImportedAt,
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event): Row => importedRow(event, null, dateLoaded).toSpliced(numberAt, 1));
  const { changed } = await execute(client, insertEvents, transposed(rows, newColumns.length));
  // Another import has added one of them since it was looked up: all of this is done again.
  if (changed < events.length) {
    throw Object.assign(new Error('An event was added meanwhile'), { code: SERIALIZATION_FAILURE });
  }
}

async function updateStored(
  client: Queryable,
  changed: readonly { readonly before: LearningEvent; readonly event: ImportedEvent }[],
  [at, dateLoaded, organisationRef]: ImportedAt,
): Promise<void> {
  const rows = changed.map(({ before, event }): Row => {
    const after = broughtUpToDate(before, event, dateLoaded);
    return [...changedEventRow(after), ...eventKey(after)];
  });
  const histories = changed.map(({ before }) => historyRow(before, new Date(at), organisationRef, 'updated'));
  await execute(client, insertHistory, transposed(histories, historyColumns.length));
  await execute(client, updateEvents, transposed(rows, changeColumns.length));
}
