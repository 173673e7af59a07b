/** Faults on demand, as the pipeline of the test environment meets them: after access was given. */
import type { ForcedFault } from '../domain/forced-fault.js';
import type { Faults } from './fault.js';
import type { SoapAnswer } from './soap-answer.js';

export interface ForcedFaults {
  /** What this request is to meet; undefined at once for nearly every request. */
  find(
    organisationRef: string,
    operation: string,
    request: object,
  ): ForcedFault | undefined | Promise<ForcedFault | undefined>;
  /** Resolves after so many seconds, or when the service is about to stop. */
  wait(seconds: number): Promise<void>;
}

/** Why the caller gets this, for one who has forgotten the switch. */
const ASKED_FOR = 'This fault was asked for: by a switch of the organisation, or by a sentinel learner.';

/** The answer that `fault` makes of a request, whose work is done by `work` where it is done at all. */
export async function forcedAnswer(
  fault: ForcedFault,
  operation: string,
  organisationRef: string,
  { faults, forced, work }: { faults: Faults; forced: ForcedFaults; work: () => Promise<SoapAnswer> },
): Promise<SoapAnswer> {
  const refusal = (status: 429 | 500 | 503, code: string, body: string): SoapAnswer => ({
    status,
    body,
    code,
    operation,
    organisationRef,
    reason: 'forcedFault',
  });
  switch (fault.kind) {
    case 'fault':
      return refusal(500, fault.code, faults.exception(fault.code, ASKED_FOR).body);
    case 'closed':
      return refusal(500, 'WSEC0004', faults.exception('WSEC0004', ASKED_FOR).body);
    case 'slow':
      await forced.wait(fault.seconds);
      return work();
    case 'drop': {
      const lost = fault.when === 'after' ? await work() : undefined;
      const code = lost?.code ?? 'DROPPED';
      return { status: 499, body: '', code, operation, organisationRef, reason: 'forcedFault' };
    }
    case 'outage':
    case 'limited': {
      const { retryAfterSeconds } = fault;
      const [status, code] =
        fault.kind === 'outage' ? ([503, 'OUTAGE'] as const) : ([429, 'LIMITED'] as const);
      const { body } = faults.exception(
        'WSEC0999',
        `${ASKED_FOR} Try again in ${retryAfterSeconds} seconds.`,
      );
      return { ...refusal(status, code, body), retryAfterSeconds };
    }
  }
}
