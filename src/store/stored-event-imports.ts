import type { ImportProgress } from '../register/ports.js';
import {
  eventImportOutcomes,
  type EventImport,
  type EventImportOutcome,
  type EventToImport,
  type ImportMoment,
} from '../register/plr-ports.js';
import type { Database } from './database.js';
import { importedAt, importedEvent, type ImportedEvent, type OutcomePlaces } from './event-import.js';
import { StoreError } from './store-error.js';

/** Events in one transaction while others write too: about as long as they can wait for their turn. */
const few = 4_000;
/** While nobody else writes. */
const many = 50_000;

interface Waiting {
  readonly events: readonly ImportedEvent[];
  readonly progress: ImportProgress;
  readonly moment: ImportMoment;
  readonly resolve: (outcomes: readonly EventImportOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/** One group of chunks after the other: the chunks that came while one was written are the next. */
export class StoredEventImports implements EventImport {
  readonly #waiting: Waiting[] = [];
  #isWriting = false;
  #limit = few;

  constructor(private readonly database: Database) {}

  async rowsDone(fingerprint: string): Promise<number> {
    const [row] = await this.database.read('rowsDone', fingerprint);
    return row === undefined ? 0 : Number(row[0]);
  }

  store(
    chunk: readonly EventToImport[],
    progress: ImportProgress,
    moment: ImportMoment,
  ): Promise<readonly EventImportOutcome[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events: chunk.map(importedEvent), progress, moment, resolve, reject });
      void this.#write();
    });
  }

  async #write(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    for (let group = this.#nextGroup(); group.length > 0; group = this.#nextGroup()) {
      try {
        settle(group, await this.#writeGroup(group));
      } catch (error) {
        // What came after it counts on it.
        for (const each of [...group, ...this.#waiting.splice(0)]) each.reject(error);
      }
    }
    this.#isWriting = false;
  }

  /** Chunks of one file, taken over at one time, and no more than the database is to hold up others for. */
  #nextGroup(): readonly Waiting[] {
    const [first] = this.#waiting;
    if (first === undefined) return [];
    let events = 0;
    const end = this.#waiting.findIndex(({ events: { length }, progress }) => {
      events += length;
      return progress.fingerprint !== first.progress.fingerprint || events > this.#limit;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : Math.max(end, 1));
  }

  async #writeGroup(group: readonly Waiting[]): Promise<OutcomePlaces> {
    const last = group.at(-1);
    if (last === undefined) return [];
    const events = group.flatMap((each) => each.events);
    const { progress, moment } = last;
    const { outcomes, othersWrite } = await this.database.perform(
      'importEvents',
      events,
      importedAt(moment),
      progress.fingerprint,
      progress.rowsDone,
    );
    this.#limit = othersWrite ? few : Math.min(many, this.#limit * 2);
    return outcomes;
  }
}

function settle(group: readonly Waiting[], outcomes: OutcomePlaces): void {
  let from = 0;
  for (const { events, resolve, reject } of group) {
    const own = outcomes.slice(from, (from += events.length)).map((place) => eventImportOutcomes[place]);
    if (own.length === events.length && own.every((each) => each !== undefined)) resolve(own);
    else reject(new StoreError('database', 'An event of an import has no outcome'));
  }
}
