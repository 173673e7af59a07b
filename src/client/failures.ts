/** How a call can fail. Everything else is an answer, told by its response code. */

export interface FaultFacts {
  readonly operation: string;
  readonly code: string;
  readonly description: string;
  readonly furtherDetails: string;
  readonly correlationId: string;
  readonly httpStatus: number;
  readonly retryAfterSeconds?: number;
}

/**
 * The register refused the request: nothing was done. What the codes mean: docs/response-codes.md, "Faults".
 * Holds nothing of the request but what the register itself quotes, which is never a password.
 */
export class RegisterFault extends Error {
  override readonly name = 'RegisterFault';
  readonly operation: string;
  /** `WSEC0001` to `WSEC0999`; for an envelope that is no SOAP 1.1, `VersionMismatch` or `MustUnderstand`. */
  readonly code: string;
  /** What the code means. */
  readonly description: string;
  /** What was wrong with this request, and where. Empty where the register does not say. */
  readonly furtherDetails: string;
  /** Names the request in the register's log. */
  readonly correlationId: string;
  readonly httpStatus: number;
  /** After how many seconds to try again; undefined where trying again is of no use, or the register does not say. */
  readonly retryAfterSeconds: number | undefined;

  constructor(facts: FaultFacts) {
    super(`${facts.operation}: ${facts.code} ${facts.description} ${facts.furtherDetails}`.trimEnd());
    this.operation = facts.operation;
    this.code = facts.code;
    this.description = facts.description;
    this.furtherDetails = facts.furtherDetails;
    this.correlationId = facts.correlationId;
    this.httpStatus = facts.httpStatus;
    this.retryAfterSeconds = facts.retryAfterSeconds;
  }
}

export interface NoAnswerFacts {
  readonly operation: string;
  readonly correlationId: string;
  readonly reason: string;
  readonly systemCode?: string | undefined;
  readonly httpStatus?: number | undefined;
}

/**
 * No SOAP answer came: no connection, no time left, or something that is no register. Whether a change was made is not
 * known; a find shows it. Holds neither the request nor the password.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly operation: string;
  /** Names the request in the register's log, if it arrived. */
  readonly correlationId: string;
  /** `ECONNREFUSED`, `ECONNABORTED` (no time left), `ERR_CANCELED` and the like. */
  readonly systemCode: string | undefined;
  /** Of an answer that is no SOAP message. */
  readonly httpStatus: number | undefined;

  constructor(facts: NoAnswerFacts) {
    super(`${facts.operation}: ${facts.reason}`);
    this.operation = facts.operation;
    this.correlationId = facts.correlationId;
    this.systemCode = facts.systemCode;
    this.httpStatus = facts.httpStatus;
  }
}
