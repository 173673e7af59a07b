import type { Value } from '../values.js';
import { run, type Change } from './change.js';

/** Keeps chunks of exchanges; the values of each are those of `exchangeChunkColumns`. */
export function* keepExchanges(chunks: readonly (readonly Value[])[]): Change<void> {
  for (const values of chunks) yield* run('insertExchangeChunk', ...values);
}

/** Removes an owner's oldest chunks up to and with `chunkId`; gives how many it removed, `most` at most. */
export function* removeExchanges(owner: string, chunkId: string, most: number): Change<number> {
  return yield* run('removeExchanges', owner, owner, chunkId, most);
}
