/** Groups on their way at once: more would only make each smaller. */
const GROUPS_IN_FLIGHT = 3;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts the questions of a turn of the event loop, and of the time in which enough groups are on their way, to the
 * database as one: a way there and back costs more than most answers.
 */
export class Together<Question, Answer> {
  readonly #waiting: Waiting<Question, Answer>[] = [];
  #inFlight = 0;
  #questionsInFlight = 0;
  #scheduled = false;
  readonly #whenDrained: (() => void)[] = [];

  /**
   * @param putAll gives the answers in the order of the questions; when it rejects, so do all of them
   * @param most questions in one group
   */
  constructor(
    private readonly putAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
    private readonly most: number,
  ) {}

  put(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      this.#schedule();
    });
  }

  /** Questions without an answer. */
  depth(): number {
    return this.#waiting.length + this.#questionsInFlight;
  }

  /** Resolves when there are none. */
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
    const group = this.#waiting.splice(0, this.most);
    if (group.length === 0) return;
    this.#inFlight += 1;
    this.#questionsInFlight += group.length;
    if (this.#waiting.length > 0) this.#schedule();
    await this.#answer(group);
    this.#inFlight -= 1;
    this.#questionsInFlight -= group.length;
    if (this.#waiting.length > 0) this.#schedule();
    else if (this.depth() === 0) for (const done of this.#whenDrained.splice(0)) done();
  }

  async #answer(group: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.putAll(group.map(({ question }) => question));
      group.forEach(({ resolve }, at) => {
        resolve(answers[at] as Answer);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
