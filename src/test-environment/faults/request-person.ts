/** Whom a request is about, without knowing which operation it is. */
import { sentinelOf, type Sentinel } from '../../domain/sentinel.js';

/**
 * The sentinel learner whom a request of any service names: at its top, in the one member that holds a learner, or in
 * a list of ULNs. Records of batches are left to the jobs.
 */
export function sentinelIn(request: object): Sentinel | undefined {
  return sentinelOf(request) ?? sentinelWithin(request);
}

/** The members that hold one learner, or ULNs alone, in requests of the three services. */
interface Holder {
  readonly learner?: unknown;
  readonly learnerToVerify?: unknown;
  readonly ulnsToRetrieve?: unknown;
}

function sentinelWithin({ learner, learnerToVerify, ulnsToRetrieve }: Holder): Sentinel | undefined {
  const one = learner ?? learnerToVerify;
  if (typeof one === 'object' && one !== null) return Array.isArray(one) ? undefined : sentinelOf(one);
  if (typeof ulnsToRetrieve !== 'object' || ulnsToRetrieve === null || !('uln' in ulnsToRetrieve)) {
    return undefined;
  }
  const { uln: ulns } = ulnsToRetrieve;
  if (!Array.isArray(ulns)) return undefined;
  for (const uln of ulns) {
    const sentinel = sentinelOf({ uln });
    if (sentinel !== undefined) return sentinel;
  }
  return undefined;
}
