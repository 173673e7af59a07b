/**
 * A map of bounded size that drops what was longest unused, roughly: it keeps two halves, and when the one in use
 * is full, the other is dropped whole. Moving each entry on each use, as an exact order would need, costs a
 * Map of thousands 11 µs; this costs a look.
 */
export class RecentlyUsed<Value> {
  #recent = new Map<string, Value>();
  #earlier = new Map<string, Value>();
  readonly #half: number;

  /** Holds at most `size` values, and of those in use at least half as many. `size` is 2 or more. */
  constructor(size: number) {
    this.#half = Math.floor(size / 2);
  }

  get(name: string): Value | undefined {
    const value = this.#recent.get(name);
    if (value !== undefined) return value;
    const earlier = this.#earlier.get(name);
    if (earlier !== undefined) this.set(name, earlier);
    return earlier;
  }

  set(name: string, value: Value): void {
    this.#earlier.delete(name);
    if (this.#recent.size >= this.#half && !this.#recent.has(name)) {
      this.#earlier = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(name, value);
  }

  delete(name: string): void {
    this.#recent.delete(name);
    this.#earlier.delete(name);
  }

  get size(): number {
    return this.#recent.size + this.#earlier.size;
  }
}
