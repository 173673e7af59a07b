/** Removes kept exchanges that are old, and the oldest of an owner that has too many. */
import type { ExchangeOwner, ExchangeStore } from '../register/exchange-ports.js';
import type { Clock } from '../register/ports.js';
import { FIRST_CHUNK, firstChunkAt } from './exchange-id.js';
import { NOBODY } from './recorder.js';

export interface RetentionParts {
  readonly store: Pick<ExchangeStore, 'sizes' | 'sizesAfter' | 'remove'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly keepDays: number;
  /** Of one owner, as they are stored. */
  readonly keepBytes: number;
  /** Has the last look at an owner's exchanges, before the oldest of them go. */
  readonly beforeRemoval?: (owner: ExchangeOwner) => Promise<void>;
  readonly isStopping?: () => boolean;
}

/** Chunks that are read or removed before others may write in between. */
const AT_ONCE = 200;
const DAY_MS = 86_400_000;

/** One round; gives how many chunks went. */
export async function removeOldExchanges(parts: RetentionParts): Promise<number> {
  const { store, clock, keepDays, keepBytes } = parts;
  const tooOld = firstChunkAt(new Date(clock.now().getTime() - keepDays * DAY_MS));
  let removed = 0;
  for (const { owner, bytes, oldest } of await store.sizes()) {
    if (oldest >= tooOld && bytes <= keepBytes) continue;
    await parts.beforeRemoval?.(owner === NOBODY ? 'nobody' : { organisationRef: owner });
    const last = await lastToGo(parts, owner, { tooOld, excess: bytes - keepBytes });
    if (last !== undefined) removed += await removeUpTo(parts, owner, last);
  }
  return removed;
}

/** The newest chunk that goes: as many of the oldest as are too old, or too much. */
async function lastToGo(
  { store }: RetentionParts,
  owner: string,
  { tooOld, excess }: { readonly tooOld: string; readonly excess: number },
): Promise<string | undefined> {
  let last: string | undefined;
  let passed = 0;
  for (;;) {
    const chunks = await store.sizesAfter(owner, last ?? FIRST_CHUNK, AT_ONCE);
    for (const { chunkId, bytes } of chunks) {
      if (chunkId >= tooOld && passed >= excess) return last;
      passed += bytes;
      last = chunkId;
    }
    if (chunks.length < AT_ONCE) return last;
  }
}

async function removeUpTo(
  { store, isStopping }: RetentionParts,
  owner: string,
  chunkId: string,
): Promise<number> {
  let removed = 0;
  while (isStopping?.() !== true) {
    const some = await store.remove(owner, chunkId, AT_ONCE);
    removed += some;
    if (some < AT_ONCE) break;
  }
  return removed;
}
