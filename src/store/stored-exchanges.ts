import type { ExchangeStore, StoredChunk, StoredHeads } from '../register/exchange-ports.js';
import type { Database } from './database.js';
import { StoreError } from './store-error.js';
import { text, type Row, type Value } from './values.js';

export class StoredExchanges implements ExchangeStore {
  readonly isShared: boolean;

  constructor(private readonly database: Database) {
    this.isShared = database.requestCounts !== undefined;
  }

  keep(chunks: readonly StoredChunk[]): Promise<void> {
    // In the order of `exchangeChunkColumns`.
    const rows = chunks.map(({ bodies, chunkId, heads, lost, owner }): readonly Value[] => {
      return [bodies, heads.length + bodies.length, chunkId, heads, lost, owner];
    });
    return this.database.perform('keepExchanges', rows);
  }

  async headsBefore(owner: string, chunkId: string, limit: number): Promise<readonly StoredHeads[]> {
    return (await this.database.read('exchangeHeadsBefore', owner, chunkId, limit)).map(headsOf);
  }

  async headsFrom(owner: string, chunkId: string, limit: number): Promise<readonly StoredHeads[]> {
    return (await this.database.read('exchangeHeadsFrom', owner, chunkId, limit)).map(headsOf);
  }

  async chunk(owner: string, chunkId: string) {
    const [row] = await this.database.read('exchangeChunk', owner, chunkId);
    return row === undefined ? undefined : { ...headsOf(row), bodies: bytes(row[2]) };
  }

  async lost(owner: string, fromChunkId: string): Promise<number> {
    const [row] = await this.database.read('exchangesLost', owner, fromChunkId);
    return Number(row?.[0] ?? 0);
  }

  async sizes() {
    const rows = await this.database.read('exchangeSizes');
    return rows.map(([owner, size, oldest]) => ({
      owner: text(owner),
      bytes: Number(size),
      oldest: text(oldest),
    }));
  }

  async sizesAfter(owner: string, chunkId: string, limit: number) {
    const rows = await this.database.read('exchangeSizesFrom', owner, chunkId, limit);
    return rows.map(([id, size]) => ({ chunkId: text(id), bytes: Number(size) }));
  }

  remove(owner: string, chunkId: string, most: number): Promise<number> {
    return this.database.perform('removeExchanges', owner, chunkId, most);
  }
}

function headsOf([chunkId, heads]: Row): StoredHeads {
  return { chunkId: text(chunkId), heads: bytes(heads) };
}

function bytes(value: Value | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new StoreError('database', 'Exchanges are kept as bytes');
  return value;
}
