/** What an update makes of a stored learner. Source: docs/interface-specification.md, "updateSingleLearner". */
import { optionalFields, requiredFields, type OptionalField, type RequiredField } from './learner-fields.js';
import type { IsoDate, Learner, LearnerDetails } from './learner.js';
import { formatPostCode } from './post-code.js';
import { tierLevelOf } from './registration.js';

/** What a caller states: absent leaves the stored value, empty text clears an optional one. */
export type UpdateDetails = {
  readonly [K in RequiredField]?: LearnerDetails[K] | undefined;
} & {
  readonly [K in OptionalField]?: string | undefined;
};

export interface Updated {
  /** What differs from before; empty when nothing does. */
  readonly changed: readonly (keyof LearnerDetails)[];
  /** The stored learner itself when nothing changed, else its next version. */
  readonly learner: Learner;
}

/**
 * Applies what is stated. A required detail cannot be cleared: empty text leaves it.
 * The version goes up by one, and the tier level follows the verification type.
 */
export function applyUpdate(stored: Learner, stated: UpdateDetails, today: IsoDate): Updated {
  const changed: (keyof LearnerDetails)[] = [];
  const required: { -readonly [K in RequiredField]?: LearnerDetails[K] } = {};
  const optional: { -readonly [K in OptionalField]?: string } = {};

  const state = <K extends RequiredField>(field: K, value: LearnerDetails[K] | undefined): void => {
    if (value === undefined || value.trim() === '' || value === stored[field]) return;
    required[field] = value;
    changed.push(field);
  };
  for (const field of requiredFields) {
    if (field !== 'lastKnownPostCode') state(field, stated[field]);
  }
  if (stated.lastKnownPostCode !== undefined) {
    state('lastKnownPostCode', formatPostCode(stated.lastKnownPostCode));
  }

  const cleared = new Set<string>();
  for (const field of optionalFields) {
    const value = stated[field];
    if (value === undefined || value === (stored[field] ?? '')) continue;
    changed.push(field);
    if (value === '') cleared.add(field);
    else optional[field] = value;
  }

  if (changed.length === 0) return { changed, learner: stored };
  const learner: Learner = {
    ...stored,
    ...required,
    ...optional,
    lastUpdatedDate: today,
    versionNumber: stored.versionNumber + 1,
    tierLevel:
      required.verificationType === undefined ? stored.tierLevel : tierLevelOf(required.verificationType),
  };
  return { changed, learner: without(learner, cleared) };
}

function without(learner: Learner, cleared: ReadonlySet<string>): Learner {
  const kept: { -readonly [K in keyof Learner]: Learner[K] } = { ...learner };
  for (const field of optionalFields) if (cleared.has(field)) delete kept[field];
  return kept;
}
