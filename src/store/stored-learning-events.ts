import type { LearningEvent } from '../domain/learning-event.js';
import type { Uln } from '../domain/uln.js';
import type { EventHistoryEntry, LearningEventReader } from '../register/plr-ports.js';
import type { Database } from './database.js';
import { historyEntryOf, learningEventOf } from './learning-event-row.js';
import type { StatementName } from './statements.js';
import type { Row } from './values.js';

/**
 * Learning events are read the same way in both databases. Nearly every learner has one record: its events are one
 * range of the table's own order. Those of linked records are read at the same time, a statement each.
 */
export class StoredLearningEvents implements LearningEventReader {
  constructor(private readonly database: Database) {}

  liveEvents(ulns: readonly Uln[]): Promise<readonly LearningEvent[]> {
    return this.#events('eventsOfStanding', ulns, 'live');
  }

  async ownedEvents(ulns: readonly Uln[], ownerRef: string): Promise<readonly LearningEvent[]> {
    // Asked for hundreds of learners at once, when a chunk of a job is worked on.
    const rows = await this.database.read('eventsOfOwnerAll', ulns.join(','), ownerRef);
    return rows.map(learningEventOf).sort(byNumber);
  }

  async history(uln: Uln, eventId: number): Promise<readonly EventHistoryEntry[]> {
    return (await this.database.read('eventHistory', uln, eventId)).map(historyEntryOf);
  }

  async #events(
    statement: StatementName,
    ulns: readonly Uln[],
    value: string,
  ): Promise<readonly LearningEvent[]> {
    const found = await Promise.all(ulns.map((uln) => this.database.read(statement, uln, value)));
    return found.flatMap((rows: readonly Row[]) => rows.map(learningEventOf)).sort(byNumber);
  }
}

function byNumber(one: LearningEvent, other: LearningEvent): number {
  return one.eventId - other.eventId;
}
