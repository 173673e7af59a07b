/** What the rest of the service knows of traces: spans, and what may stand in one. It loads no library. */

/**
 * All that a span may say: where the work went, never whom it was about. No name, date of birth, ULN or password has
 * a place here.
 */
export interface SpanFacts {
  /** As in the WSDL: `LearnerService`, and the operation. */
  readonly service?: string;
  readonly operation?: string;
  /** The response code, or the fault's. */
  readonly code?: string;
  /** Of HTTP. */
  readonly status?: number;
  readonly correlationId?: string;
  /** A port of the store and its method: `learners.findByUln`. */
  readonly call?: string;
  readonly jobId?: string;
  readonly jobKind?: string;
  /** How a job's turn ended. */
  readonly jobEnd?: string;
  readonly records?: number;
}

/** A piece of work that is recorded from now on. */
export interface Span {
  /** A part of this work, which begins now. */
  child(name: string, facts?: SpanFacts): Span;
  /** Ends it, and every part of it that is still open. */
  end(facts?: SpanFacts): void;
  /** The same, when something happened that must not. */
  fail(facts?: SpanFacts): void;
}

/** The whole of a request or of a job's turn. */
export interface RootSpan extends Span {
  /** 32 hexadecimal digits: where to look in the tracing system. */
  readonly traceId: string;
}

/** Begins spans for those requests and jobs that are recorded: a share of all. */
export interface Tracer {
  /**
   * @param traceparent the caller's header, taken up when it is one of W3C Trace Context
   * @returns undefined for most: nothing is to be recorded then
   */
  request(service: string, traceparent: string | readonly string[] | undefined): RootSpan | undefined;
  /** A job's turn. */
  job(facts: SpanFacts): RootSpan | undefined;
  /** Hands over what was recorded, within a few seconds, and ends. Never rejects. */
  stop(): Promise<void>;
}
