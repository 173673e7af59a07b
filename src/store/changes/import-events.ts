import type { ImportedAt, ImportedEvent, OutcomePlaces } from '../event-import.js';
import type { Change } from './change.js';

export interface EventsImported {
  readonly outcomes: OutcomePlaces;
  /** Whether another process wrote since the last time: then the next had better be short. */
  readonly othersWrite: boolean;
}

/** What an import of learning events asks of a database: each does it in a way of its own. */
export interface EventImportChanges {
  /** Stores events and the progress in one transaction. See `EventImport.store`. */
  readonly importEvents: (
    events: readonly ImportedEvent[],
    at: ImportedAt,
    fingerprint: string,
    rowsDone: number,
  ) => Change<EventsImported>;
}
