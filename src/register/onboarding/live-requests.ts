/** Requests for a live connection. Rule: docs/onboarding.md, "Going live". */
import type { LiveRequest, LiveRequestDetails } from '../../domain/live-request.js';
import { isTestReference } from '../../domain/test-reference.js';
import type { LiveRequestStore, ScenarioReports } from '../onboarding-ports.js';
import type { Caller, Clock } from '../ports.js';
import { entryOf, referenceFrom } from './onboarding-parts.js';

export interface LiveRequestParts {
  readonly liveRequests: LiveRequestStore;
  readonly clock: Clock;
  /** Absent where no scenarios are followed: the request then has no report. */
  readonly reports?: ScenarioReports | undefined;
}

/** @param chance at least eight random bytes, which become the reference */
export async function submitLiveRequest(
  { liveRequests, clock, reports }: LiveRequestParts,
  chance: Uint8Array,
  details: LiveRequestDetails,
  caller: Caller,
): Promise<LiveRequest | 'waiting'> {
  const report = await reports?.report(caller.organisationRef);
  const request: LiveRequest = {
    reference: referenceFrom('LR', chance),
    organisationRef: caller.organisationRef,
    status: 'waiting',
    receivedAt: clock.now(),
    details,
    ...(report === undefined ? {} : { report }),
  };
  const outcome = await liveRequests.submit(request, entryOf(caller, clock, 'submitted'));
  return outcome === 'waiting' ? outcome : request;
}

/**
 * @param liveRef the reference that the operator of the live register gave the organisation
 * @returns `testReference` when that is one of the test environment's
 */
export async function approveLiveRequest(
  { liveRequests, clock }: LiveRequestParts,
  reference: string,
  liveRef: string,
  caller: Caller,
): Promise<'decided' | 'notWaiting' | 'testReference'> {
  if (isTestReference(liveRef)) return 'testReference';
  const decision = { at: clock.now(), by: caller.userName, liveRef: liveRef.toUpperCase() };
  return liveRequests.decide(reference, 'approved', decision, entryOf(caller, clock, 'approved'));
}

export async function declineLiveRequest(
  { liveRequests, clock }: LiveRequestParts,
  reference: string,
  reason: string,
  caller: Caller,
): Promise<'decided' | 'notWaiting'> {
  const decision = { at: clock.now(), by: caller.userName, reason };
  return liveRequests.decide(reference, 'declined', decision, entryOf(caller, clock, 'declined'));
}
