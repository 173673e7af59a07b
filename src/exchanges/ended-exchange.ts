/** What the SOAP route gives of each request that has ended, answered or not. Nothing of it is changed afterwards. */
export interface EndedExchange {
  /** `LearnerService` */
  readonly service: string;
  readonly request: RequestFacts;
  /** As it was read, after any gzip; absent when it was refused unread. */
  readonly body: Buffer | undefined;
  readonly milliseconds: number;
  readonly correlationId: string;
  readonly operation: string | undefined;
  readonly code: string;
  readonly status: number;
  /** Set when this organisation's password was right. */
  readonly organisationRef: string | undefined;
  /** Before any gzip; absent when nobody was left to be answered. */
  readonly answer: string | undefined;
  /** Name and value in turn. */
  readonly answerHeaders: readonly string[];
  readonly callerAddress: string | undefined;
  /** What the connection presented; absent where none counts, or it was not asked for. */
  readonly certificate: PresentedCertificate | undefined;
}

export interface PresentedCertificate {
  /** SHA-256 in hex. */
  readonly fingerprint: string;
  readonly trusted: boolean;
}

/** Of Node's IncomingMessage. */
export interface RequestFacts {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  readonly rawHeaders: readonly string[];
}

/** Takes an exchange, at once: the caller waits. Never throws. */
export type KeepExchange = (ended: EndedExchange) => void;
