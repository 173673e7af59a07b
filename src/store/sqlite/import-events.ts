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
import { changedEventRow, historyRow, learningEventOf } from '../learning-event-row.js';
import { learningEventNumber } from '../numbers.js';
import type { PreparedStatements, SqliteConnection } from './connection.js';
import { pauseAfter } from './pause.js';

/**
 * Stores events in transactions of their own, as many at once as there are, in the order of the table's key: each of
 * its pages is then touched once. The transaction has no savepoint within, for which SQLite would keep a copy of each
 * page that it touches.
 */
export class EventImporter {
  #version: unknown;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly statements: PreparedStatements,
  ) {}

  /** No transaction may be open. Throws when nothing was stored. */
  store(
    events: readonly ImportedEvent[],
    at: ImportedAt,
    fingerprint: string,
    rowsDone: number,
  ): EventsImported {
    const order = inKeyOrder(events);
    this.connection.exec('begin immediate');
    const began = performance.now();
    const outcomes = this.#write(events, order, at);
    this.statements.get('saveRowsDone').run(fingerprint, rowsDone);
    this.connection.exec('commit');
    pauseAfter(began);
    return { outcomes, othersWrite: this.#othersWrote() };
  }

  #write(events: readonly ImportedEvent[], order: readonly number[], at: ImportedAt): number[] {
    const [, dateLoaded] = at;
    const insert = this.statements.get('insertEvent');
    const learner = this.statements.get('learnerIsThere');
    const first = Number(this.statements.get('lastNumber').get(learningEventNumber)?.[0]);
    let last = first;
    let uln = '';
    let isKnown = false;
    const outcomes = new Array<number>(events.length).fill(-1);
    for (const place of order) {
      const event = events[place];
      if (event === undefined) continue;
      if (event[0] !== uln) {
        uln = event[0];
        isKnown = learner.get(uln) !== undefined;
      }
      if (!isKnown) outcomes[place] = unknownLearner;
      else if (insert.run(importedRow(event, last + 1, dateLoaded)).changes > 0) {
        last += 1;
        outcomes[place] = created;
      } else outcomes[place] = placeOf(this.#bringUpToDate(event, at));
    }
    if (last !== first) this.statements.get('setLastNumber').run(last, learningEventNumber);
    return outcomes;
  }

  #bringUpToDate(
    event: ImportedEvent,
    [at, dateLoaded, organisationRef]: ImportedAt,
  ): 'owned' | 'unchanged' | 'updated' {
    const [uln, source, reference] = event;
    const row = this.statements.get('eventByKey').get(uln, source, reference);
    if (row === undefined) throw new Error('An event that is in the way is there');
    const stored = learningEventOf(row);
    let outcome = repeated(stored, event);
    if (outcome === 'askHistory') {
      outcome = repeatedAfter(this.statements.get('eventHistory').all(uln, stored.eventId), event);
    }
    if (outcome === 'updated') {
      const history = historyRow(stored, new Date(at), organisationRef, 'updated');
      this.statements.get('insertEventHistory').run(history);
      const changed = changedEventRow(broughtUpToDate(stored, event, dateLoaded));
      this.statements.get('updateEvent').run(changed, uln, source, reference);
    }
    return outcome;
  }

  /** Whether another connection wrote since this was asked last. */
  #othersWrote(): boolean {
    const before = this.#version;
    this.#version = this.connection.pragma('data_version', { simple: true });
    return before !== undefined && before !== this.#version;
  }
}

const created = placeOf('created');
const unknownLearner = placeOf('unknownLearner');
