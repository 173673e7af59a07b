/** How much memory request bodies may take together. */

/** So much of each body is not counted: ordinary requests always have room, whatever others send. */
const FREE_BYTES = 64 * 1024;

export class BodyRoom {
  #taken = 0;

  /** @param bytes for all bodies together, beyond the first 64 KiB of each */
  constructor(private readonly bytes: number) {}

  get taken(): number {
    return this.#taken;
  }

  /** For one body. */
  share(): BodyShare {
    return new BodyShare((more) => {
      if (more > 0 && this.#taken + more > this.bytes) return false;
      this.#taken += more;
      return true;
    });
  }
}

/** What one body takes. */
export class BodyShare {
  #taken = 0;

  constructor(private readonly take: (more: number) => boolean) {}

  /** @returns false when there is no room for so many bytes */
  grow(length: number): boolean {
    const more = length - FREE_BYTES - this.#taken;
    if (more <= 0) return true;
    if (!this.take(more)) return false;
    this.#taken += more;
    return true;
  }

  release(): void {
    if (this.#taken === 0) return;
    this.take(-this.#taken);
    this.#taken = 0;
  }
}
