/** The copies that this process has open: opened when first asked for, closed when nobody needs them. */
import type { CopyPlace, OpenCopy } from './open-copy.js';
import { ResetGate } from './reset-gate.js';

export interface CopyPoolParts {
  readonly place: CopyPlace;
  /** Open at the same time, at most. */
  readonly mostOpen: number;
  /** How long one stays open that nobody uses. */
  readonly idleMs: number;
  /** In milliseconds; goes on evenly. */
  readonly elapsed?: () => number;
  reportTrouble(error: unknown, name: string): void;
}

interface Entry {
  readonly name: string;
  readonly opened: Promise<OpenCopy>;
  readonly gate: ResetGate;
  /** Those who use it now. */
  users: number;
  lastUsed: number;
  closing: boolean;
}

/** How often it is looked for copies that nobody uses. */
const LOOK_EVERY_MS = 15_000;

export class CopyPool {
  readonly #entries = new Map<string, Entry>();
  /** Copies that are being closed: none is opened again before it is. */
  readonly #closing = new Map<string, Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  readonly #now: () => number;
  #stopping = false;

  constructor(private readonly parts: CopyPoolParts) {
    this.#now = parts.elapsed ?? (() => performance.now());
    this.#timer = setInterval(() => void this.closeIdle(), Math.min(LOOK_EVERY_MS, parts.idleMs));
    this.#timer.unref();
  }

  get openCopies(): number {
    return this.#entries.size;
  }

  /**
   * Does the work on the copy, opened for it if need be. `full` when as many as may be are open and none can be closed.
   */
  use<T>(name: string, work: (copy: OpenCopy) => Promise<T>): Promise<T | 'full'> {
    return this.#with(name, ({ gate }, copy) => gate.pass(() => work(copy)));
  }

  /** Does the work while nobody else uses the copy in this process. */
  alone<T>(name: string, work: (copy: OpenCopy) => Promise<T>): Promise<T | 'full'> {
    return this.#with(name, ({ gate }, copy) => gate.alone(() => work(copy)));
  }

  /** Closes it, when it is open here and nobody uses it any more. */
  async close(name: string): Promise<void> {
    const entry = this.#entries.get(name);
    if (entry !== undefined) await this.#close(entry);
  }

  /** Closes those that nobody has used for long and that have no job to finish. */
  async closeIdle(): Promise<void> {
    const before = this.#now() - this.parts.idleMs;
    for (const entry of [...this.#entries.values()]) {
      if (entry.users === 0 && entry.lastUsed <= before && (await this.#hasNothingToDo(entry))) {
        await this.#close(entry);
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    await Promise.all([...this.#entries.values()].map((entry) => this.#close(entry)));
    await Promise.all(this.#closing.values());
  }

  async #with<T>(name: string, work: (entry: Entry, copy: OpenCopy) => Promise<T>): Promise<T | 'full'> {
    const entry = await this.#entryOf(name);
    if (entry === 'full') return entry;
    try {
      return await work(entry, await entry.opened);
    } finally {
      entry.users -= 1;
      entry.lastUsed = this.#now();
    }
  }

  /** Its user is counted already, so that it is not closed meanwhile. */
  async #entryOf(name: string): Promise<Entry | 'full'> {
    for (;;) {
      if (this.#stopping) throw new Error('The service is stopping');
      const known = this.#entries.get(name);
      if (known !== undefined && !known.closing) {
        known.users += 1;
        return known;
      }
      const closing = this.#closing.get(name);
      if (closing !== undefined) await closing;
      else if (this.#entries.size + this.#closing.size < this.parts.mostOpen) return this.#open(name);
      else if (!(await this.#makeRoom())) return 'full';
    }
  }

  #open(name: string): Entry {
    const entry: Entry = {
      name,
      opened: this.parts.place.open(name),
      gate: new ResetGate(),
      users: 1,
      lastUsed: this.#now(),
      closing: false,
    };
    this.#entries.set(name, entry);
    // Whoever asks next tries again.
    entry.opened.catch(() => {
      if (this.#entries.get(name) === entry) this.#entries.delete(name);
    });
    return entry;
  }

  /** Closes the one that was used longest ago, of those that nobody uses and that have no job to finish. */
  async #makeRoom(): Promise<boolean> {
    const unused = [...this.#entries.values()]
      .filter(({ users, closing }) => users === 0 && !closing)
      .sort((a, b) => a.lastUsed - b.lastUsed);
    for (const entry of unused) {
      if ((await this.#hasNothingToDo(entry)) && entry.users === 0) {
        await this.#close(entry);
        return true;
      }
    }
    const closing = [...this.#closing.values()];
    if (closing.length === 0) return false;
    await Promise.race(closing);
    return true;
  }

  async #hasNothingToDo(entry: Entry): Promise<boolean> {
    try {
      const copy = await entry.opened;
      return (await copy.unfinishedJobs()) === 0 && entry.users === 0;
    } catch (error) {
      this.parts.reportTrouble(error, entry.name);
      return false;
    }
  }

  #close(entry: Entry): Promise<void> {
    const { name } = entry;
    const known = this.#closing.get(name);
    if (entry.closing) return known ?? Promise.resolve();
    entry.closing = true;
    this.#entries.delete(name);
    const closed = this.#letGo(entry).finally(() => {
      this.#closing.delete(name);
    });
    this.#closing.set(name, closed);
    return closed;
  }

  /** Those who use it finish first. */
  async #letGo(entry: Entry): Promise<void> {
    try {
      const copy = await entry.opened;
      await entry.gate.alone(() => copy.close());
    } catch (error) {
      this.parts.reportTrouble(error, entry.name);
    }
  }
}
