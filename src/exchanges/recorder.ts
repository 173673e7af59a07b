/**
 * Keeps exchanges: masks their passwords at once, gathers them by owner, and writes each owner's together, a few times a
 * second. What comes faster than it can be written is counted and not kept.
 */
import type { ExchangeStore, StoredChunk } from '../register/exchange-ports.js';
import type { Clock } from '../register/ports.js';
import { attribute, type SenderProof } from './attribution.js';
import { pack } from './chunk-format.js';
import type { EndedExchange } from './ended-exchange.js';
import { createChunkIds } from './exchange-id.js';
import { maskExchange, type MaskedExchange } from './mask-exchange.js';
import { FULL_CHUNK, OpenChunk, SpareBuffers } from './open-chunk.js';

/** Stands for nobody where organisations have their reference. */
export const NOBODY = '';

export interface RecorderParts {
  readonly store: Pick<ExchangeStore, 'keep'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly proof: SenderProof;
  /** Is told when exchanges could not be written, and were lost. */
  onFailure(error: unknown, exchanges: number): void;
  /** How many bytes may wait to be written. */
  readonly queueBytes?: number;
}

export interface RecorderCounts {
  readonly kept: number;
  readonly lost: number;
  readonly waitingBytes: number;
}

const QUEUE_BYTES = 64 * 1024 * 1024;
const EVERY_MS = 200;
/** Exchanges whose sender is looked up at the same time. */
const MOST_UNKNOWN = 256;

export class Recorder {
  readonly #open = new Map<string, OpenChunk>();
  readonly #lost = new Map<string, number>();
  readonly #spare = new SpareBuffers();
  readonly #newId: () => string;
  readonly #queueBytes: number;
  readonly #unknown = new Set<Promise<void>>();
  /** Oldest first. */
  readonly #sealed: { readonly chunk: OpenChunk; readonly packed: Promise<StoredChunk> }[] = [];
  #writing: Promise<void> | undefined;
  /** Of chunks that are sealed and not written. */
  #sealedBytes = 0;
  #openBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #kept = 0;
  #allLost = 0;

  constructor(private readonly parts: RecorderParts) {
    this.#newId = createChunkIds(parts.clock);
    this.#queueBytes = parts.queueBytes ?? QUEUE_BYTES;
  }

  get counts(): RecorderCounts {
    return { kept: this.#kept, lost: this.#allLost, waitingBytes: this.#sealedBytes + this.#openBytes };
  }

  /** Takes an exchange; see `KeepExchange`. */
  readonly keep = (ended: EndedExchange): void => {
    const { organisationRef } = ended;
    const at = Math.round(this.parts.clock.now().getTime() - ended.milliseconds);
    try {
      if (organisationRef === undefined) this.#keepUnknown(ended, at);
      else if (this.#hasRoom(ended)) this.#add(organisationRef, ended, maskExchange(ended), at);
      else this.#lose(organisationRef, 1);
    } catch (error) {
      this.#lose(organisationRef ?? NOBODY, 1);
      this.parts.onFailure(error, 1);
    }
  };

  /** Exchanges of this owner that were lost and are in no chunk yet. */
  lostOf(owner: string): number {
    return (this.#lost.get(owner) ?? 0) + (this.#open.get(owner)?.lost ?? 0);
  }

  /** Resolves when all that was kept before, of this owner or of all, is in the store. */
  async flush(owner?: string): Promise<void> {
    await Promise.all(this.#unknown);
    if (owner === undefined) this.#sealAll();
    else {
      const chunk = this.#open.get(owner);
      if (chunk !== undefined) this.#seal(chunk);
    }
    await this.#writing;
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    await this.flush();
    // What was lost meanwhile.
    await this.flush();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #keepUnknown(ended: EndedExchange, at: number): void {
    if (this.#unknown.size >= MOST_UNKNOWN || !this.#hasRoom(ended)) {
      this.#lose(NOBODY, 1);
      return;
    }
    const masked = maskExchange(ended);
    const finding = this.#addUnknown(ended, masked, at).catch((error: unknown) => {
      this.#lose(NOBODY, 1);
      this.parts.onFailure(error, 1);
    });
    this.#unknown.add(finding);
    void finding.finally(() => this.#unknown.delete(finding));
  }

  async #addUnknown(ended: EndedExchange, masked: MaskedExchange, at: number): Promise<void> {
    const found = await attribute(ended, masked, this.parts.proof);
    if (found.kind === 'unproved') {
      const chunk = this.#chunkOf(found.organisationRef);
      const before = chunk.size;
      chunk.addHeadAlone(ended, masked.correlationId, at);
      this.#grown(chunk, before);
    }
    this.#add(found.kind === 'organisation' ? found.organisationRef : NOBODY, ended, masked, at);
  }

  #add(owner: string, ended: EndedExchange, masked: MaskedExchange, at: number): void {
    const chunk = this.#chunkOf(owner);
    const before = chunk.size;
    chunk.add(ended, masked, at);
    this.#grown(chunk, before);
  }

  #grown(chunk: OpenChunk, before: number): void {
    this.#openBytes += chunk.size - before;
    if (chunk.size >= FULL_CHUNK) this.#seal(chunk);
  }

  #chunkOf(owner: string): OpenChunk {
    let chunk = this.#open.get(owner);
    if (chunk === undefined) {
      chunk = new OpenChunk(owner, this.#newId(), this.#spare);
      chunk.lost = this.#lost.get(owner) ?? 0;
      this.#lost.delete(owner);
      this.#open.set(owner, chunk);
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#sealAll();
      }, EVERY_MS).unref();
    }
    return chunk;
  }

  #hasRoom({ body, answer }: EndedExchange): boolean {
    const waiting = this.#sealedBytes + this.#openBytes;
    return waiting + (body?.length ?? 0) + (answer?.length ?? 0) <= this.#queueBytes;
  }

  #lose(owner: string, exchanges: number): void {
    this.#allLost += exchanges;
    this.#lost.set(owner, (this.#lost.get(owner) ?? 0) + exchanges);
  }

  #sealAll(): void {
    // That something was lost is written too, once there is room.
    if (this.#sealed.length === 0) for (const owner of [...this.#lost.keys()]) this.#chunkOf(owner);
    for (const chunk of [...this.#open.values()]) this.#seal(chunk);
  }

  #seal(chunk: OpenChunk): void {
    this.#open.delete(chunk.owner);
    this.#openBytes -= chunk.size;
    this.#sealedBytes += chunk.size;
    this.#sealed.push({ chunk, packed: packed(chunk) });
    this.#writing ??= this.#write();
  }

  /** Writes what is sealed, all that there is at a time, in its order: who follows along must not see a later one first. */
  async #write(): Promise<void> {
    while (this.#sealed.length > 0) {
      const sealed = this.#sealed.splice(0);
      try {
        await this.parts.store.keep(await Promise.all(sealed.map(({ packed }) => packed)));
        for (const { chunk } of sealed) this.#kept += chunk.count;
      } catch (error) {
        for (const { chunk } of sealed) this.#lose(chunk.owner, chunk.count + chunk.lost);
        this.parts.onFailure(
          error,
          sealed.reduce((sum, { chunk }) => sum + chunk.count, 0),
        );
      }
      for (const { chunk } of sealed) {
        this.#sealedBytes -= chunk.size;
        chunk.release();
      }
    }
    this.#writing = undefined;
  }
}

async function packed(chunk: OpenChunk): Promise<StoredChunk> {
  const { owner, id: chunkId, lost } = chunk;
  const [heads, bodies] = await Promise.all([pack(chunk.heads), pack(chunk.bodies)]);
  return { owner, chunkId, lost, heads, bodies };
}
