/** What an achievement job comes to. Source: docs/interface-specification.md, "GetAchievementBatchJob". */
import { errorClassOf } from './achievement-code.js';
import type { SubmissionType } from './batch.js';

export interface AchievementCounts {
  readonly created: number;
  readonly updated: number;
  readonly promotedToFinal: number;
  readonly withdrawn: number;
  readonly reinstated: number;
  readonly fieldDataErrors: number;
  readonly learnerDataErrors: number;
  readonly businessRuleErrors: number;
  readonly successfulFinal: number;
  readonly successfulProvisional: number;
}

/** @param codes how many records have each code */
export function achievementCounts(
  codes: ReadonlyMap<string, number>,
  submissionType: SubmissionType,
): AchievementCounts {
  const of = (code: string): number => codes.get(code) ?? 0;
  const errors = { FieldData: 0, LearnerData: 0, BusinessRule: 0 };
  for (const [code, count] of codes) {
    const errorClass = errorClassOf(code);
    if (errorClass !== undefined) errors[errorClass] += count;
  }
  const done = {
    created: of('A001'),
    updated: of('A002'),
    promotedToFinal: of('A003'),
    withdrawn: of('A004'),
    reinstated: of('A005'),
  };
  const successful = Object.values(done).reduce((sum, count) => sum + count, 0);
  return {
    ...done,
    fieldDataErrors: errors.FieldData,
    learnerDataErrors: errors.LearnerData,
    businessRuleErrors: errors.BusinessRule,
    successfulFinal: submissionType === 'F' ? successful : 0,
    successfulProvisional: submissionType === 'P' ? successful : 0,
  };
}

/** Successful records of a hundred, to two decimals; 0 when there are none at all. */
export function percentageSuccessful(counts: AchievementCounts, records: number): number {
  if (records === 0) return 0;
  return Math.round(((counts.successfulFinal + counts.successfulProvisional) / records) * 10_000) / 100;
}
