/** What the message inspector needs from outside, beside the log. `src/test-environment.ts` gives it. */
import type { AsOfNowParts } from '../../exchanges/explain/as-of-now.js';

/**
 * Sends a request through the pipeline of the services, as if it had come over HTTP without a client certificate, and
 * keeps the exchange.
 * @returns the correlation id of the new exchange
 */
export type SendAgain = (message: {
  /** `LearnerService` */
  readonly service: string;
  /** UTF-8. */
  readonly body: Buffer;
}) => Promise<string>;

/** The learners that an organisation's requests are about, for a look that leaves no trace in the audit. */
export type LookAtLearners = (organisationRef: string) => Promise<AsOfNowParts>;
