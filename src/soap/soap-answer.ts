/** What the pipeline gives HTTP to send. */
export interface SoapAnswer {
  /**
   * 429 and 503 ask the caller to come back; nothing was done then. 499, in the test environment alone: nothing is sent,
   * and the connection is cut.
   */
  readonly status: 200 | 429 | 499 | 500 | 503;
  readonly body: string;
  /** The response code, or the fault's; for metrics and logs. */
  readonly code: string;
  /** As the WSDL names it; absent when the request was not understood so far. */
  readonly operation?: string;
  /** Who called, once the password was right. */
  readonly organisationRef?: string;
  /** With 429 and 503. */
  readonly retryAfterSeconds?: number;
  /** Why access was refused, for the log. Holds nothing that the caller typed. */
  readonly reason?: string;
}
