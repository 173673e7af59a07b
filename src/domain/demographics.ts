import type { Gender, IsoDate } from './learner.js';

/** The five details that identify a person, as sent. */
export interface Demographics {
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth: IsoDate;
  readonly gender: Gender;
  readonly lastKnownPostCode: string;
}

/** One name under which a person can be found: normalised, with the other three details beside it. */
export interface SearchKey {
  /** See {@link normaliseName}. */
  readonly givenKey: string;
  readonly familyKey: string;
  readonly dateOfBirth: IsoDate;
  readonly gender: Gender;
  /** Upper case, no blanks. */
  readonly postCodeKey: string;
}
