/** The rules of the register that an operator may set. Meanings: docs/operations.md, "Settings". */
export interface RegisterSettings {
  /** Whether a find by demographics must precede a registration. */
  readonly findBeforeRegister: boolean;
  /** For how long a find counts. */
  readonly findWindowMinutes: number;
  /** How long to wait after a find that gave a possible match. */
  readonly findWaitSeconds: number;
  /** Whether a preferred given name counts as the given name. */
  readonly matchOtherGivenNames: boolean;
  /** Whether a previous family name, or the one at age 16, counts as the family name. */
  readonly matchOtherFamilyNames: boolean;
  /**
   * A ULN whose check digit is wrong: `strict` finds nobody, `relaxed` is looked up like any other,
   * `fault` is refused as badly formed.
   */
  readonly ulnCheck: 'strict' | 'relaxed' | 'fault';
  /** What verifyLearner answers when the ULN exists and the details differ. */
  readonly verifyMismatchCode: string;
  /** Whether a learner may still be set to "does not share". */
  readonly legacyOptOut: boolean;
  readonly minimumAge: number;
  readonly maximumAge: number;
}
