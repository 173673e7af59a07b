/** Reads kept exchanges, those of this process among them that are not written yet. */
import type {
  Exchange,
  ExchangeFilter,
  ExchangeHead,
  ExchangeLog,
  ExchangeOwner,
  ExchangePage,
  ExchangeStore,
} from '../register/exchange-ports.js';
import type { Clock } from '../register/ports.js';
import { expandBodies, readHeads, wholeExchange, type PackedHead } from './chunk-format.js';
import { AFTER_LAST_CHUNK, FIRST_CHUNK, exchangeId, firstChunkAt, readExchangeId } from './exchange-id.js';
import { headMatcher, textMatcher } from './exchange-filter.js';
import { NOBODY, type Recorder } from './recorder.js';

export interface ExchangeLogParts {
  readonly store: ExchangeStore;
  readonly recorder: Pick<Recorder, 'flush' | 'lostOf'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Chunks that one question reads the heads of. */
const CHUNKS_AT_ONCE = 32;
const MOST_CHUNKS = 2000;
/** Chunks whose bodies one search reads, each of a mebibyte or little more. */
const MOST_SEARCHED = 64;
/** What other processes began to gather may come with a lower id for so long. */
const SETTLED_MS = 1000;

export function createExchangeLog({ store, recorder, clock }: ExchangeLogParts): ExchangeLog {
  async function flushed(owner: ExchangeOwner): Promise<string> {
    const key = ownerKey(owner);
    await recorder.flush(key);
    return key;
  }

  async function bodiesOf(owner: string, chunkId: string): Promise<Buffer | undefined> {
    const chunk = await store.chunk(owner, chunkId);
    return chunk === undefined ? undefined : expandBodies(chunk.bodies);
  }

  /** Heads of one chunk, newest first, that pass the filter. */
  async function matching(
    owner: string,
    chunkId: string,
    heads: readonly PackedHead[],
    filter: ExchangeFilter,
    searched: { chunks: number },
  ): Promise<readonly ExchangeHead[]> {
    const isMatch = headMatcher(filter);
    const candidates = heads.filter(({ head }) => isMatch(head)).reverse();
    if (filter.text === undefined || candidates.length === 0) return candidates.map(({ head }) => head);
    const hasText = textMatcher(filter.text);
    searched.chunks += 1;
    const bodies = await bodiesOf(owner, chunkId);
    if (bodies === undefined) return [];
    return candidates.filter((packed) => hasText(wholeExchange(packed, bodies))).map(({ head }) => head);
  }

  async function list(
    of: ExchangeOwner,
    filter: ExchangeFilter,
    { before, limit }: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<ExchangePage> {
    const owner = await flushed(of);
    const from = before === undefined ? undefined : readExchangeId(before);
    if (before !== undefined && from === undefined) return { heads: [] };
    const oldest = oldestOf(filter);
    const found: ExchangeHead[] = [];
    const searched = { chunks: 0 };
    // The chunk in which the page before ended may have more.
    let below = from === undefined ? newestOf(filter) : `${from.chunkId}${AFTER_LAST_CHUNK}`;
    for (let read = 0; read < MOST_CHUNKS; read += CHUNKS_AT_ONCE) {
      const chunks = await store.headsBefore(owner, below, CHUNKS_AT_ONCE);
      for (const { chunkId, heads: packed } of chunks) {
        if (chunkId < oldest) return { heads: found };
        below = chunkId;
        const all = await readHeads(chunkId, packed);
        const heads = before === undefined ? all : all.filter(({ head }) => head.id < before);
        found.push(...(await matching(owner, chunkId, heads, filter, searched)));
        if (found.length > limit) {
          const page = found.slice(0, limit);
          return { heads: page, next: page.at(-1)?.id };
        }
        if (searched.chunks >= MOST_SEARCHED) return { heads: found, next: exchangeId(chunkId, 0) };
      }
      if (chunks.length < CHUNKS_AT_ONCE) return { heads: found };
    }
    return { heads: found, next: exchangeId(below, 0) };
  }

  /** Chunks from where `id` is on, oldest first, with the heads after it. */
  async function* chunksAfter(
    owner: string,
    id: string | undefined,
  ): AsyncGenerator<{ readonly chunkId: string; readonly heads: readonly PackedHead[] }> {
    const start = id === undefined ? undefined : readExchangeId(id);
    if (id !== undefined && start === undefined) return;
    const settled = store.isShared
      ? firstChunkAt(new Date(clock.now().getTime() - SETTLED_MS))
      : AFTER_LAST_CHUNK;
    let next = start?.chunkId ?? FIRST_CHUNK;
    for (;;) {
      const chunks = await store.headsFrom(owner, next, CHUNKS_AT_ONCE);
      for (const { chunkId, heads: packed } of chunks) {
        if (chunkId >= settled) return;
        const heads = await readHeads(chunkId, packed);
        yield { chunkId, heads: id === undefined ? heads : heads.filter(({ head }) => head.id > id) };
        next = `${chunkId}0`;
      }
      if (chunks.length < CHUNKS_AT_ONCE) return;
    }
  }

  return {
    list,
    async find(of, id) {
      const owner = await flushed(of);
      const place = readExchangeId(id);
      const chunk = place === undefined ? undefined : await store.chunk(owner, place.chunkId);
      if (place === undefined || chunk === undefined) return undefined;
      const packed = (await readHeads(chunk.chunkId, chunk.heads))[place.place];
      return packed === undefined ? undefined : wholeExchange(packed, await expandBodies(chunk.bodies));
    },
    async after(of, id, limit) {
      const owner = await flushed(of);
      const found: Exchange[] = [];
      for await (const { chunkId, heads } of chunksAfter(owner, id)) {
        const wanted = heads.slice(0, limit - found.length);
        const bodies = wanted.length === 0 ? undefined : await bodiesOf(owner, chunkId);
        if (bodies !== undefined) found.push(...wanted.map((packed) => wholeExchange(packed, bodies)));
        if (found.length >= limit) break;
      }
      return found;
    },
    async headsAfter(of, id, limit) {
      const owner = await flushed(of);
      const found: ExchangeHead[] = [];
      for await (const { heads } of chunksAfter(owner, id)) {
        found.push(...heads.slice(0, limit - found.length).map(({ head }) => head));
        if (found.length >= limit) break;
      }
      return found;
    },
    async lost(of, since) {
      const owner = await flushed(of);
      return (await store.lost(owner, firstChunkAt(since))) + recorder.lostOf(owner);
    },
  };
}

/** The reference as the register writes it. */
function ownerKey(owner: ExchangeOwner): string {
  return owner === 'nobody' ? NOBODY : owner.organisationRef.toUpperCase();
}

/** Chunks are named by when an exchange ended, filters go by when it began: an answer may take a while. */
const LONGEST_ANSWER_MS = 300_000;

/** A chunk is open for a moment, after the time by which it is named. */
const LONGEST_OPEN_MS = 60_000;

function oldestOf({ from }: ExchangeFilter): string {
  return from === undefined ? FIRST_CHUNK : firstChunkAt(new Date(from.getTime() - LONGEST_OPEN_MS));
}

function newestOf({ to }: ExchangeFilter): string {
  return to === undefined ? AFTER_LAST_CHUNK : firstChunkAt(new Date(to.getTime() + LONGEST_ANSWER_MS));
}
