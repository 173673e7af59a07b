/**
 * Exchanges that the test environment keeps, so that whoever builds a client can look at them: a request as it came and
 * its answer as it went, without the passwords. Each belongs to the organisation that proved to have sent it.
 */

/** What a list shows of an exchange. */
export interface ExchangeHead {
  /** Names it in links. Ids of later exchanges sort after earlier ones, up to the clocks of several copies. */
  readonly id: string;
  /** When the request began to arrive. */
  readonly at: Date;
  /** `LearnerService`. */
  readonly service: string;
  /** As in the WSDL; absent when the request was not understood so far. */
  readonly operation?: string;
  /** The response code, or the fault's; what the metrics call it where there is neither. */
  readonly code: string;
  /** Of HTTP; 499 when the caller had gone. */
  readonly status: number;
  readonly milliseconds: number;
  readonly correlationId: string;
  /** Bytes of the bodies as they are kept. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  /**
   * Set when the message is an organisation's by its word alone, since the password was wrong, cut off or not there:
   * then it has no bodies, and the whole of it is nobody's.
   */
  readonly unproved?: true;
}

export interface Exchange extends ExchangeHead {
  /** `POST /LearnerService.svc HTTP/1.1` */
  readonly requestLine: string;
  /** Name and value in turn, as they came; secrets masked. */
  readonly requestHeaders: readonly string[];
  /** After any gzip; passwords masked by as many asterisks. */
  readonly request: Buffer;
  /** Name and value in turn. */
  readonly responseHeaders: readonly string[];
  /** Before any gzip. */
  readonly response: Buffer;
  /** The address that the request came from, past trusted proxies. */
  readonly callerAddress?: string;
  /** SHA-256 of the certificate that the connection presented, in hex; no word about whether it was right. */
  readonly certificate?: string;
}

/** Whose exchanges: an organisation's, or those that belong to nobody, which the administrator sees. */
export type ExchangeOwner = { readonly organisationRef: string } | 'nobody';

export interface ExchangeFilter {
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly code?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Found in the request or the answer, in any case; also a correlation id. */
  readonly text?: string | undefined;
}

export interface ExchangePage {
  /** Newest first. */
  readonly heads: readonly ExchangeHead[];
  /** Give this as `before` for the next page; absent at the end. */
  readonly next?: string | undefined;
}

/** What pages and scenarios read. Sees what this process kept a moment ago, and what others kept within a second. */
export interface ExchangeLog {
  list(
    owner: ExchangeOwner,
    filter: ExchangeFilter,
    page: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<ExchangePage>;
  find(owner: ExchangeOwner, id: string): Promise<Exchange | undefined>;
  /** Oldest first, those after `id`, or from the first. For whoever follows along. */
  after(owner: ExchangeOwner, id: string | undefined, limit: number): Promise<readonly Exchange[]>;
  /** The same without the bodies: cheap. */
  headsAfter(owner: ExchangeOwner, id: string | undefined, limit: number): Promise<readonly ExchangeHead[]>;
  /** How many were not kept since then, because there were too many at once. */
  lost(owner: ExchangeOwner, since: Date): Promise<number>;
}

/**
 * Exchanges of one owner that were written together. Chunks of an owner lie in the order of their ids; the id begins
 * with the time when the first of them ended.
 */
export interface StoredChunk extends StoredHeads {
  /** An organisation's reference; empty for nobody's. */
  readonly owner: string;
  /** Exchanges of this owner that did not fit since the chunk before. */
  readonly lost: number;
  readonly bodies: Uint8Array;
}

export interface StoredHeads {
  readonly chunkId: string;
  /** As `src/exchanges/chunk-format.ts` has them. */
  readonly heads: Uint8Array;
}

/** Where chunks are. Each call reads or writes a bounded number of them. */
export interface ExchangeStore {
  /** Whether other processes keep exchanges in the same store. */
  readonly isShared: boolean;
  keep(chunks: readonly StoredChunk[]): Promise<void>;
  /** Newest first, those with a lower id. */
  headsBefore(owner: string, chunkId: string, limit: number): Promise<readonly StoredHeads[]>;
  /** Oldest first, that one among them. */
  headsFrom(owner: string, chunkId: string, limit: number): Promise<readonly StoredHeads[]>;
  chunk(owner: string, chunkId: string): Promise<(StoredHeads & { readonly bodies: Uint8Array }) | undefined>;
  lost(owner: string, fromChunkId: string): Promise<number>;
  /** All owners, with the bytes of all their chunks. */
  sizes(): Promise<readonly { readonly owner: string; readonly bytes: number; readonly oldest: string }[]>;
  /** Oldest first, those with a higher id. */
  sizesAfter(
    owner: string,
    chunkId: string,
    limit: number,
  ): Promise<readonly { readonly chunkId: string; readonly bytes: number }[]>;
  /** Removes the oldest up to and with that one; gives how many, `most` at most. */
  remove(owner: string, chunkId: string, most: number): Promise<number>;
}
