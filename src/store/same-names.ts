/** Looking through the rows of the same names for those that agree in one thing more. */
import type { SameNames } from '../domain/candidate-blocks.js';
import { isRegisterDate, nearDate } from '../domain/near-date.js';
import { text, type Row, type Value } from './values.js';

/**
 * What the database may ask for, by the text of a row's date of birth and by its postcode: a near date has the same
 * year, or the same day of another year.
 */
export function mayAgree({ nearBirth, postCodeKey }: SameNames): readonly [Value, Value, Value] {
  return [nearBirth?.slice(0, 4) ?? null, nearBirth?.slice(5) ?? null, postCodeKey ?? null];
}

/** Those of its rows, with the columns of `learner_name`, that have a near date of birth or the postcode. */
export function agreeing(rows: readonly Row[], { nearBirth, postCodeKey }: SameNames): readonly Row[] {
  return rows.filter(([date, , , , postCode]) => {
    if (postCode === postCodeKey) return true;
    return (
      nearBirth !== undefined && isRegisterDate(text(date)) && nearDate(text(date), nearBirth) !== undefined
    );
  });
}
