/** Whether a submitted achievement is about the learner it says. Source: docs/achievements.md, "Results". */
import type { Achievement } from './achievement.js';
import type { AchievementCode } from './achievement-code.js';
import { namesFit, type NamesToSearch } from './demographics.js';
import type { Learner } from './learner.js';
import { hasValidCheckDigit, parseUln, type Uln } from './uln.js';

export type StatedUln =
  { readonly ok: true; readonly uln: Uln } | { readonly ok: false; readonly code: AchievementCode };

/** The ULN of a record, when it can be one. */
export function statedUln(text: string, checkDigitMatters: boolean): StatedUln {
  const uln = parseUln(text);
  if (uln === undefined) return { ok: false, code: 'L001' };
  if (checkDigitMatters && !hasValidCheckDigit(uln)) return { ok: false, code: 'L002' };
  return { ok: true, uln };
}

/** The record with the ULN, and the master that stands for it when it is linked. Deleted ones are as if unknown. */
export interface NamedLearner {
  readonly learner: Learner;
  readonly master?: Learner;
}

/**
 * What does not fit, the names first: whoever does not know those learns nothing of the rest. Of a linked learner either
 * record may fit, and one of them as a whole.
 */
export function learnerError(
  stated: Pick<Achievement, 'givenName' | 'familyName' | 'dateOfBirth' | 'gender'>,
  { learner, master }: NamedLearner,
  names: NamesToSearch,
): AchievementCode | undefined {
  const own = misfit(stated, learner, names);
  if (own === undefined || master === undefined) return own;
  const other = misfit(stated, master, names);
  if (other === undefined) return undefined;
  return own === 'L004' ? other : own;
}

function misfit(
  { givenName, familyName, dateOfBirth, gender }: Parameters<typeof learnerError>[0],
  learner: Learner,
  names: NamesToSearch,
): AchievementCode | undefined {
  if (!namesFit(learner, givenName, familyName, names)) return 'L004';
  if (dateOfBirth !== undefined && dateOfBirth !== learner.dateOfBirth) return 'L005';
  // "Not known" and "not specified" say nothing that could be wrong.
  if (saysSomething(gender) && saysSomething(learner.gender) && gender !== learner.gender) return 'L006';
  return undefined;
}

function saysSomething(gender: string | undefined): boolean {
  return gender === '1' || gender === '2';
}
