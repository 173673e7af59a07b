import type { Knex } from 'knex';
import { named, type Built } from './built-statement.js';
import { eventColumns, historyColumns } from './learning-event-row.js';

/** What reading the personal learning record asks of the database, as in `statements.ts`. */
export function learningEventStatements(knex: Knex) {
  const event = () => knex('learning_event').select(eventColumns);
  return {
    eventsOfStanding: [event().where(named(['uln', 'standing'])), ['uln', 'standing']],
    eventsOfOwner: [event().where(named(['uln', 'owner_ref'])), ['uln', 'owner_ref']],
    eventHistory: [
      knex('learning_event_history')
        .select(historyColumns)
        .where(named(['uln', 'event_id']))
        .orderBy('version'),
      ['uln', 'event_id'],
    ],
  } satisfies Record<string, Built>;
}
