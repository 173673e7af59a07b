/** What makes a registration acceptable, and the learner it makes. Source: docs/interface-specification.md, "registerSingleLearner". */
import { formatPostCode } from './post-code.js';
import { optionalFields } from './learner-fields.js';
import type { IsoDate, Learner, LearnerDetails, TierLevel, VerificationType } from './learner.js';
import type { Uln } from './uln.js';

/** Ages in completed years, both included. */
export interface AgeRange {
  readonly minimum: number;
  readonly maximum: number;
}

export const usualAges: AgeRange = { minimum: 13, maximum: 110 };

/** Completed years on a day. Someone born on 29 February completes one on 1 March when there is no 29th. */
export function ageOn(dateOfBirth: IsoDate, day: IsoDate): number {
  const years = Number(day.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return day.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
}

/** Whether the register takes a person of this age: 13 to 110 completed years today, unless set otherwise. */
export function checkAge(
  dateOfBirth: IsoDate,
  today: IsoDate,
  range: AgeRange = usualAges,
): 'ok' | 'outOfRange' {
  const age = ageOn(dateOfBirth, today);
  return age >= range.minimum && age <= range.maximum ? 'ok' : 'outOfRange';
}

/** How sure the identity is: by nothing, by acquaintance or other means, by document. */
export function tierLevelOf(verificationType: VerificationType): TierLevel {
  switch (verificationType) {
    case '0':
      return '0';
    case '1':
    case '999':
      return '1';
    default:
      return '2';
  }
}

/** The learner that a registration makes: version 1, active, on its own. Empty optional details are left out. */
export function newLearner(details: LearnerDetails, uln: Uln, today: IsoDate): Learner {
  const learner: { -readonly [M in keyof Learner]: Learner[M] } = {
    uln,
    createdDate: today,
    lastUpdatedDate: today,
    tierLevel: tierLevelOf(details.verificationType),
    learnerStatus: '1',
    linkedUlns: [],
    versionNumber: 1,
    givenName: details.givenName,
    familyName: details.familyName,
    lastKnownPostCode: formatPostCode(details.lastKnownPostCode),
    dateOfBirth: details.dateOfBirth,
    gender: details.gender,
    verificationType: details.verificationType,
    abilityToShare: details.abilityToShare,
  };
  // A batch makes thousands a second; a copy of all, without the empty ones, takes ten times as long.
  for (const field of optionalFields) {
    const value = details[field];
    if (value !== undefined && value !== '') learner[field] = value;
  }
  return learner;
}

/** The newest find by the same organisation for the same five details. */
export interface LatestFind {
  readonly at: Date;
  /** The response code it got. */
  readonly outcome: string;
}

/**
 * Whether the find that must come before a registration did, and long enough ago.
 * A find counts for `windowMinutes`; one that gave possible matches only after `waitSeconds`.
 */
export function findMustPrecede(
  latest: LatestFind | undefined,
  now: Date,
  windowMinutes: number,
  waitSeconds: number,
): 'ok' | 'noRecentFind' | 'tooSoonAfterPossible' {
  if (latest === undefined) return 'noRecentFind';
  const age = now.getTime() - latest.at.getTime();
  if (age > windowMinutes * 60_000) return 'noRecentFind';
  return latest.outcome === 'WSRC0003' && age < waitSeconds * 1000 ? 'tooSoonAfterPossible' : 'ok';
}
