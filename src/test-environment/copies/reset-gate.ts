/** Lets requests through, and stops them for as long as the data under them are exchanged. */
export class ResetGate {
  #inside = 0;
  #closed: Promise<void> | undefined;
  #emptied: (() => void) | undefined;

  /** Does the work, after an exchange that goes on. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    while (this.#closed !== undefined) await this.#closed;
    this.#inside += 1;
    try {
      return await work();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) this.#emptied?.();
    }
  }

  /** Does the exchange while nobody is inside: those who are finish first, those who come wait. One after the other. */
  async alone<T>(exchange: () => Promise<T>): Promise<T> {
    while (this.#closed !== undefined) await this.#closed;
    let open: () => void = () => undefined;
    this.#closed = new Promise((resolve) => {
      open = resolve;
    });
    try {
      if (this.#inside > 0) {
        await new Promise<void>((resolve) => {
          this.#emptied = resolve;
        });
      }
      return await exchange();
    } finally {
      this.#emptied = undefined;
      this.#closed = undefined;
      open();
    }
  }

  get inside(): number {
    return this.#inside;
  }
}
