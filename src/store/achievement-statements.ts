import type { Knex } from 'knex';
import { named, type Built } from './built-statement.js';
import { changedEventColumns, eventColumns, eventKeyColumns } from './learning-event-row.js';
import { isSqlite } from './migrations/columns.js';
import { qualificationColumns } from './qualification-row.js';

/** What achievements and the catalogue ask of the database, as in `statements.ts`. Lists travel as one text. */
export function achievementStatements(knex: Knex) {
  const qualification = () => knex('qualification');
  return {
    /** `ulns`: numbers with commas between them. */
    eventsOfOwnerAll: [
      knex('learning_event')
        .select(eventColumns)
        .whereRaw(
          isSqlite(knex)
            ? `uln in (select value from json_each('[' || ? || ']'))`
            : `uln = any (('{' || ? || '}')::bigint[])`,
          ['ulns'],
        )
        .andWhere('owner_ref', 'owner_ref'),
      ['ulns', 'owner_ref'],
    ],
    changeEvent: [
      knex('learning_event')
        .update(named(changedEventColumns))
        .where(named(eventKeyColumns))
        .andWhere('version', 'version'),
      [...changedEventColumns, ...eventKeyColumns, 'version'],
    ],
    takeBackResult: [
      knex('batch_result')
        .where(named(['job_id', 'position']))
        .delete(),
      ['job_id', 'position'],
    ],
    /** `keys`: a JSON list. */
    qualificationsByKey: [
      qualification()
        .select(qualificationColumns)
        .whereRaw(
          isSqlite(knex)
            ? 'qualification_key in (select value from json_each(?))'
            : 'qualification_key in (select jsonb_array_elements_text(?::jsonb))',
          ['keys'],
        ),
      ['keys'],
    ],
    qualificationForUpdate: [
      qualification()
        .select(qualificationColumns)
        .where('qualification_key', 'qualification_key')
        .forUpdate(),
      ['qualification_key'],
    ],
    saveQualification: [
      qualification().insert(named(qualificationColumns)).onConflict('qualification_key').merge(),
      qualificationColumns,
    ],
    awardedBy: [
      qualification()
        .select('qualification_key')
        .where('awarding_organisation_ref', 'awarding_organisation_ref')
        .limit(1, { skipBinding: true }),
      ['awarding_organisation_ref'],
    ],
  } satisfies Record<string, Built>;
}
