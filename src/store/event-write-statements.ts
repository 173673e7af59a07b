import type { Knex } from 'knex';
import { named, type Built } from './built-statement.js';
import { changedEventColumns, eventColumns, eventKeyColumns, historyColumns } from './learning-event-row.js';

/**
 * What writing learning events asks of the database, as in `statements.ts`: an import, a data challenge, and
 * achievements on SQLite. PostgreSQL's bulk statements stand beside their users.
 */
export function eventWriteStatements(knex: Knex) {
  return {
    eventByKey: [knex('learning_event').select(eventColumns).where(named(eventKeyColumns)), eventKeyColumns],
    eventByNumber: [
      knex('learning_event')
        .select(eventColumns)
        .where(named(['uln', 'event_id']))
        .forUpdate(),
      ['uln', 'event_id'],
    ],
    /** Touches no row when the learner has an event of this source and reference. */
    insertEvent: [
      knex('learning_event')
        .insert(named(eventColumns))
        .onConflict([...eventKeyColumns])
        .ignore(),
      eventColumns,
    ],
    updateEvent: [
      knex('learning_event').update(named(changedEventColumns)).where(named(eventKeyColumns)),
      [...changedEventColumns, ...eventKeyColumns],
    ],
    insertEventHistory: [knex('learning_event_history').insert(named(historyColumns)), historyColumns],
    countChallenge: [
      knex('learning_event')
        .update({ open_challenges: knex.raw('open_challenges + ?', ['change']) })
        .where(named(eventKeyColumns)),
      ['change', ...eventKeyColumns],
    ],
    learnerIsThere: [knex('learner').select('uln').where('uln', 'uln'), ['uln']],
    /** SQLite alone, as the next two: PostgreSQL has sequences. */
    lastNumber: [knex('number_given').select('last').where('name', 'name'), ['name']],
    setLastNumber: [
      knex('number_given')
        .update(named(['last']))
        .where('name', 'name'),
      ['last', 'name'],
    ],
  } satisfies Record<string, Built>;
}
