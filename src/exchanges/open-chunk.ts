/** A chunk of one owner's exchanges that is being filled. */
import type { EndedExchange } from './ended-exchange.js';
import { headLine } from './chunk-format.js';
import type { MaskedExchange } from './mask-exchange.js';

/** Buffers to write into, used again: fresh memory costs more than what is written there. */
export class SpareBuffers {
  readonly #spare: Buffer[] = [];

  /** Of this size at least. */
  take(size: number): Buffer {
    if (size <= SMALL) return Buffer.allocUnsafeSlow(SMALL);
    if (size > LARGE) return Buffer.allocUnsafeSlow(size);
    return this.#spare.pop() ?? Buffer.allocUnsafeSlow(LARGE);
  }

  giveBack(buffer: Buffer): void {
    if (buffer.length === LARGE && this.#spare.length < MOST_SPARE) this.#spare.push(buffer);
  }
}

/** A chunk of so many bytes goes on its way. To begin to compress one costs as much as to mask a hundred messages. */
export const FULL_CHUNK = 1024 * 1024;
const MOST_SPARE = 8;
/** Most chunks hold a few exchanges of somebody who tries things. */
const SMALL = 16 * 1024;
const LARGE = 2 * FULL_CHUNK;
/** Of a UTF-16 unit in UTF-8. */
const MOST_BYTES = 3;

export class OpenChunk {
  /** Exchanges of this owner that were not kept since the chunk before. */
  lost = 0;
  #heads = '';
  #count = 0;
  #bodies: Buffer | undefined;
  #used = 0;

  constructor(
    readonly owner: string,
    readonly id: string,
    private readonly spare: SpareBuffers,
  ) {}

  get count(): number {
    return this.#count;
  }

  /** Bytes in memory. */
  get size(): number {
    return this.#used + this.#heads.length;
  }

  get heads(): Buffer {
    return Buffer.from(this.#heads, 'utf8');
  }

  get bodies(): Buffer {
    return this.#bodies === undefined ? Buffer.alloc(0) : this.#bodies.subarray(0, this.#used);
  }

  /** Copies what was masked. */
  add(ended: EndedExchange, masked: MaskedExchange, at: number): void {
    const { heads, request, answer } = masked;
    const target = this.#room(request.length + MOST_BYTES * (heads.length + answer.length));
    const begin = this.#used;
    const afterHeads = begin + target.write(heads, begin, 'utf8');
    request.writeTo(target, afterHeads);
    const afterRequest = afterHeads + request.length;
    const end = afterRequest + target.write(answer, afterRequest, 'utf8');
    this.#used = end;
    this.#addHead(
      headLine(
        {
          at,
          service: ended.service,
          operation: ended.operation,
          code: ended.code,
          status: ended.status,
          milliseconds: ended.milliseconds,
          correlationId: masked.correlationId,
          callerAddress: ended.callerAddress,
          certificate: ended.certificate?.fingerprint,
          heads: afterHeads - begin,
          request: request.length,
          answer: end - afterRequest,
        },
        false,
      ),
    );
  }

  /** Keeps that it was there, and nothing of what was said. */
  addHeadAlone(ended: EndedExchange, correlationId: string, at: number): void {
    const { service, operation, code, status, milliseconds } = ended;
    const nothing = { heads: 0, request: 0, answer: 0 };
    const secret = { callerAddress: undefined, certificate: undefined };
    const line = { at, service, operation, code, status, milliseconds, correlationId, ...secret, ...nothing };
    this.#addHead(headLine(line, true));
  }

  /** To be called when its bytes are not needed any more. */
  release(): void {
    if (this.#bodies !== undefined) this.spare.giveBack(this.#bodies);
    this.#bodies = undefined;
    this.#used = 0;
  }

  #addHead(line: string): void {
    this.#heads += line;
    this.#count += 1;
  }

  /** The bodies, with room for so many bytes more. */
  #room(bytes: number): Buffer {
    const needed = this.#used + bytes;
    if (this.#bodies !== undefined && this.#bodies.length >= needed) return this.#bodies;
    const larger = this.spare.take(needed);
    if (this.#bodies !== undefined) {
      this.#bodies.copy(larger, 0, 0, this.#used);
      this.spare.giveBack(this.#bodies);
    }
    this.#bodies = larger;
    return larger;
  }
}
