/** Made-up learning events of every source, and a way into a database for them that no part of the register takes. */
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { LearningEvent, RecordedEvent } from '../src/domain/learning-event.js';
import type { EventHistoryEntry } from '../src/register/plr-ports.js';
import { eventColumns, historyColumns, historyRow, newEventRow } from '../src/store/learning-event-row.js';
import type { StoreOptions } from '../src/store/store.js';
import type { Value } from '../src/store/values.js';
import { uln } from './store/people.js';

/** An event that the National Pupil Database gave, unless something else is given. */
export function learningEvent(of: Partial<LearningEvent> = {}): LearningEvent {
  const eventId = of.eventId ?? 1;
  return {
    uln: uln('1000000001'),
    eventId,
    source: 'NPD',
    reference: `R-${String(eventId)}`,
    recorded: pupilRecord,
    credits: 0,
    dateLoaded: '2012-05-25 09:00:00',
    standing: 'live',
    version: 1,
    underDataChallenge: false,
    ...of,
  };
}

export const pupilRecord: RecordedEvent = {
  achievementAwardDate: '2011-08-18',
  achievementProviderName: 'Imaginary High School',
  achievementProviderUkprn: '10000001',
  awardingOrganisationName: 'Pretended Board',
  awardingOrganisationUkprn: '100040',
  collectionType: 'A',
  grade: 'B',
  participationEndDate: '',
  participationStartDate: '',
  qualificationType: 'GCE A level',
  restriction: '0',
  returnNumber: '01',
  status: 'F',
  subject: 'Mathematics',
  subjectCode: '50024760',
};

/** As the Individualised Learner Record really sends: an award in the future, unknown boards and grades. */
export const dirtyRecord: RecordedEvent = {
  achievementAwardDate: '2058-07-01',
  achievementProviderName: 'Imaginary College & Sons <Ltd>',
  achievementProviderUkprn: '10000002',
  awardingOrganisationName: 'UNKNOWN',
  awardingOrganisationUkprn: 'UNKNWN',
  collectionType: 'W',
  grade: '9999999999',
  participationEndDate: '',
  participationStartDate: '2009-02-30',
  qualificationType: '',
  restriction: '0',
  returnNumber: '02',
  status: 'F',
  subject: 'Key Skills',
  subjectCode: '1000323X',
};

export const awardRecord: RecordedEvent = {
  achievementAwardDate: '2024-06-30',
  achievementProviderName: '',
  achievementProviderUkprn: '',
  awardingOrganisationName: 'Pretended Awards',
  awardingOrganisationUkprn: 'TEST0045',
  grade: 'Pass',
  languageForAssessment: 'English',
  level: 'Level 3',
  qualificationType: 'GCE A Level',
  status: 'P',
  subject: 'Botany',
  subjectCode: '500/4606/8',
};

/** Puts events into a database that a store has migrated. Their versions and challenges are kept. */
export async function insertEvents(
  options: StoreOptions,
  events: readonly LearningEvent[],
  history: readonly EventHistoryEntry[] = [],
): Promise<void> {
  await insertRows(options, 'learning_event', eventColumns, events.map(rowOf));
  const entries = history.map((each) => historyRow(each.before, each.at, each.organisationRef, each.change));
  await insertRows(options, 'learning_event_history', historyColumns, entries);
}

function rowOf(event: LearningEvent): Value[] {
  const row = newEventRow(event, event.eventId);
  row[eventColumns.indexOf('open_challenges')] = event.underDataChallenge ? 1 : 0;
  row[eventColumns.indexOf('version')] = event.version;
  return row;
}

async function insertRows(
  options: StoreOptions,
  table: string,
  columns: readonly string[],
  rows: readonly Value[][],
): Promise<void> {
  if (rows.length === 0) return;
  const insert = `insert into ${table} (${columns.join(', ')}) values`;
  if (options.kind === 'sqlite') {
    const connection = new Sqlite(options.file);
    const statement = connection.prepare(`${insert} (${columns.map(() => '?').join(', ')})`);
    connection.transaction(() => {
      for (const row of rows) statement.run(row);
    })();
    connection.close();
    return;
  }
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  const text = `${insert} (${columns.map((_, at) => `$${String(at + 1)}`).join(', ')})`;
  for (const row of rows) await client.query(text, row);
  await client.end();
}
