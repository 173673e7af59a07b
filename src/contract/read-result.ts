/** What reading a request gives: a message that may be trusted, or the reason why there is none. */

/** One thing that is wrong with a message. */
export interface Problem {
  /** In the words of a schema validator: `cvc-pattern-valid: Value '' is not …`. */
  readonly text: string;
  /** Of the body it was found in, from 1. */
  readonly line?: number;
  readonly column?: number;
  /** `/Envelope/Body/FindLearnerByULN/GivenName` */
  readonly path?: string;
}

export type ReadFailure =
  /** The root is not a SOAP 1.1 envelope. */
  | { readonly kind: 'versionMismatch' }
  /** A header that this service does not know says mustUnderstand. */
  | { readonly kind: 'mustUnderstand'; readonly header: string }
  /** WSEC0001: not XML, not allowed, or against the schema. The first problem is the one to tell. */
  | { readonly kind: 'badlyFormed'; readonly problems: readonly [Problem, ...Problem[]] }
  /** WSEC0002: the first child of Body is no operation of this service. */
  | { readonly kind: 'unknownOperation'; readonly element: string };

export type ReadResult<Message> =
  { readonly ok: true; readonly message: Message } | { readonly ok: false; readonly failure: ReadFailure };

/** Reads the requests of one service. */
export interface MessageReader<Message> {
  /**
   * @param body the bytes as they came, after any gzip
   * @param contentType the header as it came; its charset counts after a byte order mark
   */
  read(body: Buffer, contentType: string | undefined): ReadResult<Message>;
}

/** The message of one operation out of `Requests`, which maps operation names to requests. */
export type MessageOf<Requests, K extends keyof Requests> = {
  [Name in K]: { readonly operation: Name; readonly request: Requests[Name] };
}[K];
