import type { Knex } from 'knex';
import { named, type Built } from './built-statement.js';
import { certificateColumns } from './certificate-row.js';

/** What client certificates ask of the database, as in `statements.ts`. */
export function certificateStatements(knex: Knex) {
  const bindings = () => knex('organisation_certificate');
  return {
    certificateByFingerprint: [
      bindings().select(certificateColumns).where('fingerprint', 'fingerprint').orderBy('organisation_ref'),
      ['fingerprint'],
    ],
    insertCertificate: [
      bindings().insert(named(certificateColumns)).onConflict(['fingerprint', 'organisation_ref']).ignore(),
      certificateColumns,
    ],
    certificateForUpdate: [
      bindings()
        .select('organisation_ref')
        .where('fingerprint', 'fingerprint')
        .whereNull('revoked_at')
        .orderBy('organisation_ref')
        .forUpdate(),
      ['fingerprint'],
    ],
    revokeCertificate: [
      bindings()
        .update(named(['revoked_at', 'revoked_by']))
        .where(named(['fingerprint', 'organisation_ref'])),
      ['revoked_at', 'revoked_by', 'fingerprint', 'organisation_ref'],
    ],
  } satisfies Record<string, Built>;
}
