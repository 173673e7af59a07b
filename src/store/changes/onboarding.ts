import type { AuditValue } from '../audit-row.js';
import type { Value } from '../values.js';
import { Undo, rowOf, run, writeAudit, type Change } from './change.js';

/** Keeps an application; the values are those of `applicationColumns`. */
export function* submitApplication(
  applicationId: string,
  values: readonly Value[],
  mostWaiting: number,
): Change<'submitted' | 'there' | 'tooMany'> {
  if ((yield* rowOf('applicationById', applicationId)) !== undefined) return 'there';
  if (Number((yield* rowOf('applicationsWaiting'))?.[0]) >= mostWaiting) return 'tooMany';
  // The same application may have been quicker elsewhere.
  return (yield* run('insertApplication', ...values)) > 0 ? 'submitted' : 'there';
}

/** An organisation with the values of `newOrganisationColumns` and of `contactColumns`. */
export interface OrganisationRows {
  readonly organisation: readonly Value[];
  readonly contact: readonly Value[];
}

type Approval = 'approved' | 'notWaiting' | 'taken';

/** Decides an application with the values of `decidedColumns`, and adds its organisations. */
export function* approveApplication(
  applicationId: string,
  decided: readonly Value[],
  organisations: readonly OrganisationRows[],
  audit: readonly AuditValue[],
): Change<Approval> {
  if ((yield* run('decideApplication', ...decided, applicationId)) === 0) return 'notWaiting';
  for (const { organisation, contact } of organisations) {
    if ((yield* run('insertOrganisation', ...organisation)) === 0) throw new Undo<Approval>('taken');
    yield* run('putContact', ...contact);
  }
  yield* writeAudit(audit);
  return 'approved';
}

export function* declineApplication(
  applicationId: string,
  decided: readonly Value[],
  audit: readonly AuditValue[],
): Change<'declined' | 'notWaiting'> {
  if ((yield* run('decideApplication', ...decided, applicationId)) === 0) return 'notWaiting';
  yield* writeAudit(audit);
  return 'declined';
}

/** Sets the passwords, given as reference and hash, when they may be shown; the first of several calls does. */
export function* showCredentials(
  applicationId: string,
  at: number,
  passwords: readonly (readonly [organisationRef: string, hash: string])[],
  audit: readonly AuditValue[],
): Change<'shown' | 'notToBeShown'> {
  if ((yield* run('markShown', at, applicationId, at)) === 0) return 'notToBeShown';
  for (const [organisationRef, hash] of passwords) yield* run('replacePassword', hash, at, organisationRef);
  yield* writeAudit(audit);
  return 'shown';
}

export function* offerCredentials(
  applicationId: string,
  showUntil: number,
  audit: readonly AuditValue[],
): Change<'offered' | 'notApproved'> {
  if ((yield* run('offerAgain', showUntil, applicationId)) === 0) return 'notApproved';
  yield* writeAudit(audit);
  return 'offered';
}

/** Keeps a request; the values are those of `liveRequestColumns`. */
export function* submitLiveRequest(
  organisationRef: string,
  values: readonly Value[],
  audit: readonly AuditValue[],
): Change<'submitted' | 'waiting'> {
  // Taking the organisation's row makes two requests of one organisation wait for each other.
  yield* rowOf('lockoutForUpdate', organisationRef);
  if ((yield* rowOf('liveRequestWaiting', organisationRef)) !== undefined) return 'waiting';
  yield* run('insertLiveRequest', ...values);
  yield* writeAudit(audit);
  return 'submitted';
}

/** The values are those of `liveDecidedColumns`. */
export function* decideLiveRequest(
  reference: string,
  decided: readonly Value[],
  audit: readonly AuditValue[],
): Change<'decided' | 'notWaiting'> {
  if ((yield* run('decideLiveRequest', ...decided, reference)) === 0) return 'notWaiting';
  yield* writeAudit(audit);
  return 'decided';
}

/** The values are those of `contactColumns`. */
export function* putContact(values: readonly Value[], audit: readonly AuditValue[]): Change<void> {
  yield* run('putContact', ...values);
  yield* writeAudit(audit);
}
