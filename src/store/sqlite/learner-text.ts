/**
 * A learner's row as one text. SQLite joins the columns and JavaScript splits them again, for less than half of what the
 * driver takes to hand over thirty-three values one by one.
 */
import type { Knex } from 'knex';
import { readColumns } from '../learner-row.js';
import type { Row, Value } from '../values.js';

/** XML can carry neither character, and no other way into the register lets them in. */
const between = '\u001F';
const absent = '\u001E';

/** What to select: one column. The characters stand there themselves: SQLite would call `char()` for each column. */
export function learnerText(knex: Knex): Knex.Raw {
  const columns = readColumns.map(() => `ifnull(??, '${absent}')`).join(', ');
  return knex.raw(`concat_ws('${between}', ${columns})`, [...readColumns]);
}

/** The values of `readColumns`, numbers as text; undefined when a value holds what stands between them. */
export function rowOfText(text: Value): Row | undefined {
  const values: (string | null)[] = String(text).split(between);
  if (values.length !== readColumns.length) return undefined;
  for (let at = 0; at < values.length; at += 1) if (values[at] === absent) values[at] = null;
  return values;
}
