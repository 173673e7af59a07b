import type { Knex } from 'knex';

/** A statement, and the names of its values in the order in which its users give them. */
export type Built = readonly [builder: Knex.QueryBuilder | Knex.Raw, parameters: readonly string[]];

/** Each column with its own name as the value. */
export function named(columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(columns.map((column) => [column, column]));
}
