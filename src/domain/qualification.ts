/** Qualifications and units that achievements may name. Source: docs/achievements.md, "The catalogue". */
import type { IsoDate } from './learner.js';

export const qualificationKinds = ['qualification', 'unit'] as const;
export type QualificationKind = (typeof qualificationKinds)[number];

/** An entry of the catalogue. */
export interface Qualification {
  /** As its regulator writes it: `500/4606/8` for a qualification, `K/501/5773` for a unit. */
  readonly reference: string;
  readonly kind: QualificationKind;
  readonly title: string;
  /** What kind of qualification, in words: "GCE A Level". */
  readonly qualificationType?: string;
  /** "Level 3", "Entry Level". */
  readonly level?: string;
  readonly credits: number;
  /** The reference of the organisation that awards it. */
  readonly awardingOrganisationRef: string;
  /** The grades that may be given; any grade when empty. */
  readonly grades: readonly string[];
  /** The languages it may be assessed in; any when empty. */
  readonly languages: readonly string[];
  /** The first day on which it may be awarded. */
  readonly operationalStart?: IsoDate;
  /** The last day on which anybody may be certificated. */
  readonly certificationEnd?: IsoDate;
}

declare const keyBrand: unique symbol;

/** A reference with nothing but its letters and digits, upper case: `50046068` and `500/4606/8` are one. */
export type QualificationKey = string & { readonly [keyBrand]: true };

/** The key of a reference however it is written. It need not be in the catalogue. */
export function qualificationKey(reference: string): QualificationKey {
  return reference.replace(/[^0-9A-Za-z]/g, '').toUpperCase() as QualificationKey;
}
