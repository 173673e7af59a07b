import type pg from 'pg';
import type { AuditEntry } from '../../register/ports.js';
import { pushAuditRows, type AuditValue } from '../audit-row.js';
import { auditArrays, auditInsert } from './arrays.js';
import { execute, retrying, type NamedStatement } from './connections.js';

const insert: NamedStatement = { name: 'insertAuditGroup', text: auditInsert(1) };
/** Groups on their way at once: more would only make each smaller. */
const GROUPS_IN_FLIGHT = 3;

interface Group {
  readonly values: AuditValue[];
  entries: number;
  readonly settle: ((error?: Error) => void)[];
}

/** Gathers the entries of a turn, and of the time in which enough groups are on their way, into one insert. */
export class AuditGroups {
  #group = newGroup();
  #inFlight = 0;
  #entriesInFlight = 0;
  #scheduled = false;
  readonly #whenDrained: (() => void)[] = [];

  constructor(private readonly pool: pg.Pool) {}

  record(entry: AuditEntry): Promise<void> {
    return new Promise((resolve, reject) => {
      pushAuditRows(this.#group.values, entry);
      this.#group.entries += 1;
      this.#group.settle.push((error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
      this.#schedule();
    });
  }

  depth(): number {
    return this.#group.entries + this.#entriesInFlight;
  }

  drained(): Promise<void> {
    if (this.depth() === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenDrained.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= GROUPS_IN_FLIGHT) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#send();
    });
  }

  async #send(): Promise<void> {
    const group = this.#group;
    if (group.entries === 0) return;
    this.#group = newGroup();
    this.#inFlight += 1;
    this.#entriesInFlight += group.entries;
    const error = await this.#insert(group);
    this.#inFlight -= 1;
    this.#entriesInFlight -= group.entries;
    for (const settle of group.settle) settle(error);
    if (this.#group.entries > 0) this.#schedule();
    else if (this.depth() === 0) for (const done of this.#whenDrained.splice(0)) done();
  }

  async #insert(group: Group): Promise<Error | undefined> {
    try {
      await retrying(() => execute(this.pool, insert, auditArrays(group.values)));
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error('The audit failed');
    }
  }
}

function newGroup(): Group {
  return { values: [], entries: 0, settle: [] };
}
