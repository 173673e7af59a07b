import type pg from 'pg';
import type { AuditEntry } from '../../register/ports.js';
import { pushAuditRows, type AuditValue } from '../audit-row.js';
import { auditArrays, auditInsert } from './arrays.js';
import { execute, retrying, type NamedStatement } from './connections.js';
import { Together } from './together.js';

const insert: NamedStatement = { name: 'insertAuditGroup', text: auditInsert(1) };

/** Gathers the entries of a turn, and of the time in which enough groups are on their way, into one insert. */
export class AuditGroups {
  readonly #together: Together<AuditEntry, undefined>;

  constructor(private readonly pool: pg.Pool) {
    this.#together = new Together((entries) => this.#insert(entries), Infinity);
  }

  record(entry: AuditEntry): Promise<void> {
    return this.#together.put(entry);
  }

  depth(): number {
    return this.#together.depth();
  }

  drained(): Promise<void> {
    return this.#together.drained();
  }

  async #insert(entries: readonly AuditEntry[]): Promise<readonly undefined[]> {
    const values: AuditValue[] = [];
    for (const entry of entries) pushAuditRows(values, entry);
    await retrying(() => execute(this.pool, insert, auditArrays(values)));
    return [];
  }
}
