/**
 * An index by names. A find looks for the same names on some sixty dates of birth that a slip of the hand turns into
 * the one given: here they lie next to one another. Names with a postcode keep an index of their own, so that a very
 * common name costs no more than a rare one.
 */
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('learner_name', (table) => {
    table.index(['family_key', 'given_key', 'date_of_birth'], 'learner_name_names');
  });
}
