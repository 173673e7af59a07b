import type { Knex } from 'knex';
import { named, type Built } from './built-statement.js';

/** What the web pages ask of the database, as in `statements.ts`. */
export function portalStatements(knex: Knex) {
  const sessions = () => knex('portal_session');
  return {
    portalSession: [
      sessions().select('data', 'expires_at').where('digest', 'digest').andWhere('expires_at', '>', 'now'),
      ['digest', 'now'],
    ],
    keepPortalSession: [
      sessions()
        .insert(named(['data', 'digest', 'expires_at']))
        .onConflict('digest')
        .merge(),
      ['data', 'digest', 'expires_at'],
    ],
    extendPortalSession: [
      sessions()
        .update(named(['expires_at']))
        .where('digest', 'digest'),
      ['expires_at', 'digest'],
    ],
    removePortalSession: [sessions().where('digest', 'digest').delete(), ['digest']],
    removeExpiredPortalSessions: [sessions().where('expires_at', '<=', 'now').delete(), ['now']],
    clear_portal_session: [sessions().delete(), []],
    settingForUpdate: [knex('register_setting').select('value').where('name', 'name').forUpdate(), ['name']],
    putSetting: [
      knex('register_setting')
        .insert(named(['name', 'value']))
        .onConflict('name')
        .merge(),
      ['name', 'value'],
    ],
  } satisfies Record<string, Built>;
}
