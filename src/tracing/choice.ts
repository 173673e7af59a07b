/** Which requests and jobs are recorded. */

export interface ChoiceSettings {
  /** From 0 to 1. */
  readonly share: number;
  /** Recorded at most in any second, whoever asks for it. */
  readonly mostPerSecond: number;
  /** From 0 up to and without 1. */
  readonly chance?: () => number;
  /** Milliseconds that only ever go up. */
  readonly now?: () => number;
}

/**
 * A caller that says whether it records is followed, so that its trace is whole; of the others a share is recorded.
 * Callers must not be able to make the service record without end, so there is a bound for all together.
 */
export class Choice {
  readonly #settings: Required<ChoiceSettings>;
  #second = 0;
  #recorded = 0;

  constructor(settings: ChoiceSettings) {
    this.#settings = { chance: Math.random, now: () => performance.now(), ...settings };
  }

  /** @param callerRecords undefined when the caller says nothing of it */
  records(callerRecords?: boolean): boolean {
    const { share, chance } = this.#settings;
    return (callerRecords ?? chance() < share) && this.#hasRoom();
  }

  #hasRoom(): boolean {
    const second = Math.floor(this.#settings.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#recorded = 0;
    }
    if (this.#recorded >= this.#settings.mostPerSecond) return false;
    this.#recorded += 1;
    return true;
  }
}
