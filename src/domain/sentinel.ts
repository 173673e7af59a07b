/**
 * Sentinel learners: in the test environment, a request that is about one of them meets the fault that belongs to it.
 * By ULN, or by the family name with one of the given names; the other details do not matter.
 * Source: fixtures/testdata/README.md, "Sentinel learners".
 */
import type { ForcedFault } from './forced-fault.js';

/** What becomes of a job that holds a record about the learner. */
export type ForcedJobEnd =
  /** It fails: its output is WSRC0010. */
  | 'fails'
  /** It stays as it is, WSRC0008, for {@link PENDING_SECONDS} after it was handed in. */
  | 'waits';

export interface Sentinel {
  readonly uln: string;
  readonly givenName: string;
  /** For requests about the learner alone. */
  readonly fault?: ForcedFault;
  /** For jobs. */
  readonly job?: ForcedJobEnd;
}

export const sentinelFamilyName = 'Faultersham';

/** How long a job that waits stays as it is. */
export const PENDING_SECONDS = 60;
const SLOW_SECONDS = 10;
const RETRY_AFTER_SECONDS = 5;

export const sentinels: readonly Sentinel[] = [
  { uln: '9900080016', givenName: 'Malformed', fault: { kind: 'fault', code: 'WSEC0001' } },
  { uln: '9900080024', givenName: 'Unsupported', fault: { kind: 'fault', code: 'WSEC0002' } },
  { uln: '9900080032', givenName: 'Unknown', fault: { kind: 'fault', code: 'WSEC0003' } },
  { uln: '9900080040', givenName: 'Closed', fault: { kind: 'closed' } },
  { uln: '9900080059', givenName: 'Mispassword', fault: { kind: 'fault', code: 'WSEC0005' } },
  { uln: '9900080067', givenName: 'Forbidden', fault: { kind: 'fault', code: 'WSEC0006' } },
  { uln: '9900080075', givenName: 'Unexpected', fault: { kind: 'fault', code: 'WSEC0999' } },
  { uln: '9900080083', givenName: 'Slow', fault: { kind: 'slow', seconds: SLOW_SECONDS } },
  { uln: '9900080091', givenName: 'Dropped', fault: { kind: 'drop', when: 'before' } },
  { uln: '9900080105', givenName: 'Lost', fault: { kind: 'drop', when: 'after' } },
  {
    uln: '9900080113',
    givenName: 'Outage',
    fault: { kind: 'outage', retryAfterSeconds: RETRY_AFTER_SECONDS },
  },
  {
    uln: '9900080121',
    givenName: 'Limited',
    fault: { kind: 'limited', retryAfterSeconds: RETRY_AFTER_SECONDS },
  },
  { uln: '9900080148', givenName: 'Failing', job: 'fails' },
  { uln: '9900080156', givenName: 'Pending', job: 'waits' },
];

/** Whom a request or a record names, as far as it does. */
export interface NamedPerson {
  readonly uln?: unknown;
  readonly familyName?: unknown;
  readonly givenName?: unknown;
}

const byUln = new Map(sentinels.map((each) => [each.uln, each]));
const byGivenName = new Map(sentinels.map((each) => [each.givenName.toLowerCase(), each]));
const familyKey = sentinelFamilyName.toLowerCase();

/** The sentinel whom this names. Names count in any case, without blanks around them. */
export function sentinelOf({ uln, familyName, givenName }: NamedPerson): Sentinel | undefined {
  if (typeof uln === 'string') {
    const sentinel = byUln.get(uln);
    if (sentinel !== undefined) return sentinel;
  }
  if (typeof familyName !== 'string' || typeof givenName !== 'string') return undefined;
  // Nearly every name differs in length or letters already: no text is made for those.
  if (familyName.length < familyKey.length || familyName.trim().toLowerCase() !== familyKey) return undefined;
  return byGivenName.get(givenName.trim().toLowerCase());
}

/** What the job that holds these records is to come to; that it fails counts for more than that it waits. */
export function forcedJobEnd(records: Iterable<NamedPerson>): ForcedJobEnd | undefined {
  let end: ForcedJobEnd | undefined;
  for (const record of records) {
    const forced = sentinelOf(record)?.job;
    if (forced === 'fails') return forced;
    end ??= forced;
  }
  return end;
}
