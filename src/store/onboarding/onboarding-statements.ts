import type { Knex } from 'knex';
import { named, type Built } from '../built-statement.js';
import { applicationColumns, decidedColumns } from './application-row.js';
import { liveDecidedColumns, liveRequestColumns } from './live-request-row.js';

/** Sorted, as knex does. */
export const contactColumns = [
  'contact',
  'organisation_ref',
  'origin',
  'recorded_at',
  'recorded_by',
] as const;

/** What onboarding asks of the database, as in `statements.ts`. */
export function onboardingStatements(knex: Knex) {
  const application = () => knex('application');
  const liveRequest = () => knex('live_request');
  return {
    insertApplication: [
      application().insert(named(applicationColumns)).onConflict().ignore(),
      applicationColumns,
    ],
    applicationById: [
      application().select('application_id').where('application_id', 'application_id'),
      ['application_id'],
    ],
    applicationsWaiting: [application().count().where('status', knex.raw("'waiting'")), []],
    decideApplication: [
      application()
        .update(named(decidedColumns))
        .where('application_id', 'application_id')
        .where('status', knex.raw("'waiting'")),
      [...decidedColumns, 'application_id'],
    ],
    markShown: [
      application()
        .update(named(['shown_at']))
        .where('application_id', 'application_id')
        .where('status', knex.raw("'approved'"))
        .whereNull('shown_at')
        .where('show_until', '>=', 'show_until'),
      ['shown_at', 'application_id', 'show_until'],
    ],
    offerAgain: [
      application()
        .update({ show_until: 'show_until', shown_at: knex.raw('null') })
        .where('application_id', 'application_id')
        .where('status', knex.raw("'approved'")),
      ['show_until', 'application_id'],
    ],
    insertLiveRequest: [
      liveRequest().insert(named(liveRequestColumns)).onConflict().ignore(),
      liveRequestColumns,
    ],
    liveRequestWaiting: [
      liveRequest()
        .select('reference')
        .where('organisation_ref', 'organisation_ref')
        .where('status', knex.raw("'waiting'")),
      ['organisation_ref'],
    ],
    decideLiveRequest: [
      liveRequest()
        .update(named(liveDecidedColumns))
        .where('reference', 'reference')
        .where('status', knex.raw("'waiting'")),
      [...liveDecidedColumns, 'reference'],
    ],
    putContact: [
      knex('organisation_contact').insert(named(contactColumns)).onConflict('organisation_ref').merge(),
      contactColumns,
    ],
    clear_application: [application().delete(), []],
    clear_live_request: [liveRequest().delete(), []],
    clear_organisation_contact: [knex('organisation_contact').delete(), []],
  } satisfies Record<string, Built>;
}
