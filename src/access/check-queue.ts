export interface CheckQueueLimits {
  /** Checks that run at the same time, in all. */
  readonly atOnce: number;
  /** Checks that may wait in one line. */
  readonly waitingPerLine: number;
  /** Checks that may wait in all lines together. */
  readonly waiting: number;
}

interface Waiting {
  start(): Promise<void>;
  refuse(): void;
}

/**
 * Runs costly checks a few at a time. Each organisation has a line of its own; a line runs one check at a time
 * and lines take turns, so that a flood of attempts on one organisation costs another no more than a turn.
 * Where all places are taken, the longest line gives its last one to a newcomer that has none.
 */
export class CheckQueue {
  readonly #limits: CheckQueueLimits;
  /** Lines in which someone waits; whose turn is next comes first. */
  readonly #lines = new Map<string, Waiting[]>();
  readonly #busy = new Set<string>();
  #waiting = 0;

  constructor(limits: CheckQueueLimits) {
    this.#limits = limits;
  }

  /** Runs `check` when its turn comes; `busy` when there is no room to wait. What `check` throws is passed on. */
  run<Result>(line: string, check: () => Promise<Result>): Promise<Result | 'busy'> {
    if (!this.#makeRoom(line)) return Promise.resolve('busy');
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        start: () => check().then(resolve, reject),
        refuse: () => {
          resolve('busy');
        },
      };
      const others = this.#lines.get(line);
      if (others === undefined) this.#lines.set(line, [waiting]);
      else others.push(waiting);
      this.#waiting++;
      this.#startNext();
    });
  }

  /** For the metrics. */
  get counts(): { readonly running: number; readonly waiting: number } {
    return { running: this.#busy.size, waiting: this.#waiting };
  }

  #startNext(): void {
    while (this.#busy.size < this.#limits.atOnce) {
      const next = [...this.#lines].find(([line]) => !this.#busy.has(line));
      if (next === undefined) return;
      const [line, [first, ...rest]] = next;
      this.#lines.delete(line);
      if (rest.length > 0) this.#lines.set(line, rest);
      if (first === undefined) continue;
      this.#waiting--;
      this.#busy.add(line);
      void first.start().finally(() => {
        this.#busy.delete(line);
        this.#startNext();
      });
    }
  }

  #makeRoom(line: string): boolean {
    const own = this.#lines.get(line)?.length ?? 0;
    if (own >= this.#limits.waitingPerLine) return false;
    if (this.#waiting < this.#limits.waiting) return true;
    const [longest] = [...this.#lines.values()].sort((a, b) => b.length - a.length);
    if (own > 0 || longest === undefined || longest.length < 2) return false;
    longest.pop()?.refuse();
    this.#waiting--;
    return true;
  }
}
