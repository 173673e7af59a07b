import type { Awards, PutBackScope } from '../test-data-tables.js';
import type { Change } from './change.js';

/** What putting the published data back asks of a database: each does it in a way of its own, in one transaction. */
export interface PutBackChanges {
  /**
   * @param from where the published data are: a file in SQLite, a schema in PostgreSQL
   * @param at when, in milliseconds
   */
  readonly putBack: (from: string, scope: PutBackScope, at: number, awards?: Awards) => Change<void>;
}
