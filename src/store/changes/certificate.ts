import { text, type Value } from '../values.js';
import { rowOf, rowsOf, run, type Change } from './change.js';

/** Binds a certificate; the values are those of `certificateColumns`. */
export function* addCertificate(
  organisationRef: string,
  values: readonly Value[],
): Change<'added' | 'bound' | 'noOrganisation'> {
  if ((yield* rowOf('organisationByRef', organisationRef)) === undefined) return 'noOrganisation';
  return (yield* run('insertCertificate', ...values)) > 0 ? 'added' : 'bound';
}

/** Revokes a certificate for one organisation, or for all that have it; gives those that had it still. */
export function* revokeCertificate(
  fingerprint: string,
  at: number,
  by: string,
  organisationRef: string | null,
): Change<readonly string[]> {
  const standing = (yield* rowsOf('certificateForUpdate', fingerprint)).map(([ref]) => text(ref));
  const revoked = standing.filter((ref) => organisationRef === null || ref === organisationRef);
  for (const ref of revoked) yield* run('revokeCertificate', at, by, fingerprint, ref);
  return revoked;
}
