import type { ExchangeStore, StoredChunk } from '../../src/register/exchange-ports.js';

/** Chunks in memory. */
export class MemoryExchanges implements ExchangeStore {
  chunks: StoredChunk[] = [];
  #held: Promise<void> | undefined;
  #release: () => void = () => undefined;
  #fails = false;

  constructor(readonly isShared = false) {}

  /** What is to be kept waits until {@link release}. */
  hold(): void {
    this.#held = new Promise((resolve) => (this.#release = resolve));
  }

  release(): void {
    this.#held = undefined;
    this.#release();
  }

  /** The next call to `keep` fails. */
  fail(): void {
    this.#fails = true;
  }

  async keep(chunks: readonly StoredChunk[]): Promise<void> {
    await this.#held;
    if (this.#fails) {
      this.#fails = false;
      throw new Error('disk full');
    }
    this.chunks.push(...chunks);
  }

  headsBefore(owner: string, chunkId: string, limit: number) {
    return Promise.resolve(
      this.#of(owner)
        .reverse()
        .filter((chunk) => chunk.chunkId < chunkId)
        .slice(0, limit),
    );
  }

  headsFrom(owner: string, chunkId: string, limit: number) {
    return Promise.resolve(
      this.#of(owner)
        .filter((chunk) => chunk.chunkId >= chunkId)
        .slice(0, limit),
    );
  }

  chunk(owner: string, chunkId: string) {
    return Promise.resolve(this.#of(owner).find((chunk) => chunk.chunkId === chunkId));
  }

  lost(owner: string, fromChunkId: string) {
    const those = this.#of(owner).filter(({ chunkId }) => chunkId >= fromChunkId);
    return Promise.resolve(those.reduce((sum, { lost }) => sum + lost, 0));
  }

  sizes() {
    const owners = [...new Set(this.chunks.map(({ owner }) => owner))].sort();
    return Promise.resolve(
      owners.map((owner) => {
        const own = this.#of(owner);
        return {
          owner,
          bytes: own.reduce((sum, chunk) => sum + size(chunk), 0),
          oldest: own[0]?.chunkId ?? '',
        };
      }),
    );
  }

  sizesAfter(owner: string, after: string, limit: number) {
    return Promise.resolve(
      this.#of(owner)
        .filter(({ chunkId }) => chunkId > after)
        .slice(0, limit)
        .map((chunk) => ({ chunkId: chunk.chunkId, bytes: size(chunk) })),
    );
  }

  remove(owner: string, chunkId: string, most: number) {
    const going = this.#of(owner)
      .filter((chunk) => chunk.chunkId <= chunkId)
      .slice(0, most);
    this.chunks = this.chunks.filter((chunk) => !going.includes(chunk));
    return Promise.resolve(going.length);
  }

  #of(owner: string): StoredChunk[] {
    return this.chunks
      .filter((chunk) => chunk.owner === owner)
      .sort((a, b) => (a.chunkId < b.chunkId ? -1 : 1));
  }
}

function size({ heads, bodies }: StoredChunk): number {
  return heads.length + bodies.length;
}
