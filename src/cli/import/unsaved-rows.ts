import type { LearnerImport, LearnerToImport, PersonKey } from '../../register/ports.js';

/** In one transaction, while others write too: about as long as they can wait for their turn. */
const few = 10_000;
/** While nobody else writes. More gain little, take memory, and are lost when the import is killed. */
const many = 100_000;
/** Nobody else can write meanwhile, and a server that wakes up waits for its turn: ten seconds at most. */
const longestMs = 4_000;

/** The rows that the store has and has not saved yet: decides when it should, and knows whose they are. */
export class UnsavedRows {
  readonly #people = new Set<PersonKey>();
  #rows = 0;
  #since = 0;
  #limit = few;

  constructor(private readonly imports: Pick<LearnerImport, 'save'>) {}

  add(rows: number, learners: readonly { readonly toImport: LearnerToImport }[]): void {
    if (this.#rows === 0) this.#since = performance.now();
    this.#rows += rows;
    for (const { toImport } of learners) {
      this.#people.add(toImport.keys.own);
      for (const key of toImport.keys.others) this.#people.add(key);
    }
  }

  /** Whether somebody with these details is among them: nobody finds them in the register yet. */
  holds(person: PersonKey): boolean {
    return this.#people.has(person);
  }

  async saveWhenMany(): Promise<void> {
    const isOld = performance.now() - this.#since > longestMs;
    if (this.#rows >= this.#limit || isOld) await this.save();
  }

  async save(): Promise<void> {
    if (this.#rows === 0) return;
    const othersWrite = await this.imports.save();
    this.#limit = othersWrite ? few : Math.min(many, this.#limit * 2);
    this.#rows = 0;
    this.#people.clear();
  }
}
