import type { Uln } from './uln.js';

/** 0 not known, 1 male, 2 female, 9 not specified. */
export type Gender = '0' | '1' | '2' | '9';
/** 0 notice not seen, 1 seen and shares, 2 seen and does not share (before 2018). */
export type AbilityToShare = '0' | '1' | '2';
/** What proved the learner's identity; 999 is "other", described in words. */
export type VerificationType = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '999';
/** Identity assurance: 0 none, 1 by acquaintance, 2 by document. */
export type TierLevel = '0' | '1' | '2';
/** 0 deleted, 1 active, 2 linked to a master. */
export type LearnerStatus = '0' | '1' | '2';

/** `yyyy-MM-dd`. */
export type IsoDate = string;

/** What a caller may state about a learner. Optional members are absent, never empty. */
export interface LearnerDetails {
  readonly title?: string;
  readonly givenName: string;
  readonly middleOtherName?: string;
  readonly familyName: string;
  readonly preferredGivenName?: string;
  readonly previousFamilyName?: string;
  readonly familyNameAtAge16?: string;
  readonly schoolAtAge16?: string;
  readonly lastKnownAddressLine1?: string;
  readonly lastKnownAddressLine2?: string;
  readonly lastKnownAddressTown?: string;
  readonly lastKnownAddressCountyOrCity?: string;
  /** Upper case with one space before the inward part, however it was sent. */
  readonly lastKnownPostCode: string;
  readonly dateOfAddressCapture?: IsoDate;
  readonly dateOfBirth: IsoDate;
  readonly placeOfBirth?: string;
  readonly gender: Gender;
  readonly emailAddress?: string;
  readonly nationality?: string;
  readonly scottishCandidateNumber?: string;
  readonly verificationType: VerificationType;
  readonly otherVerificationDescription?: string;
  readonly abilityToShare: AbilityToShare;
  readonly notes?: string;
  /** Told and changed by LearnerServiceR9 alone. */
  readonly telephoneNumber?: string;
}

/** A learner as the register holds it. */
export interface Learner extends LearnerDetails {
  readonly uln: Uln;
  readonly createdDate: IsoDate;
  readonly lastUpdatedDate: IsoDate;
  readonly tierLevel: TierLevel;
  readonly learnerStatus: LearnerStatus;
  /** Set when this record is linked: the ULN that stands for this person. */
  readonly masterUln?: Uln;
  /** On a master: the ULNs linked to it, ascending. */
  readonly linkedUlns: readonly Uln[];
  /** 1 at registration, one more with each update. */
  readonly versionNumber: number;
}
